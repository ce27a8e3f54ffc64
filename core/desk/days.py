"""How long ago, how soon: whole days in plain words of the active language."""

import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def days_since(moment: datetime.datetime | datetime.date) -> int:
    """Whole local days from the moment until today; negative when it is still to come."""
    day = timezone.localdate(moment) if isinstance(moment, datetime.datetime) else moment
    return (timezone.localdate() - day).days


def since(moment: datetime.datetime | datetime.date) -> str:
    """“today”, “since yesterday”, “for 3 days”."""
    days = days_since(moment)
    if days <= 0:
        return _("today")
    if days == 1:
        return _("since yesterday")
    return ngettext("for %(days)d day", "for %(days)d days", days) % {"days": days}


def late(day: datetime.date) -> str:
    """“3 days late”, “due today”, “in 3 days”."""
    days = days_since(day)
    if days > 0:
        return ngettext("%(days)d day late", "%(days)d days late", days) % {"days": days}
    if days == 0:
        return _("due today")
    return ngettext("in %(days)d day", "in %(days)d days", -days) % {"days": -days}
