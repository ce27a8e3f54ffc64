"""Closed choices of a call, and its computed state."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Commitment(models.TextChoices):
    ONE_OFF = "one-off", _("one day")
    SHORT = "short", _("some weeks")
    REGULAR = "regular", _("regularly")


class ItalianLevel(models.TextChoices):
    """Empty means not stated, which is never “no”."""

    NONE = "none", _("no Italian needed")
    A1 = "A1", "A1"
    A2 = "A2", "A2"
    B1 = "B1", "B1"
    B2 = "B2", "B2"


class Minors(models.TextChoices):
    NO = "no", _("from 18 years")
    FROM_16 = "16-17", _("16–17 with the parents’ consent")
    FROM_14 = "14-17", _("14–17 with the parents’ consent")


class Expenses(models.TextChoices):
    """D.Lgs. 117/2017, art. 17: only real expenses, never a flat rate."""

    NONE = "none", _("not reimbursed")
    RECEIPTS = "receipts", _("reimbursed on receipts")
    DECLARATION = "declaration", _("reimbursed on a declaration, within the legal limits")


class Certificate(models.TextChoices):
    NONE = "none", _("none")
    HOURS = "hours", _("certificate of hours")
    SKILLS = "skills", _("statement of skills")
    BADGE = "badge", _("open badge")


class CallMode(models.TextChoices):
    ON_SITE = "on-site", _("on site")
    REMOTE = "remote", _("from home")
    MIXED = "mixed", _("on site and from home")


class ApplyMode(models.TextChoices):
    FORM = "form", _("with a form of this site")
    URL = "url", _("on a web page")
    MAILBOX = "mailbox", _("by e-mail")
    PHONE = "phone", _("by telephone or WhatsApp")
    WALK_IN = "walk-in", _("in person")


class DayPart(models.TextChoices):
    MORNING = "morning", _("morning")
    AFTERNOON = "afternoon", _("afternoon")
    EVENING = "evening", _("evening")


class CallState(models.TextChoices):
    UPCOMING = "upcoming", _("opens soon")
    OPEN = "open", _("open")
    FULL = "full", _("full")
    PAUSED = "paused", _("paused")
    CLOSED = "closed", _("closed")
    WITHDRAWN = "withdrawn", _("withdrawn")


class ApplicationState(models.TextChoices):
    """What has become of an answer."""

    NEW = "new", _("new")
    CONTACTED = "contacted", _("contacted")
    ACCEPTED = "accepted", _("accepted")
    WAITING = "waiting", _("waiting list")
    NOT_NOW = "not_now", _("not now")
    WITHDRAWN = "withdrawn", _("withdrawn by the person")

    @classmethod
    def active(cls) -> tuple["ApplicationState", ...]:
        """States of answers that hold a place or wait for one."""
        return (cls.NEW, cls.CONTACTED, cls.ACCEPTED, cls.WAITING)


class AccessKind(models.TextChoices):
    """What somebody did with an answer."""

    READ = "read", _("read")
    STATE = "state", _("state changed")
    NOTE = "note", _("note written")
    EXPORT = "export", _("exported")
    DELETE = "delete", _("deleted")


class CountKind(models.TextChoices):
    """What is counted of answers."""

    RECEIVED = "received", _("received")
    ANSWERED = "answered", _("answered")
    ACCEPTED = "accepted", _("accepted")
