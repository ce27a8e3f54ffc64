"""Which pages are late, due or touched by a law that changed: conditions, never a walk."""

import datetime
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone
from wagtail.models import Page

from core import locales
from core.checks import page_types
from editorial.feedback import clarity

PERMISSION = "editorial.verify_pages"
SOON_DAYS = 30
RISKIEST = "A"
LISTED = (
    "title", "path", "depth", "locale", "owner", "translation_key", "content_type", "live",
    "next_review", "risk_class", "verified_on", "verified_by_role", "review_flag",
    "law_changed_on", "owner_organisation",
)  # fmt: skip


def reviewed_types() -> list[type[Any]]:
    """The page types whose pages are verified."""
    return [model for model in page_types() if getattr(model, "review_policy", "") == "reviewed"]


def is_reviewed(page: Page) -> bool:
    """Whether a page is of such a type."""
    return page.specific_class in reviewed_types()


def conditions(on: datetime.date | None = None) -> dict[str, Q]:
    """The states of a published page by their name; one page may be in several."""
    day = on or timezone.localdate()
    return {
        "late": Q(next_review__lt=day),
        "soon": Q(next_review__gte=day, next_review__lte=day + datetime.timedelta(days=SOON_DAYS)),
        "law": Q(law_changed_on__isnull=False),
        "never": Q(next_review__isnull=True),
        "unclear": Q(translation_key__in=clarity.unclear()),
    }


def pages(model: type[Any]) -> QuerySet:
    """What is verified: published pages in the source language, one for all languages."""
    return model.objects.filter(live=True, locale=locales.source())


def listed(found: QuerySet) -> QuerySet:
    """Only what lists show of a page: sorting carries no texts along."""
    return found.only(*LISTED)


def ranked(found: QuerySet, on: datetime.date | None = None) -> QuerySet:
    """Adds `rank`, worst first: late and a law changed, late of risk A, law changed, late, rest."""
    state = conditions(on)
    ranks = (
        state["late"] & state["law"], state["late"] & Q(risk_class=RISKIEST), state["law"],
        state["late"], state["never"],
    )  # fmt: skip
    whens = [When(condition, then=Value(rank)) for rank, condition in enumerate(ranks)]
    return found.annotate(
        rank=Case(*whens, default=Value(len(ranks)), output_field=IntegerField())
    ).order_by("rank", "next_review", "pk")


def numbers(found: QuerySet) -> dict[str, int]:
    """How many pages are in each state, all, and how many of the late ones are of risk A."""
    state = conditions()
    counted = {name: Count("pk", filter=condition) for name, condition in state.items()}
    counted["grave"] = Count("pk", filter=state["late"] & Q(risk_class=RISKIEST))
    counted["urgent"] = Count("pk", filter=state["late"] | state["law"])
    return found.aggregate(all=Count("pk"), **counted)
