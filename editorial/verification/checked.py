"""What the machine looked at before a person signs: facts, links, open reports."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from editorial.models import ExternalLink, Feedback
from editorial.models.feedback import WAITING
from facts.models import Fact


@dataclass(frozen=True, slots=True)
class Looked:
    """One line: whether all is well, in words, and where to see it."""

    fine: bool
    words: str
    url: str = ""


def of(page: Any) -> list[Looked]:
    """What stands on the page, in all its languages; three queries."""
    return [_facts(page), _links(page), _reports(page)]


def _facts(page: Any) -> Looked:
    late = Q(next_review__lt=timezone.localdate())
    found = Fact.objects.filter(uses__translation_key=page.translation_key).distinct()
    numbers = found.aggregate(
        all=Count("pk", distinct=True), late=Count("pk", filter=late, distinct=True)
    )
    if not numbers["all"]:
        return Looked(fine=True, words=_("Facts used here: none"))
    if numbers["late"]:
        said = ngettext(
            "Facts used here: %(late)d is due for a check", "Facts used here: %(late)d are due for a check",
            numbers["late"],
        )  # fmt: skip
        return Looked(fine=False, words=said % numbers, url=reverse("fact:index"))
    said = ngettext(
        "Facts used here: %(all)d, valid", "Facts used here: %(all)d, all valid", numbers["all"]
    )
    return Looked(fine=True, words=said % numbers)


def _links(page: Any) -> Looked:
    found = ExternalLink.objects.filter(
        uses__page__translation_key=page.translation_key, uses__page__live=True, ignored_at=None
    )
    broken = Q(broken_since__isnull=False)
    numbers = found.aggregate(
        all=Count("pk", distinct=True), bad=Count("pk", filter=broken, distinct=True)
    )
    if not numbers["all"]:
        return Looked(fine=True, words=_("Links: none"))
    words = {"good": numbers["all"] - numbers["bad"], "all": numbers["all"]}
    said = _("Links: %(good)d of %(all)d work") % words
    return Looked(fine=not numbers["bad"], words=said, url=f"{reverse('desk_links')}?state=broken")


def _reports(page: Any) -> Looked:
    rows = Feedback.objects.reports().heads().filter(state__in=WAITING)
    number = rows.filter(page__translation_key=page.translation_key).count()
    if not number:
        return Looked(fine=True, words=_("Open reports of readers: none"))
    said = ngettext("%(count)d open report of readers", "%(count)d open reports of readers", number)
    return Looked(fine=False, words=said % {"count": number}, url=reverse("feedback_desk:inbox"))
