"""Amounts typed in a text: kept as a fact they change once, for every page and language."""

from collections.abc import Iterator
from html import escape

from django.utils.translation import gettext as _

from core import fact_links
from core.laws import AMOUNT
from core.passages import Passage, runs
from editorial.writing.issues import Issue, Kind, Spot, found, mendable
from facts.reasons import digits


def look(passage: Passage) -> Iterator[Issue]:
    """Each amount; where one fact has the same value it can take its place."""
    for run in runs(passage):
        for match in AMOUNT.finditer(run.words) if "fact" not in run.links else ():
            yield _issue(Spot(passage, run, *match.span()), digits(match[0]))


def _issue(spot: Spot, number: str) -> Issue:
    title = _("Amount typed in the text")
    same = [fact for fact in fact_links.of_money() if fact.value.numeral() == number]
    if len(same) != 1 or "fact" not in spot.passage.features or spot.run.links:
        advice = _("Put it into the fields for costs, or use a fact: then it changes once.")
        return found(Kind.AMOUNT, spot, title, advice=advice)
    fact = same[0]
    advice = _("It is kept as the fact “%(name)s”.") % {"name": fact.name}
    stored = f'<a id="{fact.pk}" linktype="{fact_links.LINKTYPE}">{escape(fact.code)}</a>'
    issue = found(Kind.AMOUNT, spot, title, advice=advice)
    return mendable(issue, spot, fact.value.plain(), stored, _("Replace by the fact"))
