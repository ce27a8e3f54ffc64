"""Finding a call: by place and distance, time, language, what is asked and what is offered.

    state = CallFilter.from_query(request.GET)
    state.to_query()          the canonical address, the same in every language
    state.describe()          in the reader's language
    find(state, locale)       [Match(call_id, km)] in order

`changed()` is for whoever changes calls without saving them as objects. docs/features/calls.md
describes the parameters and what can be relied on.
"""

from volunteering.finding.changes import changed
from volunteering.finding.matching import Match, find
from volunteering.finding.state import CallFilter

__all__ = ["CallFilter", "Match", "changed", "find"]
