"""Translations as files: PO (GNU gettext), for whoever works outside the desk."""
