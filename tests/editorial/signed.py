"""What the tests of verification share: a signature, and where it is given and seen."""

import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from guides.models import GuidePage

REPORT = "/admin/desk/verification/"


def today() -> datetime.date:
    return timezone.localdate()


def screen(page: Any) -> str:
    return reverse("desk_verify", args=[page.pk])


def signature(**more: Any) -> dict[str, Any]:
    due = (today() + datetime.timedelta(days=60)).isoformat()
    return {"checked": "on", "role": "Sportello di Cuneo", "due": due, "sign": "1"} | more


def everywhere(page: GuidePage, name: str) -> set[Any]:
    """What the pages of all languages say in a field."""
    rows = GuidePage.objects.filter(translation_key=page.translation_key)
    return set(rows.values_list(name, flat=True))


def edit(page: Any) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])
