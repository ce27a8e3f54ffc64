"""A state of the list as others follow it: feeds and calendars."""

from typing import Any

from django.http import QueryDict

from core import locales
from volunteering.finding.matching import find
from volunteering.finding.state import CallFilter


def followed(queryset: Any, words: str, params: QueryDict) -> tuple[Any, str]:
    """The calls of a queryset that a state finds, and the state in words of the active language.

    `words` say what was narrowed before.
    """
    state = CallFilter.from_query(params)
    found = [match.call_id for match in find(state, locales.active())]
    said = [words] if words else []
    said += [state.describe()] if state.is_filtered else []
    return queryset.filter(pk__in=found), " – ".join(said)
