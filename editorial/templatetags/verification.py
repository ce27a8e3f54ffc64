"""What templates ask about the verification of pages."""

from typing import Any

from django import template

from editorial.verification import states

register = template.Library()


@register.simple_tag
def may_verify(user: Any) -> bool:
    """Whether a user may sign that a page is right."""
    return bool(user.has_perm(states.PERMISSION))
