"""Tags of the translation desk in the admin."""

from typing import Any

from django import template

from translations import choices

register = template.Library()


@register.simple_tag
def page_choices(page: Any) -> choices.Choices:
    """What was chosen for a source page; two queries."""
    return choices.of(page)
