"""People and places of help: organisations, service points, helplines."""

from directory.models.contacts import ContactRow
from directory.models.helplines import EmergencyNumber
from directory.models.organisations import Organisation, OrganisationContact
from directory.models.service_points import ServicePhone, ServicePoint, ServiceSchedule

__all__ = [
    "ContactRow",
    "EmergencyNumber",
    "Organisation",
    "OrganisationContact",
    "ServicePhone",
    "ServicePoint",
    "ServiceSchedule",
]
