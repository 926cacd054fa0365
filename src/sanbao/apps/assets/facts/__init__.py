"""What is said about units, before it is written down."""
