"""Asking for translations: noted in the request, made in the background."""
