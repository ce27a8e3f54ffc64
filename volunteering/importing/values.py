"""What a cell says: each reader turns text into a value, or says why it cannot."""

import datetime
import html
import re
from collections.abc import Callable
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.dates import parse_partial
from directory import phones
from directory.mailboxes import looks_personal
from taxonomy.models import Language, Place, Term
from volunteering.importing.problems import CellProblemError
from volunteering.importing.words import SPOKEN, Words, fold, sample

Reader = Callable[[str, Words], Any]
MOST_NUMBER = 9_999
SEVERAL = re.compile(r"[;|\n]")
HOURS = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*[-–]\s*(\d{1,2})(?:[:.](\d{2}))?")
ITALIAN_DAY = re.compile(r"^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$")
ITALIAN_MONTH = re.compile(r"^(\d{1,2})[/.-](\d{4})$")
YES = {"si", "yes", "true", "vero", "1", "x"}
NO = {"no", "false", "falso", "0"}


class Slot(NamedTuple):
    """A weekday and a part of the day, with hours where they are stated."""

    weekday: int
    part: str
    starts: datetime.time | None
    ends: datetime.time | None


def line(most: int) -> Reader:
    """Text on one line, of at most `most` characters."""

    def read(text: str, _words: Words) -> str:
        found = " ".join(text.split())
        if len(found) > most:
            raise CellProblemError(
                _("The text has %(length)d characters; at most %(most)d fit.")
                % {"length": len(found), "most": most}
            )
        return found

    return read


def paragraphs(text: str, _words: Words) -> str:
    """Plain text as paragraphs: an empty line begins a new one. Nothing in it is read as HTML."""
    parts = re.split(r"\n\s*\n", text.replace("\r\n", "\n"))
    escaped = (html.escape(part.strip(), quote=False) for part in parts)
    return "".join(f"<p>{part.replace(chr(10), '<br/>')}</p>" for part in escaped if part)


def number(text: str, _words: Words) -> int:
    """A whole number from 0 on."""
    if not (text.isascii() and text.isdigit()) or int(text[:9]) > MOST_NUMBER:
        raise CellProblemError(
            _("Write a whole number from 0 to %(most)d.") % {"most": MOST_NUMBER}
        )
    return int(text)


def yes_or_no(text: str, _words: Words) -> bool:
    word = fold(text)
    if word not in YES | NO:
        raise CellProblemError(_("Write yes or no."))
    return word in YES


def day(text: str, words: Words) -> datetime.date:
    """A whole date: 2027-01-31 or 31/01/2027."""
    value, precision = partial(text, words)
    if precision != "day":
        raise CellProblemError(_("Write the whole date: 2027-01-31 or 31/01/2027."))
    return value


def partial(text: str, _words: Words) -> tuple[datetime.date, str]:
    """A day, a month or a year, and which of them."""
    written = ITALIAN_DAY.sub(r"\3-\2-\1", ITALIAN_MONTH.sub(r"\2-\1", text.strip()))
    padded = "-".join(piece.zfill(2) for piece in written.split("-"))
    found = parse_partial(padded)
    if found is None:
        raise CellProblemError(_("This is no date. Write 2027-01-31 or 31/01/2027."))
    return found


def choice(choices: type[models.Choices]) -> Reader:
    """One of a closed list, by its code or by its name in Italian or English."""

    def read(text: str, words: Words) -> Any:
        known = words.choice(choices)
        if fold(text) not in known:
            raise _unknown(text, [str(label) for label in choices.labels])
        return known[fold(text)]

    return read


def term(vocabulary: str) -> Reader:
    """One term of a vocabulary."""

    def read(text: str, words: Words) -> Term:
        return _known(text, words.terms(vocabulary))

    return read


def terms(vocabulary: str) -> Reader:
    """Several terms, separated by semicolons, commas or lines."""

    def read(text: str, words: Words) -> list[Term]:
        return _several(text, words.terms(vocabulary))

    return read


def languages(text: str, words: Words) -> list[Language]:
    """Several languages, by name or BCP 47 code."""
    return _several(text, words.languages)


