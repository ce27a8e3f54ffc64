"""The columns of an import: the field each fills, its headings, how its cells are read.

Not here, on purpose: the host (it is the folder's organisation), the confirmation of the insurance
(D.Lgs. 117/2017, art. 18: a person confirms it in the editor), places taken, publication.
"""

from functools import cache
from typing import NamedTuple

from django.utils.translation import get_language

from directory.models.service_points import StepFree
from volunteering.importing import values
from volunteering.importing.words import fold
from volunteering.models import CallPage
from volunteering.models.choices import (
    ApplyMode,
    CallMode,
    Certificate,
    Commitment,
    Expenses,
    ItalianLevel,
    Minors,
)

ID = "external_id"
TITLE = "title"
PERIOD = {"start_value": "start_precision", "end_value": "end_precision"}
CONTACT = {"mailbox", "phone"}


class Column(NamedTuple):
    """One column. `example` is a cell of the template, in Italian and English."""

    field: str
    it: str
    en: str
    read: values.Reader
    example: tuple[str, str] = ("", "")

    @property
    def heading(self) -> str:
        """The heading in the active language: Italian, or English for everybody else."""
        return self.it if get_language() == "it" else self.en

    @property
    def sample(self) -> str:
        """The template's cell in the active language."""
        return self.example[0 if get_language() == "it" else 1]


def _line(field: str) -> values.Reader:
    return values.line(int(getattr(CallPage._meta.get_field(field), "max_length", 0) or 255))


@cache
def columns() -> tuple[Column, ...]:
    """All columns, in the order of the template."""
    return (
        Column(ID, "codice", "code", values.line(80), ("2027-01", "2027-01")),
        Column(TITLE, "titolo", "title", _line(TITLE),
               ("Doposcuola del martedì", "Homework help on Tuesdays")),
        Column("lead", "in breve", "in short", _line("lead"),
               ("Due ore con i ragazzi delle medie.", "Two hours with pupils aged 11 to 14.")),
        Column("what_you_do", "che cosa si fa", "what you do", values.paragraphs,
               ("Aiuti con i compiti. Giochi con loro.", "You help with homework. You play.")),
        Column("call_category", "categoria", "category", values.term("call-category"),
               ("Aiuto compiti", "Homework help")),
        Column("topics", "argomenti", "topics", values.terms("topic")),
        Column("skills_needed", "competenze richieste", "skills needed", values.terms("skill")),
        Column("skills_gained", "competenze acquisite", "skills gained", values.terms("skill")),
        Column("tasks_not_allowed", "che cosa non si fa", "what volunteers do not do",
               _line("tasks_not_allowed")),
        Column("open_to", "aperto a", "open to", values.terms("open-to")),
        Column("min_age", "età minima", "minimum age", values.number, ("18", "18")),
        Column("minors", "minori", "minors", values.choice(Minors)),
        Column("italian_level", "italiano richiesto", "italian needed",
               values.choice(ItalianLevel), ("A2", "A2")),
        Column("languages_useful", "lingue utili", "useful languages", values.languages,
               ("arabo; francese", "Arabic; French")),
        Column("requirements", "requisiti", "requirements", _line("requirements")),
        Column("commitment", "impegno", "commitment", values.choice(Commitment),
               ("regular", "regular")),
        Column("slots", "giorni e orari", "days and hours", values.slots,
               ("martedì pomeriggio 15:00-17:00", "Tuesday afternoon 15:00-17:00")),
        Column("hours_min", "ore minime", "hours from", values.number, ("2", "2")),
        Column("hours_max", "ore massime", "hours to", values.number, ("4", "4")),
        Column("opens_on", "candidature dal", "applications from", values.day),
        Column("apply_by", "candidature entro", "apply by", values.day,
               ("31/01/2027", "2027-01-31")),
        Column("start_value", "inizio", "start", values.partial, ("02/2027", "2027-02")),
        Column("end_value", "fine", "end", values.partial, ("06/2027", "2027-06")),
        Column("end_open", "senza fine", "no end known", values.yes_or_no),
        Column("places_available", "posti", "places", values.number, ("5", "5")),
        Column("mode", "modalità", "mode", values.choice(CallMode), ("on-site", "on-site")),
        Column("place", "comune", "comune", values.comune, ("Cuneo", "Cuneo")),
        Column("reach_by_public_transport", "mezzi pubblici", "public transport",
               _line("reach_by_public_transport")),
        Column("step_free", "accesso", "access", values.choice(StepFree), ("yes", "yes")),
        Column("expenses", "rimborso spese", "expenses", values.choice(Expenses),
               ("receipts", "receipts")),
        Column("expenses_note", "note sul rimborso", "note on expenses", _line("expenses_note")),
        Column("training", "formazione", "training", _line("training")),
        Column("training_hours", "ore di formazione", "hours of training", values.number),
        Column("tutor_role", "chi accompagna", "who accompanies you", _line("tutor_role")),
        Column("badge", "tesserino", "badge", values.yes_or_no, ("sì", "yes")),
        Column("certificate", "attestato", "certificate", values.choice(Certificate),
               ("hours", "hours")),
        Column("recognition_scheme", "riconoscimento", "recognition",
               values.term("recognition-scheme")),
        Column("offers", "offerto", "offered", values.terms("offer")),
        Column("apply_mode", "come candidarsi", "how to apply", values.choice(ApplyMode),
               ("mailbox", "mailbox")),
        Column("apply_url", "pagina per candidarsi", "page for applications", values.address),
        Column("selection_days", "giorni per la risposta", "days until an answer", values.number,
               ("7", "7")),
        Column("mailbox", "casella e-mail", "mailbox", values.mailbox,
               ("volontari@example.org", "volontari@example.org")),
        Column("phone", "telefono", "telephone", values.phone, ("0171 000000", "0171 000000")),
    )  # fmt: skip


@cache
def by_heading() -> dict[str, Column]:
    """Columns by every heading they answer to: Italian, English, the field's name."""
    return {
        fold(heading): column
        for column in columns()
        for heading in (column.field, column.en, column.it)
    }
