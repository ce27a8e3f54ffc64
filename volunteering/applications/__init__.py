"""Answers to calls: personal data, kept apart from pages, sealed, and deleted in time."""
