"""Tags of the translation desk in the admin: {% page_choices page as chosen %}, and how a cell of
the matrix (TranslationState) is shown: {{ cell.state|state_icon }} {{ cell|figure }} {{ cell|todo }}
{{ cell|verb }} {{ words|thousands }}.
"""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import ngettext, pgettext, pgettext_lazy

from translations import choices
from translations.models import State, TranslationState

register = template.Library()

# Each state has a shape of its own: colour never speaks alone.
ICONS = {
    State.MISSING: "minus", State.DRAFT: "draft", State.MACHINE: "cog", State.REVIEW: "time",
    State.HELD: "resubmit", State.STALE: "warning", State.LIVE: "check",
}  # fmt: skip
VERBS = {
    State.MISSING: pgettext_lazy("translation", "Translate"),
    State.DRAFT: pgettext_lazy("translation", "Continue"),
    State.MACHINE: pgettext_lazy("translation", "Check"),
    State.REVIEW: pgettext_lazy("translation", "Review"),
    State.HELD: pgettext_lazy("translation", "Decide"),
    State.STALE: pgettext_lazy("translation", "Update"),
    State.LIVE: pgettext_lazy("translation", "View"),
}


@register.simple_tag
def page_choices(page: Any) -> choices.Choices:
    """What was chosen for a source page; two queries."""
    return choices.of(page)


@register.filter
def state_icon(state: str) -> str:
    """The icon of a state."""
    return ICONS[State(state)]


@register.filter
def thousands(number: int) -> str:
    """A number of words as short as a tab needs: 840, 12k."""
    return f"{round(number / 1000)}k" if number >= 10_000 else str(number)


@register.filter
def figure(cell: TranslationState) -> SafeString | str:
    """What a cell of the matrix says beside its icon; nothing where all is well."""
    words = pgettext("short for: words", "%(count)d w.") % {"count": cell.words_todo}
    if cell.state == State.MISSING:
        return format_html("<small>{}</small>", words)
    if cell.state == State.DRAFT:
        return format_html("<b>{} %</b>", cell.progress)
    if cell.state == State.STALE:
        number = cell.stale_segments + cell.missing_segments
        return format_html("<b>{}</b> <small>{}</small>", number, words)
    if cell.state == State.MACHINE:
        return format_html(
            "<b>{}</b> <small>{}</small>",
            cell.machine_segments, pgettext("short for: machine translation", "auto"),
        )  # fmt: skip
    if cell.state == State.HELD:
        return format_html(
            "<b>{}</b> <small>{}</small>", cell.stale_segments, pgettext("translation", "held")
        )
    if cell.state == State.REVIEW:
        return format_html("<b>{}</b>", pgettext("short for: in review", "rev."))
    return ""


@register.filter
def todo(cell: TranslationState | None) -> str:
    """How much work there is, in texts and words."""
    if cell is None or cell.state in {State.LIVE, State.REVIEW}:
        return "–"
    if cell.state == State.MACHINE:
        number = cell.machine_segments
    else:
        number = cell.stale_segments + cell.missing_segments
    texts = ngettext("%(count)d text", "%(count)d texts", number) % {"count": number}
    words = ngettext("%(count)d word", "%(count)d words", cell.words_todo)
    return f"{texts} · {words % {'count': cell.words_todo}}" if cell.words_todo else texts


@register.filter
def verb(cell: TranslationState | None) -> str:
    """What one does with a page in this state."""
    return str(VERBS[State(cell.state if cell else State.LIVE)])
