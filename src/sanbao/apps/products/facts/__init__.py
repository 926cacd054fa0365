"""What files and pasted cells say, before anything is known about it."""
