"""Calls for volunteers."""

from volunteering.models.calls import CallPage, CallSlot
from volunteering.models.indexes import CallFolderPage, CallIndexPage

__all__ = ["CallFolderPage", "CallIndexPage", "CallPage", "CallSlot"]
