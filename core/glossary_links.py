"""Words of the glossary linked inside running text: `<a id="7" linktype="glossary">kit</a>`.

The key is that of the term an editor chose, in whatever language; readers are led to the same term
in theirs. The glossary is a few hundred short words: each process keeps those of a language until
`core.generation` moves, so a page full of links costs no query.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any
from urllib.parse import urlencode

from django.db import models
from django.utils.html import escape, strip_tags
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page
from wagtail.rich_text import LinkHandler
from wagtail.rich_text.rewriters import extract_attrs

from core import access, generation, locales, running_text
from glossary.models import GlossaryTerm

LINKTYPE = "glossary"
# A word and an official name are the same word bent (“permessi di soggiorno”) from this likeness on.
LIKENESS = 0.6
_OPENING = re.compile(rf'<a\b([^>]*\blinktype="{LINKTYPE}"[^>]*)>')
_SHOWN = re.compile(
    r'<a class="term" data-term="(?P<key>\d+)"(?P<rest>[^>]*)>(?P<words>.*?)</a>'
    r"(?P<tail>(?:</\w+>)*)"
    r"(?P<gap>\s?[(（](?:<b>)?)?(?(gap)(?P<beside>[^()（）<>]{1,120})(?P<end>(?:</b>)?[)）]))?",
    re.DOTALL,
)
_IN_BRACKETS = re.compile(r"[(（]([^()（）<>]+)[)）]")
_NO_LINK = re.compile(r"<a>(.*?)</a>", re.DOTALL)


@dataclass(frozen=True)
class Word:
    """A term as a link needs it: the official Italian word and the reader's own."""

    code: str
    italian: str
    abbreviation: str
    term: str

    @property
    def short(self) -> str:
        """The Italian word without what is in brackets: CPIA, medico di base."""
        return self.italian.partition(" (")[0]

    def is_italian(self, words: str) -> bool:
        """Whether these words are the official Italian ones rather than the reader's own."""
        said, own, official = _even(words), _even(self.term), _even(self.short)
        if said in {official, _even(self.abbreviation)}:
            return True
        if said in own:
            return False
        likeness = SequenceMatcher(None, said, official).ratio()
        bent = likeness >= LIKENESS and likeness > SequenceMatcher(None, said, own).ratio()
        return said in _even(self.italian) or bent


def _even(words: str) -> str:
    """Words to be compared: small letters, one kind of apostrophe; as long as before."""
    return words.lower().replace("’", "'")


@dataclass
class _Glossary:
    stamp: tuple[int, int]
    url: str  # of the glossary page, empty where readers have none
    language: str  # BCP 47, when the glossary page is in another language than the reader's
    words: dict[int, Word]  # by the key of the term in the reader's or the source language


_kept: dict[str, _Glossary] = {}


def _glossary() -> _Glossary:
    code, stamp = locales.active().language_code, generation.current()
    kept = _kept.get(code)
    if kept is None or kept.stamp != stamp:
        kept = _kept[code] = _read(stamp)
    return kept


def _read(stamp: tuple[int, int]) -> _Glossary:
    here, source = locales.active(), locales.source()
    rows = list(
        GlossaryTerm.objects.filter(locale_id__in={here.pk, source.pk}).values_list(
            "pk", "translation_key", "locale_id", "code", "italian", "abbreviation", "term"
        )
    )
    best: dict[Any, Word] = {}
    for _pk, key, locale_id, *values in rows:
        if locale_id == here.pk or key not in best:
            best[key] = Word(*values)
    page = _page()
    foreign = page is not None and page.locale_id != here.pk
    return _Glossary(
        stamp=stamp,
        url=(page.get_url() or "") if page else "",
        language=locales.html_lang(source.language_code) if foreign else "",
        words={pk: best[key] for pk, key, *_rest in rows},
    )


