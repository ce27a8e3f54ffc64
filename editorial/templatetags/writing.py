"""The writing aids in Wagtail's panel of checks."""

from typing import Any

from django import template

from core.models import BasePage
from editorial.writing import views

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
