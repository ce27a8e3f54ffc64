"""The addresses on a page, whatever fields and blocks it has; they are gathered when it is published.
Things that are no pages (`owners`) are read when they are saved.

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

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from wagtail.models import Page, Site

from core.running_text import texts
from editorial.links import owners
from editorial.models import ExternalLink, LinkUse, PageLink
from editorial.models.links import LONGEST_URL

CHUNK = 100  # pages in memory at a time
WHOLE = re.compile(r"https?://\S+\Z", re.IGNORECASE)
HREF = re.compile(r"""\shref=(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_PAGE = re.compile(r'<a\s[^>]*linktype="page"[^>]*>')
_KEY = re.compile(r'\sid="(\d{1,9})"')


def addresses(page: Any) -> set[str]:
    """The external addresses on a page as it is, without what follows “#”."""
    return outside(_texts(page), own_hosts())


def outside(strings: Iterable[str], ours: set[str]) -> set[str]:
    """The addresses in stored strings that lead to other hosts than ours."""
    found = {url.strip().partition("#")[0] for url in links(strings)}
    return {url for url in found if len(url) <= LONGEST_URL and is_external(url, ours)}


def targets(page: Any) -> set[int]:
    """The keys of the pages that the texts of a page lead to."""
    return set().union(*map(pages_in, _texts(page)))


def pages_in(text: str) -> set[int]:
    """The keys of the pages that a stored text leads to."""
    tags = _PAGE.findall(text)
    return {int(key.group(1)) for tag in tags if (key := _KEY.search(tag))}


def _texts(page: Any) -> Iterator[str]:
    return every_text(page.serializable_data())


def every_text(value: Any) -> Iterator[str]:
    """Every string in stored values, also those inside streams."""
    for text in texts(value):
        inside = stored_stream(text) if text[:1] in {"[", "{"} else None
        if isinstance(inside, list | dict):
            yield from every_text(inside)
        else:
            yield text


def links(strings: Iterable[str]) -> Iterator[str]:
    """What stored strings lead to: those that are addresses, and every `href` in a text."""
    for text in strings:
        if WHOLE.match(text):
            yield text
        for double, single in HREF.findall(text):
            yield html.unescape(double or single)


def stored_stream(text: str) -> Any:
    """A stored stream; nothing for a text that only begins like one."""
    try:
        return json.loads(text)
    except ValueError:
        return None


def own_hosts() -> set[str]:
    """The hosts that are this site; Wagtail keeps them between requests."""
    roots = [settings.SITE_URL, *(root.root_url for root in Site.get_site_root_paths())]
    return {urlsplit(root).hostname or "" for root in roots}


def is_external(url: str, ours: set[str]) -> bool:
    """Whether an address leads to another site."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.hostname not in ours


def note_drafts(urls: Iterable[str]) -> int:
    """Have addresses that stand only in drafts asked once; how many are new."""
    rows = [ExternalLink.of(url) for url in outside(urls, own_hosts())]
    known = ExternalLink.objects.filter(digest__in=[row.digest for row in rows])
    new = {row.digest: row for row in rows}
    for seen in known.values_list("digest", flat=True):
        new.pop(seen, None)
    ExternalLink.objects.bulk_create(new.values(), ignore_conflicts=True)
    return len(new)


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
    number = _keep(addresses(page), {"page": page}, page.locale)
    keys = targets(page)
    PageLink.objects.filter(page=page).exclude(target__in=keys).delete()
    inside = (PageLink(page_id=page.pk, target=key) for key in sorted(keys))
    PageLink.objects.bulk_create(inside, ignore_conflicts=True)
    return number


def _keep(urls: set[str], where: dict[str, Any], locale: Any) -> int:
    """Note the addresses of a page or thing, and forget those it no longer has."""
    rows = {link.digest: link for link in map(ExternalLink.of, urls)}
    if rows:
        ExternalLink.objects.bulk_create(rows.values(), ignore_conflicts=True)
    links = ExternalLink.objects.filter(digest__in=rows)
    links.update(last_seen=timezone.now())
    LinkUse.objects.filter(**where).exclude(link__digest__in=rows).delete()
    LinkUse.objects.bulk_create(
        (LinkUse(link=link, locale=locale, **where) for link in links), ignore_conflicts=True
    )
    return len(rows)


@transaction.atomic
def note_owner(owner: Any) -> int:
    """Note what a thing that is no page leads to. How many uses."""
    strings = (
        text for _row, _field, stored in owners.parts(owner) for text in every_text([stored])
    )
    return _keep(outside(strings, own_hosts()), owners.reference(owner), owners.locale_of(owner))


def gather_owners(names: Iterable[str]) -> int:
    """The same for some, named by type and key (“directory.organisation 3”). How many uses."""
    total = 0
    for name in names:
        label, _blank, key = name.partition(" ")
        owner = apps.get_model(label)._default_manager.filter(pk=key).first()
        total += note_owner(owner) if owner is not None else 0
    return total


def gather_all_owners() -> int:
    """What every thing that is no page leads to; those that are gone lead nowhere."""
    total = 0
    for model in owners.kinds():
        for owner in model._default_manager.order_by("pk").iterator(chunk_size=CHUNK):
            total += note_owner(owner)
        forget_owners(model)
    return total


def forget_owners(model: type[Any]) -> None:
    """Nothing leads anywhere from what is gone."""
    kind = ContentType.objects.get_for_model(model)
    there = {str(key) for key in model._default_manager.values_list("pk", flat=True)}
    rows = LinkUse.objects.filter(owner_type=kind).values_list("pk", "owner_id")
    gone = [pk for pk, key in rows if key not in there]
    for start in range(0, len(gone), CHUNK):
        LinkUse.objects.filter(pk__in=gone[start : start + CHUNK]).delete()


def gather_all() -> int:
    """Gather from every page and thing anew, and forget addresses no page has and nobody decided about."""
    keys = Page.objects.filter(depth__gt=1).order_by("pk").values_list("pk", flat=True)
    waiting: list[int] = []
    total = 0
    for key in keys.iterator(chunk_size=1000):
        waiting.append(key)
        if len(waiting) == CHUNK:
            total += gather(waiting)
            waiting = []
    total += gather(waiting) + gather_all_owners()
    ExternalLink.objects.filter(uses__isnull=True, ignored_at=None).delete()
    return total


def dangling() -> QuerySet[PageLink]:
    """Links in the texts of published pages to pages that are gone."""
    gone = ~Exists(Page.objects.filter(pk=OuterRef("target")))
    return PageLink.objects.filter(gone, page__live=True)
