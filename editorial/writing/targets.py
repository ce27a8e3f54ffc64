"""Where a text leads before it is published: addresses known not to answer, pages readers do not see.

What the checker of links knows is looked up, nothing is asked here (`editorial.links`).
"""

import html
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.models import Page

from core import locales
from core.dates import format_date
from core.passages import Passage
from editorial.links import gathering, owners, rewriting
from editorial.models import ExternalLink
from editorial.models.links import digest
from editorial.writing.issues import Issue, Kind
from editorial.writing.links import beside, named


@dataclass
class Targets:
    """What a page's texts, streams and fields lead to; `unknown` are addresses nobody asked yet."""

    issues: list[Issue] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def look(page: Any, passages: list[Passage]) -> Targets:
    """Two queries for a page with links, none for one without."""
    data = {field.name: text for _row, field, text in owners.fields(page)}
    ours = gathering.own_hosts()
    addresses = gathering.outside(gathering.every_text(data), ours)
    known = ExternalLink.objects.filter(digest__in=map(digest, addresses))
    links = {link.url: link for link in (known if addresses else ())}
    spots = list(_spots(passages))
    found = Targets(unknown=sorted(addresses - links.keys()))
    for url, link in links.items():
        if link.broken_since and not link.ignored_at:
            at = [spot for spot in spots if rewriting.leads_to(spot.url, url)]
            found.issues += [
                _broken(link, spot) for spot in at or [_field(page, data, passages, url)]
            ]
    found.issues += [_typed(spot) for spot in spots if _is_own(spot.url, ours)]
    found.issues += _unseen(spots)
    return found


class _Spot(NamedTuple):
    """A link in a text: its words, and the page or the address that it leads to."""

    passage: Passage
    words: str
    page: str = ""
    url: str = ""


def _spots(passages: list[Passage]) -> Iterator[_Spot]:
    for passage, words, target in named(passages):
        kind, _colon, rest = target.partition(":")
        if kind == "page":
            yield _Spot(passage, words, page=rest)
        elif not kind:
            yield _Spot(passage, words, url=html.unescape(rest))


def _field(page: Any, data: dict[str, Any], passages: list[Passage], url: str) -> _Spot:
    """An address in a field of its own: at the text beside it, else at its field."""
    for passage in passages:
        beside = [text for text in passage.beside.values() if isinstance(text, str)]
        if any(rewriting.leads_to(text, url) for text in beside):
            return _Spot(passage, "")
    name = next((spot.field for spot in rewriting.spots(data, url)), "")
    label = getattr(page._meta.get_field(name), "verbose_name", name) if name else ""
    return _Spot(Passage(name, (), name, capfirst(str(label)), name, ""), "")


def _issue(spot: _Spot, title: str, advice: str) -> Issue:
    before, after = beside(spot.passage, spot.words) if spot.words else ("", "")
    return Issue(Kind.LINK, spot.passage, title, advice, before, spot.words, None, after)


def _broken(link: ExternalLink, spot: _Spot) -> Issue:
    day = format_date(timezone.localdate(link.checked_at)) if link.checked_at else "–"
    words = {"url": locales.isolated(link.url), "answer": link.answer, "day": day}
    advice = _("%(url)s answered on %(day)s: %(answer)s. Give another address.") % words
    return _issue(spot, _("A link that does not work"), advice)


def _typed(spot: _Spot) -> Issue:
    advice = _("Choose the page instead: the link then follows it, in every language.")
    return _issue(spot, _("A page of this site by its address"), advice)


def _is_own(url: str, ours: set[str]) -> bool:
    """An address of the site holds for one language, and only until the page moves."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if parts.hostname:
        return parts.scheme in {"http", "https"} and parts.hostname in ours
    return not parts.scheme and parts.path.startswith("/")


def _unseen(spots: list[_Spot]) -> Iterator[Issue]:
    """Links to pages that are gone or not published."""
    led = [(spot, int(spot.page)) for spot in spots if spot.page.isascii() and spot.page.isdigit()]
    keys = {key for _spot, key in led}
    live = Page.objects.filter(pk__in=keys, live=True).values_list("pk", flat=True)
    seen = set(live) if keys else set()
    for spot, key in led:
        if key not in seen:
            advice = _("It is gone or not published: readers get the words without the link.")
            yield _issue(spot, _("A link to a page that readers do not see"), advice)
