"""Turning what a content file says into the values that fields and blocks store."""

import datetime
import re
import uuid
from collections.abc import Callable
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from wagtail import blocks
from wagtail.blocks.stream_block import StreamValue
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Locale, Page

from core import fact_links
from core.blocks.fields import FactBlock, TermBlock
from directory import phones
from glossary.models import GlossaryTerm
from home.demo import richtext
from taxonomy.models import Language, Place, Term

_FROM_TODAY = re.compile(r"([+-]\d+) days?")
NAMESPACE = uuid.UUID("0d6f7c55-7f0d-4a56-8f0e-8a9f6a4f5a11")


class ContentError(Exception):
    """A content file names something that does not exist; the message says what and where."""


class Resolver:
    """Finds what content files name: pages by id, organisations by slug, places by kind:code."""

    def __init__(self, source: Locale) -> None:
        self.source = source
        self.pages: dict[str, int] = {}
        self.notices: dict[str, Any] = {}
        self._rows: dict[tuple[Any, ...], Any] = {}
        self.words: dict[str, int] = {}

    def page_id(self, name: str) -> int | None:
        """The key of a demo page, or nothing while it does not exist."""
        return self.pages.get(name)

    def term_id(self, code: str) -> int:
        """The key of a glossary term in the source language. Raises ContentError for none."""
        if code not in self.words:
            self.words[code] = self.row(GlossaryTerm, code).pk
        return self.words[code]

    def fact_id(self, code: str) -> int:
        """The key of a fact. Raises ContentError for none."""
        fact = fact_links.by_code(code)
        if fact is None:
            raise ContentError(f"There is no fact “{code}”.")
        return fact.pk

    def html(self, text: str | None) -> str:
        """The light notation of content files as Wagtail stores it."""
        return richtext.to_html(text or "", self.page_id, self.term_id, self.fact_id)

    def row(self, model: type[models.Model], name: str, field: Any = None) -> Any:
        """The row of a model that a content file names. Raises ContentError when there is none."""
        if issubclass(model, Page):
            key = self.pages.get(name)
            return Page.objects.filter(pk=key).first() if key else None
        if model is Term:
            limits = field.get_limit_choices_to() if field is not None else {}
            query: dict[str, Any] = {"code": name, **limits}
        elif model is Place:
            kind, _colon, code = name.partition(":")
            query = {"kind": kind, "code": code}
        elif model is Language:
            query = {"code": name}
        elif model.__name__ in {"Organisation", "ServicePoint"}:
            query = {"slug": name, "locale": self.source}
        elif model.__name__ == "GlossaryTerm":
            query = {"code": name, "locale": self.source}
        elif model.__name__ == "PrivacyNotice":
            return self.notices.get(name) or _missing(model, name)
        else:
            return _missing(model, name)
        return self._found(model, query) or _missing(model, name)

    def _found(self, model: type[models.Model], query: dict[str, Any]) -> Any:
        """The first row that fits; words and places, which loading does not change, once only."""
        wanted = (model, *sorted(query.items()))
        if wanted in self._rows:
            return self._rows[wanted]
        row = model._default_manager.filter(**query).first()
        if row is not None and issubclass(model, Term | Place | Language):
            self._rows[wanted] = row
        return row

    # Fields --------------------------------------------------------------------------------------

    def field_value(self, field: Any, value: Any, where: str) -> Any:
        """The value of a model field. Streams and texts become what Wagtail stores."""
        if isinstance(field, StreamField):
            raw = self.stream(field.stream_block, value or [], where)
            return StreamValue(field.stream_block, raw, is_lazy=True)
        if isinstance(field, RichTextField):
            return self.html(value)
        if isinstance(field, models.ForeignKey):
            return self.row(field.related_model, value, field) if value else None
        if isinstance(field, models.ManyToManyField):
            return [self.row(field.related_model, str(name), field) for name in value or []]
        return _plain(field, value)

    # Blocks --------------------------------------------------------------------------------------

    def stream(
        self, block: blocks.StreamBlock, rows: list[Any], where: str
    ) -> list[dict[str, Any]]:
        """Rows `{name: value}` as a stream's raw data, with ids that stay the same."""
        raw = []
        only = next(iter(block.child_blocks)) if len(block.child_blocks) == 1 else ""
        for number, row in enumerate(rows):
            if isinstance(row, dict):
                ((name, value),) = row.items()
            else:  # a plain list of one kind of block, or a block without a value
                name, value = (only, row) if only else (row, None)
            if name not in block.child_blocks:
                raise ContentError(f"{where}: there is no block “{name}”.")
            path = f"{where}/{number}.{name}"
            raw.append(
                {
                    "type": name,
                    "value": self.block(block.child_blocks[name], value, path),
                    "id": str(uuid.uuid5(NAMESPACE, path)),
                }
            )
        return raw

    def block(self, block: Any, value: Any, where: str) -> Any:
        """A value as a block stores it."""
        for kind, convert in self._converters():
            if isinstance(block, kind):
                return convert(block, value, where)
        if isinstance(value, datetime.date | datetime.time):
            return value.isoformat()
        return value.strip() if isinstance(value, str) else value

    def _converters(self) -> list[tuple[Any, Callable[[Any, Any, str], Any]]]:
        return [
            (TypedTableBlock, self._table),
            (blocks.StreamBlock, self.stream),
            (blocks.ListBlock, self._list),
            (blocks.StructBlock, self._struct),
            (blocks.RichTextBlock, lambda _b, v, _w: self.html(v)),
            (blocks.PageChooserBlock, lambda _b, v, _w: self.pages.get(v) if v else None),
            (blocks.ChooserBlock, self._chosen),
            (TermBlock, self._term),
            (FactBlock, self._fact),
            (blocks.StaticBlock, lambda _b, _v, _w: None),
        ]

    def _struct(self, block: Any, value: Any, where: str) -> dict[str, Any]:
        unknown = set(value) - set(block.child_blocks)
        if unknown:
            raise ContentError(f"{where}: there is no field {', '.join(sorted(unknown))}.")
        texts = (blocks.CharBlock, blocks.TextBlock, blocks.RichTextBlock)
        return {
            name: self.block(child, value.get(name) or "", f"{where}.{name}")
            if isinstance(child, texts)
            else self.block(child, value[name], f"{where}.{name}")
            for name, child in block.child_blocks.items()
            if name in value or isinstance(child, texts)
        }

    def _list(self, block: Any, value: Any, where: str) -> list[dict[str, Any]]:
        rows = []
        for number, item in enumerate(value or []):
            path = f"{where}/{number}"
            rows.append(
                {
                    "type": "item",
                    "value": self.block(block.child_block, item, path),
                    "id": str(uuid.uuid5(NAMESPACE, path)),
                }
            )
        return rows

    def _table(self, block: Any, value: Any, where: str) -> dict[str, Any]:
        return {
            "columns": [{"type": "text", "heading": heading} for heading in value["columns"]],
            "rows": [{"values": [str(cell) for cell in row]} for row in value["rows"]],
            "caption": value.get("caption", ""),
        }

    def _chosen(self, block: Any, value: Any, where: str) -> Any:
        return self.row(block.target_model, value).pk if value else None

    def _fact(self, _block: FactBlock, value: Any, _where: str) -> str:
        code = str(value or "")
        if code:
            self.fact_id(code)
        return code

    def _term(self, block: TermBlock, value: Any, where: str) -> str:
        code = str(value or "")
        known = Term.objects.filter(vocabulary=block.vocabulary, code=code).exists()
        if code and not known:
            raise ContentError(f"{where}: “{code}” is no term of {block.vocabulary}.")
        return code


def _plain(field: Any, value: Any) -> Any:
    """The value of a field that points to nothing."""
    if value is None:
        return None if field.null else field.get_default()
    if isinstance(field, models.DateTimeField) and isinstance(value, str):
        return parse_datetime(value)
    if isinstance(field, models.DateField | models.TimeField) and isinstance(value, str):
        return from_today(value) or field.to_python(value)
    if isinstance(field, phones.PhoneField):
        return phones.clean(str(value)) if value else ""
    if isinstance(field, models.CharField | models.TextField):
        return str(value).strip()
    return value


def from_today(text: str) -> datetime.date | None:
    """`+30 days` or `-2 days` as a date, counted from the day of loading."""
    match = _FROM_TODAY.fullmatch(text)
    return timezone.localdate() + datetime.timedelta(days=int(match[1])) if match else None


def _missing(model: type[models.Model], name: str) -> Any:
    raise ContentError(f"There is no {model._meta.verbose_name} “{name}”.")
