"""What the translation desk puts into “My work”: the pages of the user's languages."""

from typing import Any

from django.db.models import Case, Count, IntegerField, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core import locales
from core.dates import format_date
from core.desk.queue import Count as Number
from core.desk.queue import Share, Text, Urgency, Work
from translations.matrix import cells, scope
from translations.models import State, TranslationState

# What a translator does something about: what is in review waits for others, and a page of which
# nobody asked for a translation has no page to write in.
KINDS: dict[State, Text] = {
    State.STALE: gettext_lazy("To be updated"),
    State.HELD: gettext_lazy("Held"),
    State.MACHINE: gettext_lazy("To be checked"),
    State.DRAFT: gettext_lazy("To be translated"),
}


# Added to the weight of a page of one's own, taken from that of a colleague's: more than any
# priority, so that within a class of urgency these decide.
MINE = 1_000_000_000


class TranslationWork:
    """Stale, unchecked and begun pages of the languages whose trees are the user's.

    Pages of their own first, those of colleagues last. Who looks after the source language as well
    gets only pages of their own: the matrix shows them all of it.
    """

    name: Text = gettext_lazy("Translations")

    def share(self, user: Any, most: int) -> Share:
        """At most `most` rows, worst first; three queries at most."""
        found = scope.of(user)
        if not found.own:
            return Share()
        waiting = TranslationState.objects.filter(locale__in=found.own, source__live=True)
        if found.source:
            waiting = waiting.filter(assignee=user)
        numbers = dict(
            waiting.order_by().values_list("state").annotate(number=Count("pk")).values_list(
                "state", "number"
            )
        )  # fmt: skip
        total = sum(numbers.get(state, 0) for state in KINDS)
        if found.source and not total:
            return Share()
        rows = worst(waiting, user)[:most] if total else []
        return Share(
            rows=[row(cell, user) for cell in rows],
            total=total,
            counts=[count(state, numbers.get(state, 0), found) for state in COUNTED],
        )


def worst(waiting: QuerySet[TranslationState], user: Any) -> QuerySet[TranslationState]:
    """The cells that ask for something, in the order of the queue."""
    rank = Case(
        When(state=State.STALE, source__risk="A", then=Value(Urgency.LATE_GRAVE)),
        When(state__in=[State.STALE, State.HELD], then=Value(Urgency.LATE)),
        When(state=State.MACHINE, then=Value(Urgency.WAITING)),
        default=Value(Urgency.NEW),
        output_field=IntegerField(),
    )
    whose = Case(
        When(assignee=user, then=Value(MINE)),
        When(assignee=None, then=Value(0)),
        default=Value(-MINE),
        output_field=IntegerField(),
    )
    return (
        waiting.filter(state__in=list(KINDS))
        .annotate(rank=rank, whose=whose)
        .select_related("source", "assignee")
        .order_by("rank", "-whose", "-source__priority", "updated")
    )


def row(cell: Any, user: Any) -> Work:
    """One line of the queue (a cell of `worst`)."""
    locale = locales.by_id(cell.locale_id)
    day = cell.source_changed_on
    return Work(
        kind=KINDS[State(cell.state)],
        title=cell.source.title,
        url=cells.link(cell, cell.source, locale),
        action=cells.VERBS[State(cell.state)],
        urgency=Urgency(cell.rank),
        since=day or cell.updated,
        reason=cells.todo(cell),
        due=_("original changed on %(day)s") % {"day": format_date(day.date())} if day else "",
        note=note(cell, user, locales.native_name(locale.language_code)),
        weight=cell.source.priority + cell.whose,
        lang=locales.source().language_code,
    )


def note(cell: TranslationState, user: Any, language: str) -> str:
    """The language, and whose page it is."""
    if cell.assignee is None:
        return language
    if cell.assignee == user:
        return _("%(language)s · yours") % {"language": language}
    name = scope.name_of(cell.assignee)
    return _("%(language)s · %(name)s does it") % {"language": language, "name": name}


COUNTED = (State.STALE, State.MACHINE, State.DRAFT)


def count(state: State, number: int, found: scope.Scope) -> Number:
    """A number of the summary line, leading to the list of the first language."""
    labels = {
        State.STALE: ngettext("page to update", "pages to update", number),
        State.MACHINE: ngettext("machine translation to check", "machine translations to check", number),
        State.DRAFT: ngettext("page to translate", "pages to translate", number),
    }  # fmt: skip
    address = reverse("translations_matrix:one", args=[found.own[0].language_code])
    mine = "&who=me" if found.source else ""
    return Number(
        number=number, label=labels[state], url=f"{address}?state={state.value}{mine}",
        icon=cells.ICONS[state], late=state is State.STALE and number > 0,
    )  # fmt: skip
