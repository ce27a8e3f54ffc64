"""The writing aids in Wagtail's panel of checks and in its window for approvals."""

from typing import Any

from django import template
from django.urls import reverse
from wagtail.models import Revision

from core.models import BasePage
from editorial.writing import report, views

register = template.Library()


@register.simple_tag(takes_context=True, name="writing_aids")
def writing_aids(context: Any) -> dict[str, Any] | None:
    """What the aids say about the page of a side panel; nothing for what is no saved page of ours.

    Asked more than once, the page is read once.
    """
    page, request = context.get("object"), context["request"]
    if not isinstance(page, BasePage) or not page.pk:
        return None
    kept: dict[int, dict[str, Any]] = request.__dict__.setdefault("_writing_aids", {})
    if page.pk not in kept:
        kept[page.pk] = views.context(page, request.user)
    return kept[page.pk]


@register.simple_tag
def open_points(version: Revision) -> dict[str, Any]:
    """How many points the aids have about a version, and where they stand; empty for no page of ours."""
    page = version.as_object()
    if not isinstance(page, BasePage):
        return {}
    return {
        "number": len(report.look(page).issues), "url": reverse("desk_writing", args=[page.pk]),
    }  # fmt: skip
