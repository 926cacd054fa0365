"""Who goes when: visits and engineers in, a plan out. Plain Python; each solver behind one file."""
