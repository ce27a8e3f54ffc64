"""ServicePoint → HSDS service at its location.

An address that is not published (shelters, safe houses) leaves no trace: no location, no
coordinates, no comune, no area.
"""

import uuid
from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core import locales
from delivery.hsds import organizations, parts, rows
from delivery.hsds.parts import Record
from directory.models import Organisation, ServicePoint

STATUS = {
    ServicePoint.Status.ACTIVE: "active",
    ServicePoint.Status.PAUSED: "temporarily closed",
    ServicePoint.Status.CLOSED: "defunct",
}
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def public() -> QuerySet:
    """Live service points of live organisations, in the active language where they exist.

    Closed for good is a status here: who copied the record learns that the desk is gone.
    """
    whose = Q(organisation__isnull=True) | Q(organisation__live=True)
    return (
        rows.in_language(ServicePoint.objects.filter(whose, live=True))
        .select_related("place__parent__parent", "organisation")
        .prefetch_related(
            "phones", "schedules", "languages", "interpreting", "categories",
            "organisation__places",
        )
        .order_by("name_public", "translation_key")
    )  # fmt: skip


def organizations_of(points: Iterable[ServicePoint]) -> dict[uuid.UUID, Organisation]:
    """The organisations behind the points, in the active language; one query."""
    keys = {point.organisation.translation_key for point in points if point.organisation}
    live = Organisation.objects.filter(live=True, translation_key__in=keys)
    return {row.translation_key: row for row in rows.in_language(live)}


def record(point: ServicePoint, named: dict[uuid.UUID, Organisation]) -> Record:
    """The whole record, with its organisation in brief. What is not stated is left out."""
    own: uuid.UUID = point.translation_key
    code = locales.by_id(point.locale_id).language_code
    whose = point.organisation
    found = {
        "organization_id": str(whose.translation_key) if whose else "",
        "organization": organizations.brief(named.get(whose.translation_key, whose))
        if whose
        else None,
        "description": point.description,
        "url": point.website,
        "email": parts.role_mailbox(point.mailbox, point.pec),
        "alert": point.current_alert,
        "application_process": _process(point),
        "interpretation_services": parts.names(point.interpreting.all()),
        "eligibility_description": _eligibility(point),
        "minimum_age": point.min_age,
        "maximum_age": point.max_age,
        "fees_description": _("Free of charge") if point.is_free else "",
        "assured_date": point.assured_on.isoformat() if point.assured_on else "",
        "last_modified": point.last_published_at.isoformat(timespec="seconds")
        if point.last_published_at
        else "",
        "languages": parts.language_rows(own, "service", point.languages.all()),
        "phones": _phones(point),
        "schedules": _schedules(point),
        "required_documents": _documents(point),
        "attributes": parts.attribute_rows(own, "service", point.categories.all()),
        "is_demo": point.is_demo,
    }
    return {
        "id": str(own),
        "name": point.name_public,
        "status": STATUS[ServicePoint.Status(point.status)],
        "lang": locales.html_lang(code),
        **parts.stated(found | _where(point)),
    }


def _where(point: ServicePoint) -> Record:
    if point.hide_address:
        return {}
    own = point.translation_key
    place = parts.location(
        own,
        address=point.address,
        place=point.place,
        name=point.name_public,
        point=(point.latitude, point.longitude),
        access=capfirst(point.get_step_free_display()) if point.step_free else "",
    )
    areas = point.organisation.places.all() if point.organisation else []
    return {
        "service_areas": parts.area_rows(own, areas),
        "service_at_locations": [
            {
                "id": parts.part_id(own, "at", place["id"]),
                "service_id": str(own),
                "location_id": place["id"],
                "location": place,
            }
        ],
    }


def _phones(point: ServicePoint) -> list[Record]:
    """A telephone reaches the desk, so its languages are those spoken there."""
    own = point.translation_key
    spoken = list(point.languages.all())
    return [
        {
            "id": parts.part_id(own, "phone", row.number),
            "number": row.number,
            "type": "voice",
            "languages": parts.language_rows(own, f"phone:{row.number}", spoken),
        }
        | ({"description": "WhatsApp"} if row.whatsapp else {})
        for row in point.phones.all()
    ]


def _schedules(point: ServicePoint) -> list[Record]:
    """Times are local: Italian law moves the offset twice a year, so none is written into them."""
    found = []
    for row in point.schedules.all():
        day, opens, closes = DAYS[row.weekday], f"{row.opens_at:%H:%M}", f"{row.closes_at:%H:%M}"
        own = parts.part_id(point.translation_key, "schedule", day, opens, closes, row.valid_from)
        times = {
            "id": own,
            "service_id": str(point.translation_key),
            "freq": "WEEKLY",
            "byday": day,
            "opens_at": opens,
            "closes_at": closes,
            "valid_from": row.valid_from.isoformat() if row.valid_from else "",
            "valid_to": row.valid_to.isoformat() if row.valid_to else "",
            "schedule_link": point.appointment_url,
        }
        found.append(parts.stated(times))
    return found


def _process(point: ServicePoint) -> str:
    """How to get in, and whether one must book."""
    booking = _("By appointment only") if point.appointment_needed else ""
    return " ".join(text for text in (parts.sentence([booking]), point.how_to_access) if text)


def _eligibility(point: ServicePoint) -> str:
    return parts.sentence(
        [
            _("For women only") if point.women_only else "",
            _("Children welcome") if point.children_welcome else "",
        ]
    )


def _documents(point: ServicePoint) -> list[Record]:
    if not point.documents_to_bring:
        return []
    own = point.translation_key
    return [{"id": parts.part_id(own, "documents"), "document": point.documents_to_bring}]
