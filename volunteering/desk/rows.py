"""The rows of the screen of applications: what staff see of an answer before they ask for more."""

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core import locales
from directory import hours
from volunteering.applications import desk, sealing
from volunteering.applications.answers import Answer
from volunteering.desk import letters
from volunteering.models import Application
from volunteering.models.choices import ApplicationState, DayPart

LATE_DAYS = 3
# What staff choose from; the waiting list is kept by the site, withdrawing is the person's.
CHOICES = (
    ApplicationState.NEW,
    ApplicationState.CONTACTED,
    ApplicationState.ACCEPTED,
    ApplicationState.NOT_NOW,
)


@dataclasses.dataclass
class Row:
    """One answer, opened but for its contact."""

    application: Application
    answer: Answer | None
    """Nothing when no key of this server opens it."""
    slots: list[str]
    days: int
    place: int | None
    """1 for the first on the waiting list."""
    notes: list[desk.Note]
    chosen: str
    typed: str
    draft: letters.Draft | None = None
    lang: str = ""
    dir: str = "auto"

    @property
    def link(self) -> str:
        """Opens the mail program or dials, where the contact is shown."""
        if self.draft:
            return self.draft.link
        return letters.link(self.answer) if self.answer else ""

    @property
    def late(self) -> bool:
        """Whether somebody has waited too long for a first word."""
        return self.application.state == ApplicationState.NEW and self.days >= LATE_DAYS

    @property
    def options(self) -> list[tuple[str, str, bool]]:
        """The states to choose from: (value, words, chosen)."""
        states: list[tuple[str, Any]] = [(state.value, state.label) for state in CHOICES]
        if self.application.state not in CHOICES:
            states.insert(0, ("", self.application.get_state_display()))
        return [(value, str(label), value == self.chosen) for value, label in states]


def build(
    applications: Iterable[Application], typed: Mapping[str, Any], *, shown: int = 0, told: int = 0
) -> list[Row]:
    """Rows of a page; the contact of `shown` stays in its row (its access was logged before).

    `typed` holds what stands in the fields of a form that is shown again.
    """
    found = list(applications)
    places = waiting_places(found)
    return [
        _row(application, typed, places.get(application.pk), shown=shown, told=told)
        for application in found
    ]


def _row(
    application: Application, typed: Mapping[str, Any], place: int | None, *, shown: int, told: int
) -> Row:
    try:
        answer = Answer.from_data(sealing.unseal(application.sealed))
        notes = [
            desk.Note(note.author, note.created_at, str(sealing.unseal(note.sealed)["text"]))
            for note in application.notes.all()
        ]
    except sealing.SealingError:
        answer, notes = None, []
    if answer and shown != application.pk:
        answer = dataclasses.replace(answer, contact="")
    state = application.state if application.state in CHOICES else ""
    row = Row(
        application, answer, slots=slot_words(answer.slots if answer else []),
        days=(timezone.now() - application.created_at).days, place=place, notes=notes,
        chosen=str(typed.get(f"state-{application.pk}", state)),
        typed=str(typed.get(f"note-{application.pk}", "")),
    )  # fmt: skip
    if answer:
        row.lang, row.dir = locales.html_lang(answer.language), locales.direction(answer.language)
        if application.pk in {shown, told}:
            title = application.call.title if application.call else _("our call")
            row.draft = letters.draft(application, answer, title, application.host.name)
    return row


def waiting_places(applications: Iterable[Application]) -> dict[int, int]:
    """Application to its place on the waiting list of its call, asked for all at once."""
    keys = {row.call_key for row in applications if not row.place_held and row.is_active}
    waiting = Application.objects.filter(call_key__in=keys).waiting()
    places: dict[int, int] = {}
    lengths: dict[Any, int] = {}
    for pk, key in waiting.values_list("pk", "call_key"):
        lengths[key] = lengths.get(key, 0) + 1
        places[pk] = lengths[key]
    return places


def slot_words(codes: Iterable[str]) -> list[str]:
    """“Saturday, morning” of each code of a slot (weekday and part of the day)."""
    parts = dict(DayPart.choices)
    words = []
    for code in codes:
        day, _dash, part = code.partition("-")
        if day in set("0123456") and part in parts:
            words.append(
                pgettext("slot", "%(days)s, %(part)s")
                % {"days": hours.day_names([int(day)]), "part": parts[part]}
            )
    return words
