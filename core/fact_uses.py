"""Where facts stand: the sentences of published pages, written down each time one is published."""

import html
import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone
from django.utils.html import strip_tags
from wagtail.rich_text.rewriters import extract_attrs
from wagtail.signals import page_published, page_unpublished

from core import fact_links, running_text
from facts.models import FactCheck, FactUse
from facts.uses import MARK, mark

_LINES = re.compile(r"</(?:p|li|h[1-6]|blockquote)>|<br\s*/?>")
_SENTENCES = re.compile(r"(?<=[.!?؟…])\s+|(?<=[。！？])")
_FOREIGN_MARKS = str.maketrans("⟦⟧", "[]")


def sentences(stored: str) -> Iterator[str]:
    """The sentences of a rich text in which facts stand, with marks in their places."""
    for line in _LINES.split(stored):
        if f'linktype="{fact_links.LINKTYPE}"' in line:
            marked = fact_links.STORED.sub(_mark, line.translate(_FOREIGN_MARKS))
            text = " ".join(html.unescape(strip_tags(marked)).split())
            yield from (part for part in _SENTENCES.split(text) if MARK.search(part))


def _mark(match: re.Match[str]) -> str:
    fact = fact_links.by_key(extract_attrs(match[1]).get("id", ""))
    return mark(fact.pk) if fact else match[2]


def found(value: Any) -> Iterator[str]:
    """The sentences with facts in what a field or block stores.

    A block that takes an amount from a fact (its child is called `fact`) says: item, value.
    """
    if isinstance(value, str):
        yield from sentences(value)
    elif isinstance(value, dict):
        fact = fact_links.by_code(code) if isinstance(code := value.get("fact"), str) else None
        if fact:
            item = str(value.get("item") or value.get("title") or "").translate(_FOREIGN_MARKS)
            yield f"{item}: {mark(fact.pk)}" if item else mark(fact.pk)
        for part in value.values():
            yield from found(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from found(part)


def uses(page: Any) -> list[FactUse]:
    """Every place of a page in which a fact stands, in reading order."""
    rows: list[FactUse] = []
    for part in running_text.parts(page):
        for sentence in found(part.value):
            rows += [
                FactUse(
                    fact_id=key, page_id=page.pk, translation_key=page.translation_key,
                    locale_id=page.locale_id, field=part.field, block=part.block,
                    position=len(rows) + number, sentence=sentence,
                )
                for number, key in enumerate(dict.fromkeys(map(int, MARK.findall(sentence))))
            ]  # fmt: skip
    return rows


@transaction.atomic
def record(pages: Iterable[Any]) -> None:
    """Write down the uses of facts on published pages anew."""
    for page in pages:
        FactUse.objects.filter(page_id=page.pk).delete()
        FactUse.objects.bulk_create(uses(page))


def forget_pages(pages: Any) -> None:
    """Nothing stands on pages that readers cannot open."""
    FactUse.objects.filter(page__in=pages).delete()


@receiver(page_published, dispatch_uid="core.fact_uses.published")
def on_published(sender: type, instance: Any, **kwargs: Any) -> None:
    """The page says something else now; what was to be looked at in it has been."""
    record([instance.specific])
    FactCheck.objects.filter(page_id=instance.pk, done_at=None).update(done_at=timezone.now())


@receiver(page_unpublished, dispatch_uid="core.fact_uses.unpublished")
def on_unpublished(sender: type, instance: Any, **kwargs: Any) -> None:
    forget_pages([instance.pk])
