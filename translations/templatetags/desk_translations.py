"""Tags of the translation desk in the admin: {% page_choices page as chosen %}, and how a cell of
the matrix (TranslationState) is shown: {{ cell.state|state_icon }} {{ cell|figure }} {{ cell|todo }}
{{ cell|verb }} {{ words|thousands }}.
"""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from translations import choices
from translations.matrix import cells
from translations.models import State, TranslationState

register = template.Library()
TEN_THOUSAND = 10_000


@register.simple_tag
def page_choices(page: Any) -> choices.Choices:
    """What was chosen for a source page; one query."""
    return choices.of(page)


@register.filter
def state_icon(state: str) -> str:
    """The icon of a state."""
    return cells.ICONS[State(state)]


@register.filter
def thousands(number: int) -> str:
    """A number of words as short as a tab needs: 840, 12k."""
    return f"{round(number / 1000)}k" if number >= TEN_THOUSAND else str(number)


@register.filter
def figure(cell: TranslationState) -> SafeString | str:
    """What a cell says beside its icon."""
    return cells.figure(cell)


@register.filter
def todo(cell: TranslationState | None) -> str:
    """How much work there is; nothing where no cell was computed yet."""
    return cells.todo(cell) if cell else "–"


@register.filter
def verb(cell: TranslationState) -> str:
    """What one does with a page in this state."""
    return str(cells.VERBS[State(cell.state)])