def comune(text: str, words: Words) -> Place:
    """A comune by name, name and province, or code."""
    found = words.comuni.get(fold(text), [])
    if len(found) == 1:
        return found[0]
    if not found:
        raise CellProblemError(
            _("There is no comune called “%(name)s”. Write its name, or its cadastral code.")
            % {"name": text[:60]}
        )
    raise CellProblemError(
        _("Several comuni are called that. Write %(choices)s.")
        % {"choices": sample(str(place) for place in found)}
    )


def slots(text: str, words: Words) -> list[Slot]:
    """“Saturday morning 10:00-12:00; Monday afternoon”."""
    pieces = [piece for piece in re.split(r"[;|,\n]", text) if piece.strip()]
    return sorted({_slot(piece, words) for piece in pieces}, key=lambda slot: slot[:2])


def _slot(piece: str, words: Words) -> Slot:
    hours = HOURS.search(piece)
    starts, ends = _hours(hours) if hours else (None, None)
    rest = fold(HOURS.sub(" ", piece)).split()
    found_days = [words.days[word] for word in rest if word in words.days]
    found_parts = [words.parts[word] for word in rest if word in words.parts]
    strange = [word for word in rest if word not in words.days and word not in words.parts]
    if strange or len(found_days) != 1 or len(found_parts) > 1 or not (found_parts or starts):
        raise CellProblemError(
            _(
                "“%(piece)s” is no day and part of the day. Write for example: "
                "saturday morning 10:00-12:00; monday afternoon"
            )
            % {"piece": piece.strip()[:60]}
        )
    part = found_parts[0] if found_parts else _part_of(starts)
    return Slot(found_days[0], part, starts, ends)


def _hours(match: re.Match[str]) -> tuple[datetime.time, datetime.time]:
    first, minutes, last, more = (int(group or 0) for group in match.groups())
    try:
        starts, ends = datetime.time(first, minutes), datetime.time(last, more)
    except ValueError as error:
        raise CellProblemError(_("There are no such hours.")) from error
    if ends <= starts:
        raise CellProblemError(_("The end must not come before the start."))
    return starts, ends


def _part_of(starts: datetime.time | None) -> str:
    hour = starts.hour if starts else 0
    return "morning" if hour < 13 else "afternoon" if hour < 18 else "evening"


def address(text: str, _words: Words) -> str:
    """A web address."""
    try:
        URLValidator(schemes=["http", "https"])(text)
    except ValidationError as error:
        raise CellProblemError(_("This is no web address. It begins with https://")) from error
    return line(200)(text, _words)


def mailbox(text: str, _words: Words) -> str:
    """An office's mailbox."""
    try:
        validate_email(text)
    except ValidationError as error:
        raise CellProblemError(_("This is no mailbox.")) from error
    if looks_personal(text):
        raise CellProblemError(
            _("This looks like a person’s own mailbox. Write that of the office.")
        )
    return text


def phone(text: str, _words: Words) -> str:
    try:
        return phones.clean(text)
    except ValidationError as error:
        raise CellProblemError(_("This is not a telephone number.")) from error


def _several(text: str, known: dict[str, Any]) -> list[Any]:
    found = []
    for piece in SEVERAL.split(text):
        if not piece.strip():
            continue
        whole = fold(piece) in known
        found += [_known(each, known) for each in ([piece] if whole else piece.split(","))]
    unique = {each.pk: each for each in found}
    return [unique[pk] for pk in sorted(unique)]


def _known(text: str, known: dict[str, Any]) -> Any:
    if fold(text) not in known:
        language = get_language() if get_language() in SPOKEN else "en"
        distinct = {each.pk: each for each in known.values()}
        raise _unknown(text, [each.label(language) for each in distinct.values()])
    return known[fold(text)]


def _unknown(text: str, instead: list[str]) -> CellProblemError:
    return CellProblemError(
        _("“%(word)s” is not known here. Write one of: %(choices)s")
        % {"word": text.strip()[:60], "choices": sample(instead, 25)}
    )
