"""Feedback that closes: readers say what is wrong, editors answer, a code shows what became of it."""
