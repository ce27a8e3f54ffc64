"""Keeping what translators typed: a sentence at a time, never over another's words.

Every refusal leaves the typed text in its row, so that nothing is lost.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail_localize.models import StringTranslation

from translations import staleness
from translations.editor import marks
from translations.editor.marks import MarkError
from translations.editor.segments import CHANGED, MACHINE, Desk, Row, version
from translations.models import StaleText

SAVED, SAME, CONFLICT, REFUSED = "saved", "same", "conflict", "refused"


@dataclass(slots=True)
class Outcome:
    """What happened to the texts of a form. `homeless` are texts whose source is gone."""

    saved: list[Row] = field(default_factory=list)
    trouble: list[Row] = field(default_factory=list)
    homeless: list[str] = field(default_factory=list)

    @property
    def well(self) -> bool:
        """Whether everything that was typed is kept."""
        return not self.trouble and not self.homeless


def save_all(desk: Desk, data: Mapping[str, str], user: Any) -> Outcome:
    """Keep every text of a form (`t<segment>` with its version `v<segment>`) that was changed.

    A text whose sentence the source no longer has finds no place; what the desk knows anyway is
    not handed back.
    """
    outcome = Outcome()
    lost: list[str] = []
    for name, text in data.items():
        if name[:1] != "t" or not name[1:].isdigit():
            continue
        row = desk.row(int(name[1:]))
        if row is None:
            lost.append(text.replace("\r\n", "\n").strip())
            continue
        result = save(desk, row, text, data.get(f"v{row.pk}", ""), user)
        if result == SAVED:
            outcome.saved.append(row)
        elif result != SAME:
            outcome.trouble.append(row)
    known = desk.known_texts() if lost else set()
    outcome.homeless = [text for text in lost if text and marks.MARK.sub("", text) not in known]
    return outcome


def save(desk: Desk, row: Row, text: str, of: str, user: Any) -> str:
    """Keep one text, typed over the version `of`. The row says afterwards what stands there."""
    text = text.replace("\r\n", "\n").strip()
    if text == row.target.strip():
        return SAME
    if of != row.version:
        row.typed, row.theirs = text, row.target
        return CONFLICT
    if not text:
        return _clear(row)
    try:
        html = marks.write(text, row.marks)
    except MarkError as error:
        return _refuse(row, text, str(error))
    length = len(marks.plain(html))
    if row.limit and length > row.limit:
        reason = _("The text has %(length)d letters, the page takes %(most)d: shorten it.")
        return _refuse(row, text, reason % {"length": length, "most": row.limit})
    return _write(desk, row, text, html, user)


def accept(desk: Desk, row: Row, user: Any) -> None:
    """Say that a text is right as it stands: a machine's was read, a changed one still fits."""
    if row.state == MACHINE and row.kept is not None:
        row.kept.translation_type = StringTranslation.TRANSLATION_TYPE_MANUAL
        row.kept.last_translated_by = user
        row.kept.save()
    elif row.state == CHANGED:
        still_right(desk, row, user)


def still_right(desk: Desk, row: Row, user: Any) -> bool:
    """Say that the translation fits the new text too; whether it could be said."""
    try:
        staleness.still_right(desk.source.translation_key, desk.locale, row.path, user)
    except (StaleText.DoesNotExist, staleness.NothingToKeepError):
        return False
    return True


def _refuse(row: Row, text: str, reason: str) -> str:
    row.typed, row.fault = text, reason
    return REFUSED


def _clear(row: Row) -> str:
    """A text taken away is to be translated again."""
    if row.kept is None:
        return SAME
    row.kept.delete()
    row.kept, row.target = None, ""
    row.version = version(row.string_id, None)
    return SAVED


def _write(desk: Desk, row: Row, text: str, html: str, user: Any) -> str:
    values = {
        "data": html, "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
        "tool_name": "", "last_translated_by": user, "has_error": False, "field_error": "",
    }  # fmt: skip
    place = {
        "translation_of_id": row.string_id, "context_id": row.context_id, "locale": desk.locale,
    }  # fmt: skip
    with transaction.atomic():
        held = StringTranslation.objects.select_for_update().filter(**place).first()
        if version(row.string_id, held) == row.version:
            try:
                with transaction.atomic():
                    held = held or StringTranslation(**place)
                    for name, value in values.items():
                        setattr(held, name, value)
                    held.save()
            except IntegrityError:  # somebody was the first to translate it, this very moment
                held = StringTranslation.objects.get(**place)
            else:
                row.kept, row.target, row.version = held, text, version(row.string_id, held)
                return SAVED
    row.typed = text
    row.theirs = marks.show(held.data, row.marks) if held else ""
    row.kept, row.target, row.version = held, row.theirs, version(row.string_id, held)
    return CONFLICT
