"""One file for each solver; nobody outside it knows its library."""
