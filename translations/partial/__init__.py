"""Honest partial translation: what a published translation still says in the source's language."""
