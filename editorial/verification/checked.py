"""What the machine looked at before a person signs: facts, links, open reports."""

from dataclasses import dataclass
from typing import Any

from django.db.models import IntegerField, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from editorial.models import ExternalLink, Feedback
from editorial.models.feedback import WAITING
from facts.models import Fact


@dataclass(frozen=True, slots=True)
class Looked:
    """One line: whether all is well, in words, and where to see it."""

    fine: bool
    words: str
    url: str = ""


class _Number(Subquery):
    """How many rows a query has, as a figure within another."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) _counted)"
    output_field = IntegerField()


def of(page: Any) -> list[Looked]:
    """What stands on the page, in all its languages; one query."""
    key = page.translation_key
    facts = Fact.objects.order_by().filter(uses__translation_key=key).values("pk").distinct()
    links = (
        ExternalLink.objects.order_by()
        .filter(uses__page__translation_key=key, uses__page__live=True, ignored_at=None)
        .values("pk")
        .distinct()
    )
    reports = Feedback.objects.reports().heads().order_by().filter(state__in=WAITING)
    numbers = Page.objects.filter(pk=page.pk).values(
        facts=_Number(facts),
        late=_Number(facts.filter(next_review__lt=timezone.localdate())),
        links=_Number(links),
        bad=_Number(links.filter(failures__gt=0)),
        new=_Number(links.filter(checked_at=None)),
        reports=_Number(reports.filter(page__translation_key=key).values("pk")),
    )[0]
    return [_facts(numbers), _links(numbers), _reports(numbers["reports"])]


def _facts(numbers: dict[str, int]) -> Looked:
    if not numbers["facts"]:
        return Looked(fine=True, words=_("Facts used here: none"))
    if numbers["late"]:
        said = ngettext(
            "Facts used here: %(late)d is due for a check", "Facts used here: %(late)d are due for a check",
            numbers["late"],
        )  # fmt: skip
        return Looked(fine=False, words=said % numbers, url=reverse("fact:index"))
    said = ngettext(
        "Facts used here: %(all)d, valid", "Facts used here: %(all)d, all valid", numbers["facts"]
    )
    return Looked(fine=True, words=said % {"all": numbers["facts"]})


def _links(numbers: dict[str, int]) -> Looked:
    if not numbers["links"]:
        return Looked(fine=True, words=_("Links: none"))
    new, bad = numbers["new"], numbers["bad"]
    words = {"good": numbers["links"] - bad - new, "all": numbers["links"], "new": new}
    said = _("Links: %(good)d of %(all)d work") % words
    if new:
        said += " · " + ngettext("%(new)d not asked yet", "%(new)d not asked yet", new) % words
    return Looked(fine=not bad and not new, words=said, url=reverse("desk_links"))


def _reports(number: int) -> Looked:
    if not number:
        return Looked(fine=True, words=_("Open reports of readers: none"))
    said = ngettext("%(count)d open report of readers", "%(count)d open reports of readers", number)
    return Looked(fine=False, words=said % {"count": number}, url=reverse("feedback_desk:inbox"))
