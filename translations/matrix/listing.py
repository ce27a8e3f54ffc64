"""What the matrix shows: pages chosen and ordered in the database, cells for one page of them."""

import uuid
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.text import capfirst
from wagtail.models import Locale

from taxonomy import labels
from taxonomy.review import ReviewedMixin
from translations import states
from translations.models import SourceStats, State, TranslationState

# What asks for work; the rest is in step.
WORK = [value for value in State.values if value != State.LIVE]
ORDERS = {
    "priority": ("-priority", "title"),
    "title": ("title",),
    "reads": ("-reads_28d", "title"),
    "words": ("-words", "title"),
}
LONGEST_SEARCH = 100
LONGEST_KEY = 10
ME, NOBODY = "me", "nobody"
# What of an address says which pages a list shows, and how.
KEPT = ("state", "topic", "type", "risk", "q", "who", "order", "work", "p")


@dataclass(frozen=True, slots=True)
class Choice:
    """What the address asks for; unknown values count as none."""

    state: str = ""
    topic: str = ""
    kind: str = ""
    risk: str = ""
    search: str = ""
    who: str = ""
    me: int = 0
    order: str = "priority"
    work: bool = False

    @property
    def narrowed(self) -> bool:
        """Whether anything but the order was chosen."""
        return bool(self.state or self.topic or self.kind or self.risk or self.search or self.who)


def read(params: QueryDict, locale: Locale | None, me: int) -> Choice:
    """The choice of an address. A list of one language starts with what has work in it.

    `me` is the key of the user who asks.
    """
    orders = set(ORDERS) - ({"words"} if locale is None else set())
    order = params.get("order", "")
    return Choice(
        state=_known(params.get("state"), set(State.values)),
        topic=_known(params.get("topic"), {code for code, _label in labels.choices("topic")}),
        kind=params.get("type", "")[:60],
        risk=_known(params.get("risk"), set(ReviewedMixin.Risk.values)),
        search=params.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH],
        who=_who(params.get("who", "")), me=me,
        order=order if order in orders else "priority",
        work=params.get("work", "" if locale is None else "1") == "1",
    )  # fmt: skip


def _known(value: str | None, known: set[str]) -> str:
    return value if value in known else ""


def _who(value: str) -> str:
    """Me, nobody, or the key of somebody."""
    number = value.isascii() and value.isdigit() and len(value) < LONGEST_KEY
    return value if number or value in {ME, NOBODY} else ""


def pages(choice: Choice, locale: Locale | None) -> QuerySet[SourceStats]:
    """The source pages of a choice, in its order."""
    wanted = {
        "topics": labels.term_id("topic", choice.topic) if choice.topic else None,
        "kind": choice.kind,
        "risk": choice.risk,
        "title__icontains": choice.search,
    }
    found = SourceStats.objects.filter(
        live=True, **{name: value for name, value in wanted.items() if value}
    )
    cells = TranslationState.objects.filter(source=OuterRef("pk"))
    if locale is not None:
        cells = cells.filter(locale=locale)
    asked = Q(state=choice.state) if choice.state else Q()
    if choice.work and not choice.state:
        asked = Q(state__in=WORK)
    if choice.who:
        asked &= Q(assignee=_assignee(choice))
    if asked:
        found = found.filter(Exists(cells.filter(asked)))
    if choice.order == "words":
        found = found.annotate(words=Subquery(cells.values("words_todo")[:1]))
    return found.order_by(*ORDERS[choice.order], "pk")


def _assignee(choice: Choice) -> int | None:
    if choice.who == NOBODY:
        return None
    return choice.me if choice.who == ME else int(choice.who)


@dataclass(slots=True)
class Row:
    """A page with its cells, in the order of the languages; nothing where none was computed yet."""

    page: SourceStats
    cells: list[TranslationState | None] = field(default_factory=list)

    @property
    def topic(self) -> str:
        return labels.code_label("topic", self.page.topic) if self.page.topic else ""

    @property
    def kind(self) -> str:
        return kind_label(self.page.kind)


def rows(found: list[SourceStats], languages: list[Locale]) -> list[Row]:
    """The cells of these pages; one query."""
    by_place: dict[tuple[uuid.UUID, int], TranslationState] = {
        (cell.source_id, cell.locale_id): cell
        for cell in TranslationState.objects.filter(
            source__in=[page.pk for page in found], locale__in=languages
        ).select_related("assignee")
    }
    return [
        Row(page, [by_place.get((page.pk, locale.pk)) for locale in languages]) for page in found
    ]


@dataclass(frozen=True, slots=True)
class Total:
    """Of one language: words still to be done, and how many of a hundred pages are in step."""

    words: int = 0
    percent: int = 0


def totals() -> dict[int, Total]:
    """The totals of every language; one query over the cells alone."""
    found = TranslationState.objects.order_by().values("locale_id")
    found = found.annotate(
        words=Sum("words_todo"), done=Count("pk", filter=Q(state=State.LIVE)), all=Count("pk")
    )
    return {
        row["locale_id"]: Total(row["words"] or 0, 100 * row["done"] // row["all"]) for row in found
    }


def kinds() -> list[tuple[str, str]]:
    """(value, label) of the page types there are, by label."""
    names = SourceStats.objects.order_by().values_list("kind", flat=True).distinct()
    return sorted(((name, kind_label(name)) for name in names), key=lambda pair: pair[1])


def kind_label(name: str) -> str:
    """What a page type is called; its technical name where it is gone."""
    try:
        return str(capfirst(apps.get_model(name)._meta.verbose_name))
    except (LookupError, ValueError):
        return name


def languages(locale: Locale | None) -> list[Locale]:
    """The columns: one language, or all that are translated into."""
    return [locale] if locale is not None else states.targets()


def address(**query: Any) -> str:
    """A query string without what is empty."""
    kept = {name: value for name, value in query.items() if value not in {"", None}}
    return f"?{urlencode(kept)}" if kept else "?"
