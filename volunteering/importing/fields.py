"""A value into a field of a call, and how the field reads before and after."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from core.dates import format_date
from core.models.mixins import Precision
from taxonomy.models import Place
from volunteering.importing.columns import CONTACT, PERIOD
from volunteering.importing.values import Slot
from volunteering.models import CallPage, CallSlot
from volunteering.slots import slot_lines


def empty(field: str) -> Any:
    """What an emptied field holds."""
    if field in CONTACT or field == "what_you_do":
        return ""
    if field in PERIOD:
        return None, Precision.DAY
    if field == "slots":
        return []
    known = CallPage._meta.get_field(field)
    if known.many_to_many:
        return []
    return known.get_default() if isinstance(known, models.Field) else None


def put(page: CallPage, field: str, value: Any) -> tuple[str, str]:
    """Set a field; how it reads before and after."""
    before = show(page, field)
    if field in CONTACT:
        _put_contact(page, field, value)
    elif field == "what_you_do":
        # Formatting and other blocks that an editor added stay when the words are the same.
        if _words(page) != _plain(value):
            page.what_you_do = [("paragraph", value)] if value else []
    elif field == "slots":
        if _slots(page) != value:
            page.slots.set([CallSlot(**slot._asdict()) for slot in value])
    elif field in PERIOD:
        setattr(page, field, value[0])
        setattr(page, PERIOD[field], value[1])
    elif field == "place":
        _put_place(page, value)
    else:
        setattr(page, field, value)
    return before, show(page, field)


def show(page: CallPage, field: str) -> str:
    """A field as its readers see it."""
    if field in CONTACT:
        row = _contact(page)
        text = getattr(row, field) if row else ""
    elif field == "what_you_do":
        text = _words(page)
    elif field == "slots":
        lines = slot_lines(CallSlot(**slot._asdict()) for slot in _slots(page))
        text = "; ".join(f"{line['days']} {line['hours']}".strip() for line in lines)
    elif field in PERIOD:
        text = format_date(getattr(page, field), getattr(page, PERIOD[field]))
    else:
        text = _plain_field(page, field)
    return str(text)


def _plain_field(page: CallPage, field: str) -> str:
    known = CallPage._meta.get_field(field)
    if known.many_to_many:
        return ", ".join(each.label() for each in sorted(getattr(page, field).all(), key=_key))
    value = getattr(page, field)
    if value in (None, ""):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime.date):
        return format_date(value)
    if getattr(known, "choices", None):
        return str(getattr(page, f"get_{field}_display")())
    return str(value)


def _key(row: Any) -> int:
    return row.pk


def _words(page: CallPage) -> str:
    return " ".join(" ".join(_texts(page)).split())


def _texts(page: CallPage) -> list[str]:
    block = page.what_you_do.stream_block
    return list(block.get_searchable_content(page.what_you_do))


def _plain(html: str) -> str:
    probe = CallPage(what_you_do=[("paragraph", html)] if html else [])
    return _words(probe)


def _slots(page: CallPage) -> list[Slot]:
    rows = [Slot(row.weekday, row.part, row.starts, row.ends) for row in page.slots.all()]
    return sorted(rows, key=lambda slot: slot[:2])


def _contact(page: CallPage) -> Any:
    rows = list(page.contact_links.all())
    return rows[0] if rows else None


def _put_contact(page: CallPage, field: str, value: str) -> None:
    """The first contact of the call; one is made where there is none."""
    rows = list(page.contact_links.all())
    if not rows:
        if not value:
            return
        rows = [page.contact_links.model()]
    setattr(rows[0], field, value)
    first = rows[0]
    page.contact_links.set(rows if first.mailbox or first.phone or first.url else rows[1:])


def _put_place(page: CallPage, value: Place | None) -> None:
    """The comune, whose middle is the call's point unless an editor moved it."""
    moved = page.place and (page.latitude, page.longitude) != (
        page.place.latitude, page.place.longitude,
    )  # fmt: skip
    if value != page.place and not moved:
        page.latitude, page.longitude = (value.latitude, value.longitude) if value else (None, None)
    page.place = value


def check_together(page: CallPage) -> None:
    """What holds between fields. Raises ValidationError by field."""
    if page.hours_min and page.hours_max and page.hours_max < page.hours_min:
        raise ValidationError({"hours_max": _("The greater number comes second.")})
    if page.start_value and page.end_value and page.end_value < page.start_value:
        raise ValidationError({"end_value": _("The end must not come before the start.")})
    if page.end_open and page.end_value:
        raise ValidationError({"end_open": _("Give an end or say that none is known, not both.")})
    if page.opens_on and page.apply_by and page.apply_by < page.opens_on:
        raise ValidationError({"apply_by": _("The end must not come before the start.")})
