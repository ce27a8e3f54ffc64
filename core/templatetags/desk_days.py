"""How late, in templates of the desk."""

import datetime

from django import template

from core.desk import days

register = template.Library()


@register.filter
def late(day: datetime.date | None) -> str:
    """“3 days late”, “due today”, “in 3 days”; nothing without a day."""
    return days.late(day) if day else ""