def _page() -> Page | None:
    """The glossary page in the reader's language, else in the source language."""
    here, source = locales.active(), locales.source()
    pages = access.public(Page.objects.all()).filter(
        content_type__app_label="guides", content_type__model="glossarypage",
        locale_id__in={here.pk, source.pk},
    )  # fmt: skip
    found = {page.locale_id: page for page in pages.order_by("-path")}
    return found.get(here.pk) or found.get(source.pk)


def word(key: object) -> Word | None:
    """The term with this key in the reader's language; nothing for a key that names none."""
    text = str(key)
    return _glossary().words.get(int(text)) if text.isdecimal() else None


class GlossaryLinkHandler(LinkHandler):
    """A linked word leads to its explanation in the glossary; a deleted term leaves plain words."""

    identifier = LINKTYPE

    @staticmethod
    def get_model() -> type[GlossaryTerm]:
        return GlossaryTerm

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        return [_open_tag(attrs.get("id", "")) for attrs in attrs_list]

    @classmethod
    def extract_references(cls, attrs: dict[str, str]) -> Iterator[tuple[Any, str, str, str]]:
        key = attrs.get("id", "")
        if key.isdecimal():
            yield cls.get_model(), key, "", ""


def _open_tag(key: str) -> str:
    glossary, found = _glossary(), word(key)
    if found is None or not glossary.url:
        return "<a>"
    url = f"{glossary.url}?{urlencode({'q': found.short})}#t-{found.code}"
    language = f' hreflang="{glossary.language}"' if glossary.language else ""
    return f'<a class="term" data-term="{int(key)}" href="{escape(url)}"{language}>'


def show(html: str) -> SafeString:
    """Finished running text: the Italian word stands by every linked word, links to nothing go.

    `html` is what Wagtail's rewriters made of a rich text. The Italian word is marked as Italian
    where it is not the reader's language, and added in brackets where the text does not say it.
    """
    if "<a" in html:
        html = _NO_LINK.sub(r"\1", _SHOWN.sub(_finish, html))
    return mark_safe(html)


def _finish(match: re.Match[str]) -> str:
    found, rest, words = word(match["key"]), match["rest"], match["words"]
    gap, beside, end = match["gap"] or "", match["beside"] or "", match["end"] or ""
    after = f"{match['tail']}{gap}{beside}{end}"
    link = f'<a class="term"{rest}>{words}</a>'
    if found is None or locales.active() == locales.source():
        return link + after
    said = strip_tags(words).strip()
    if part := _italian_part(found, words):
        start, stop = part
        words = f"{words[:start]}{_italian(words[start:stop])}{words[stop:]}"
        return f'<a class="term"{rest}>{words}</a>{after}'
    if found.is_italian(said):
        return f'<a class="term"{rest} lang="it" dir="ltr">{words}</a>{after}'
    if beside and found.is_italian(beside):
        return f"{link}{match['tail']}{gap}{_italian(beside)}{end}"
    return f"{link} ({_italian(escape(found.short))}){after}"


def _italian_part(found: Word, words: str) -> tuple[int, int] | None:
    """Where the Italian word stands among others in a link: “visa (visto)”."""
    for part in _IN_BRACKETS.finditer(words):
        if found.is_italian(part[1]):
            return part.span(1)
    start = _even(words).find(_even(found.short))
    alone = _even(strip_tags(words).strip()) == _even(found.short)
    return None if alone or start < 0 else (start, start + len(found.short))


def _italian(html: str) -> str:
    return f'<span lang="it" dir="ltr">{html}</span>'


def linked(instance: models.Model) -> list[int]:
    """The keys of the terms that the running text of a page or snippet links, each once."""
    keys: dict[int, None] = {}
    for part in running_text.parts(instance):
        for text in running_text.texts(part.value):
            for attributes in _OPENING.findall(text):
                key = extract_attrs(attributes).get("id", "")
                if key.isdecimal():
                    keys[int(key)] = None
    return list(keys)
