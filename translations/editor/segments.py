"""The texts of one page in one language, as the editor and the review show them.

Read from wagtail-localize's tables in a fixed number of queries, whatever the length of the page.
"""

import datetime
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.fields import StreamField
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from core import locales
from translations import staleness, texts
from translations.editor import marks
from translations.editor.marks import Marks

CHANGED, NEW, MACHINE, DRAFT, DONE = "changed", "new", "machine", "draft", "done"
TODO = (CHANGED, NEW, MACHINE)
LABELS = {
    CHANGED: pgettext_lazy("sentence", "Changed"),
    NEW: pgettext_lazy("sentence", "New"),
    MACHINE: pgettext_lazy("sentence", "Machine"),
    DRAFT: pgettext_lazy("sentence", "Written"),
    DONE: pgettext_lazy("sentence", "Done"),
}
HEADS = frozenset({"title", "heading", "question", "what", "name"})


@dataclass(slots=True, kw_only=True)
class Row:
    """One sentence: `source` and `target` are texts with marks.

    `was` is the source the translation was made of, `approved` what readers see in the language,
    both where they differ. `version` says which translation of which source the target is.
    """

    pk: int
    number: int
    path: str
    string_id: int
    context_id: int
    heading: str
    subheading: str
    html: str
    source: str
    marks: Marks
    target: str
    state: str
    version: str
    was: str = ""
    approved: str = ""
    limit: int | None = None
    kept: StringTranslation | None = None
    typed: str | None = None
    theirs: str | None = None
    fault: str = ""
    checks: list[Any] = field(default_factory=list)
    memory: list[Any] = field(default_factory=list)
    terms: list[Any] = field(default_factory=list)
    facts: list[Any] = field(default_factory=list)
    comments: list[Any] = field(default_factory=list)
    was_shown: str = ""
    source_shown: str = ""

    @property
    def value(self) -> str:
        """What stands in the field: what was typed and could not be kept, or the translation."""
        return self.target if self.typed is None else self.typed

    @property
    def label(self) -> Any:
        """The state in a word."""
        return LABELS[self.state]

    @property
    def todo(self) -> bool:
        return self.state in TODO

    @property
    def lines(self) -> int:
        """Height of the field in lines of about 45 letters."""
        return min(9, max(2, len(max(self.source, self.value, key=len)) // 45 + 1))


class Desk:
    """A source page, its translation into one language, and the rows of it."""

    def __init__(self, source: Page, page: Page, translation: Translation) -> None:
        self.source, self.page, self.translation = source, page, translation
        self.locale: Locale = translation.target_locale
        self.changed_on: list[datetime.datetime] = []

    @property
    def lang(self) -> str:
        return locales.html_lang(self.locale.language_code)

    @property
    def dir(self) -> str:
        return locales.direction(self.locale.language_code)

    @property
    def source_lang(self) -> str:
        return locales.html_lang(locales.by_id(self.source.locale_id).language_code)

    @cached_property
    def rows(self) -> list[Row]:
        """All sentences in reading order; four queries."""
        pieces = list(
            StringSegment.objects.filter(source_id=self.translation.source_id)
            .select_related("string", "context")
            .order_by("order")
        )
        found = StringTranslation.objects.filter(
            context__object_id=self.source.translation_key, locale=self.locale
        ).select_related("translation_of", "context", "last_translated_by")
        kept, former = {}, {}
        for one in found:
            kept[one.translation_of_id, one.context_id] = one
            if one.context:
                former[one.translation_of.data, one.context.path] = one.data
        changes = staleness.changes(self.source.translation_key, self.locale)
        self.changed_on = [change.changed_on for change in changes]
        changed = {(change.path, change.new): change.old for change in changes if change.new}
        heading = Headings(self.source)
        live_since = self.page.last_published_at if self.page.live else None
        rows = []
        for number, piece in enumerate(pieces, 1):
            text, own_marks = marks.read(piece.string.data)
            one = kept.get((piece.string_id, piece.context_id))
            place = (piece.context.path, piece.string.data)
            old = changed.get(place)
            before = former.get((old, piece.context.path), "") if old else ""
            state = _state(one, live_since, changed=place in changed)
            target = one.data if one else before
            heads = heading.of(piece.context.path, piece.context.field_path, text)
            rows.append(
                Row(
                    pk=piece.pk, number=number, path=piece.context.path, html=piece.string.data,
                    string_id=piece.string_id, context_id=piece.context_id,
                    heading=heads[0], subheading=heads[1],
                    source=text, marks=own_marks, target=marks.show(target, own_marks),
                    state=state, version=version(piece.string_id, one), kept=one,
                    was=marks.read(old)[0] if old else "",
                    approved=marks.show(before, own_marks) if before else "",
                    limit=heading.limit(piece.context.path),
                )
            )  # fmt: skip
        return rows

    @property
    def count(self) -> dict[str, int]:
        """Rows by state, those to do and all."""
        number = dict.fromkeys(LABELS, 0)
        for row in self.rows:
            number[row.state] += 1
        todo = sum(number[state] for state in TODO)
        return number | {"todo": todo, "all": len(self.rows), "words": self.words}

    @property
    def words(self) -> int:
        """Words of the source that wait."""
        return texts.words(row.html for row in self.rows if row.todo)

    def row(self, pk: int) -> Row | None:
        """The row of a segment, or nothing where the source has changed since."""
        return next((row for row in self.rows if row.pk == pk), None)

    def known_texts(self) -> set[str]:
        """Every translation there is of the page, of former texts too, without marks."""
        found = StringTranslation.objects.filter(
            context__object_id=self.source.translation_key, locale=self.locale
        )
        return {marks.plain(text).strip() for text in found.values_list("data", flat=True)}

    def again(self) -> None:
        """Read the rows anew."""
        self.__dict__.pop("rows", None)


def version(string_id: int, kept: StringTranslation | None) -> str:
    """Changes with every write of the translation, and with the source text it is for."""
    moment = int(kept.updated_at.timestamp() * 1_000_000) if kept else 0
    return f"{string_id}.{kept.pk if kept else 0}.{moment}"


def _state(kept: StringTranslation | None, live_since: Any, *, changed: bool) -> str:
    if kept is None:
        return CHANGED if changed else NEW
    if kept.has_error:
        return NEW
    if kept.translation_type == StringTranslation.TRANSLATION_TYPE_MACHINE:
        return MACHINE
    waits = changed or live_since is None or kept.updated_at > live_since
    return DRAFT if waits else DONE


class Headings:
    """Under which heading of the source a text stands, and how long a translation may be."""

    def __init__(self, page: Page) -> None:
        self.model = type(page)
        self.field, self.last = "", ("", "")

    def of(self, path: str, field_path: str, text: str) -> tuple[str, str]:
        """The field and, in a stream, the heading of the next text in reading order."""
        name = path.partition(".")[0]
        if name != self.field:
            self.field, self.last = name, (self._label(name), "")
        if "." in path and (field_path or path).rpartition(".")[2] in HEADS and text:
            self.last = self.last[0], marks.MARK.sub("", text)
        return self.last

    def limit(self, path: str) -> int | None:
        """The most letters the field takes; nothing where it takes any number."""
        if "." in path:
            return None
        try:
            found = self.model._meta.get_field(path)
        except FieldDoesNotExist:
            return None
        most: int | None = getattr(found, "max_length", None)
        return None if isinstance(found, StreamField) else most

    def _label(self, name: str) -> str:
        if name in {"title", "short_title", "lead"}:
            return str(_("Title"))
        try:
            found = self.model._meta.get_field(name)
        except FieldDoesNotExist:
            return name
        label = getattr(found, "verbose_name", "") or found.related_model._meta.verbose_name_plural
        return str(capfirst(label))
