"""Calls for volunteers, and the answers to them."""

from volunteering.models.alerts import CallAlert
from volunteering.models.applications import (
    AccessLog,
    Application,
    ApplicationCount,
    ApplicationNote,
)
from volunteering.models.calls import CallPage, CallSlot
from volunteering.models.imports import CallUpload, ImportedCall
from volunteering.models.indexes import CallFolderPage, CallIndexPage
from volunteering.models.notices import CallNotice
from volunteering.models.places import CallPlaces
from volunteering.models.reminders import InsuranceReminder

__all__ = [
    "AccessLog",
    "Application",
    "ApplicationCount",
    "ApplicationNote",
    "CallAlert",
    "CallFolderPage",
    "CallIndexPage",
    "CallNotice",
    "CallPage",
    "CallPlaces",
    "CallSlot",
    "CallUpload",
    "ImportedCall",
    "InsuranceReminder",
]
