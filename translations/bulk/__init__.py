"""What is done with many rows of the matrix at once: choose, read what will happen, do it."""
