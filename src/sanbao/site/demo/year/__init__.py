"""A simulated year of the demo companies: what is promised, and how much of it people keep."""
