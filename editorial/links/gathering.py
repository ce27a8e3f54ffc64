"""The addresses on a page, whatever fields and blocks it has; they are gathered when it is published.

Pages inside the site are linked by their key: what leads to a page that is gone is one query
(`dangling`), never a request. Wagtail's own index of references forgets a page with all that leads
to it. A page chosen in a block is not in question: no link is shown once it is gone.
"""

import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from wagtail.models import Page, Site

from core.running_text import texts
from editorial.models import ExternalLink, LinkUse, PageLink
from editorial.models.links import LONGEST_URL

CHUNK = 100  # pages in memory at a time
_WHOLE = re.compile(r"https?://\S+\Z", re.IGNORECASE)
_HREF = re.compile(r"""\shref=(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_PAGE = re.compile(r'<a\s[^>]*linktype="page"[^>]*>')
_KEY = re.compile(r'\sid="(\d{1,9})"')


def addresses(page: Any) -> set[str]:
    """The external addresses on a page as it is, without what follows “#”."""
    ours = own_hosts()
    found = {url.strip().partition("#")[0] for text in _texts(page) for url in _links(text)}
    return {url for url in found if len(url) <= LONGEST_URL and _is_external(url, ours)}


def targets(page: Any) -> set[int]:
    """The keys of the pages that the texts of a page lead to."""
    tags = (tag for text in _texts(page) for tag in _PAGE.findall(text))
    return {int(key.group(1)) for tag in tags if (key := _KEY.search(tag))}


def _texts(page: Any) -> Iterator[str]:
    return _whole(page.serializable_data())


def _whole(value: Any) -> Iterator[str]:
    """Every string in stored values, also those inside streams."""
    for text in texts(value):
        inside = _stream(text) if text[:1] in {"[", "{"} else None
        if isinstance(inside, list | dict):
            yield from _whole(inside)
        else:
            yield text


def _links(text: str) -> Iterator[str]:
    if _WHOLE.match(text):
        yield text
    for double, single in _HREF.findall(text):
        yield html.unescape(double or single)


def _stream(text: str) -> Any:
    """A stored stream; nothing for a text that only begins like one."""
    try:
        return json.loads(text)
    except ValueError:
        return None


def own_hosts() -> set[str]:
    """The hosts that are this site."""
    hosts = {site.hostname for site in Site.objects.all()}
    return hosts | {urlsplit(settings.SITE_URL).hostname or ""}


def _is_external(url: str, ours: set[str]) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.hostname not in ours


def gather(pages: Iterable[int]) -> int:
    """Note what these pages lead to now; nothing is left of those not published. How many uses."""
    keys = list(pages)
    total = 0
    for start in range(0, len(keys), CHUNK):
        found = Page.objects.filter(pk__in=keys[start : start + CHUNK], live=True, depth__gt=1)
        live = list(found.specific())
        total += sum(_note(page) for page in live)
        gone = set(keys[start : start + CHUNK]) - {page.pk for page in live}
        LinkUse.objects.filter(page__in=gone).delete()
        PageLink.objects.filter(page__in=gone).delete()
    return total


@transaction.atomic
def _note(page: Any) -> int:
    rows = {link.digest: link for link in map(ExternalLink.of, addresses(page))}
    uses = LinkUse.objects.filter(page=page)
    if rows:
        ExternalLink.objects.bulk_create(rows.values(), ignore_conflicts=True)
    links = ExternalLink.objects.filter(digest__in=rows)
    links.update(last_seen=timezone.now())
    uses.exclude(link__digest__in=rows).delete()
    LinkUse.objects.bulk_create(
        (LinkUse(link=link, page_id=page.pk, locale_id=page.locale_id) for link in links),
        ignore_conflicts=True,
    )
    keys = targets(page)
    PageLink.objects.filter(page=page).exclude(target__in=keys).delete()
    inside = (PageLink(page_id=page.pk, target=key) for key in sorted(keys))
    PageLink.objects.bulk_create(inside, ignore_conflicts=True)
    return len(rows)


def gather_all() -> int:
    """Gather from every page anew, and forget addresses no page has and nobody decided about."""
    keys = Page.objects.filter(depth__gt=1).order_by("pk").values_list("pk", flat=True)
    waiting: list[int] = []
    total = 0
    for key in keys.iterator(chunk_size=1000):
        waiting.append(key)
        if len(waiting) == CHUNK:
            total += gather(waiting)
            waiting = []
    total += gather(waiting)
    ExternalLink.objects.filter(uses__isnull=True, ignored_at=None).delete()
    return total


def dangling() -> QuerySet[PageLink]:
    """Links in the texts of published pages to pages that are gone."""
    gone = ~Exists(Page.objects.filter(pk=OuterRef("target")))
    return PageLink.objects.filter(gone, page__live=True)
