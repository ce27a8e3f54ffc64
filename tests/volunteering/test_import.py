"""Import: what a sheet says becomes drafts, all of it or nothing, and a second time changes them."""

import csv
import datetime as dt
import io
import json
import random
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from volunteering.importing import plan as plans
from volunteering.importing import reading
from volunteering.importing.carry_out import carry_out
from volunteering.importing.columns import columns
from volunteering.importing.problems import FileProblemError
from volunteering.models import CallFolderPage, CallPage, ImportedCall

pytestmark = pytest.mark.django_db
SHEET = (
    "codice;titolo;in breve;che cosa si fa;categoria;aperto a;italiano richiesto;lingue utili;"
    "giorni e orari;candidature entro;inizio;posti;modalità;comune;casella e-mail;tesserino\n"
    "A1;Doposcuola;Due ore con i ragazzi;Aiuti con i compiti <b>;Aiuto compiti;;A2;arabo, fr;"
    '"sabato mattina 10:00-12:00; lunedì pomeriggio";31/01/2027;02/2027;5;on-site;Cuneo;'
    "volontari@example.org;sì\n"
)


@pytest.fixture
def folder() -> CallFolderPage:
    return CallFolderPage.objects.get(title="Ponte di Voci ODV", locale__language_code="it")


def plan_of(text: str | bytes, folder: CallFolderPage) -> plans.Plan:
    content = text.encode() if isinstance(text, str) else text
    return plans.make(content, folder)


def imported(folder: CallFolderPage, code: str) -> Any:
    return ImportedCall.objects.get(folder=folder, external_id=code).call


def draft(folder: CallFolderPage, code: str) -> Any:
    return imported(folder, code).get_latest_revision_as_object()


def problems(text: str, folder: CallFolderPage) -> list[tuple[int, str, str]]:
    return [
        (row.line, problem.column, problem.text)
        for row in plan_of(text, folder).rows
        for problem in row.problems
    ]


def test_a_row_becomes_a_draft_of_the_folder(folder: CallFolderPage) -> None:
    plan = plan_of(SHEET, folder)
    assert [row.problems for row in plan.rows] == [[]]
    assert not CallPage.objects.filter(title="Doposcuola").exists()
    carry_out(plan, folder)
    call = draft(folder, "A1")
    assert not call.live
    assert (call.get_parent().pk, call.host_id) == (folder.pk, folder.organisation_id)
    assert not call.insurance_confirmed
    assert call.call_category.code == "homework-help"
    assert (call.italian_level, call.badge, call.places_available) == ("A2", True, 5)
    assert {each.code for each in call.languages_useful.all()} == {"ar", "fr"}
    assert call.apply_by == dt.date(2027, 1, 31)
    assert (call.start_value, call.start_precision) == (dt.date(2027, 2, 1), "month")
    assert (call.place.name, round(call.latitude)) == ("Cuneo", 44)
    assert [(slot.weekday, slot.part) for slot in call.slots.all()] == [
        (0, "afternoon"), (5, "morning"),
    ]  # fmt: skip
    assert call.contact_links.all()[0].mailbox == "volontari@example.org"
    assert str(call.what_you_do[0].value.source) == "<p>Aiuti con i compiti &lt;b&gt;</p>"


def test_the_same_sheet_again_changes_nothing(folder: CallFolderPage) -> None:
    carry_out(plan_of(SHEET, folder), folder)
    plan = plan_of(SHEET, folder)
    assert [(row.action, row.changes) for row in plan.rows] == [(plans.KEEP, [])]
    assert not plan.may_run


def test_a_second_sheet_changes_only_what_it_gives(folder: CallFolderPage) -> None:
    carry_out(plan_of(SHEET, folder), folder)
    again = plan_of("code,places,apply by,title,comune\nA1,7,,Doposcuola,-\nA2,,,Nuovo,\n", folder)
    assert [(row.action, row.changes) for row in again.rows] == [
        (plans.CHANGE, [("posti", "5", "7"), ("comune", "Cuneo (CN)", "")]),
        (plans.CREATE, [("titolo", "", "Nuovo")]),
    ]
    carry_out(again, folder)
    call = draft(folder, "A1")
    assert (call.places_available, call.place) == (7, None)
    assert call.apply_by == dt.date(2027, 1, 31)
    assert len(call.slots.all()) == 2
    assert ImportedCall.objects.filter(folder=folder).count() == 2


def test_what_readers_see_stays_until_somebody_publishes(folder: CallFolderPage) -> None:
    call = CallPage.objects.child_of(folder).get(live=True)
    ImportedCall.objects.create(folder=folder, external_id="B1", call=call)
    carry_out(plan_of("codice;titolo\nB1;Altro titolo\n", folder), folder)
    call.refresh_from_db()
    assert (call.live, call.has_unpublished_changes) == (True, True)
    assert call.title != "Altro titolo"
    assert draft(folder, "B1").title == "Altro titolo"


def test_one_bad_row_and_nothing_is_imported(folder: CallFolderPage) -> None:
    plan = plan_of("codice;titolo;posti\nA1;Uno;3\nA2;Due;molti\n", folder)
    assert [row.action for row in plan.rows] == [plans.CREATE, plans.REFUSE]
    with pytest.raises(ValueError, match="refused"):
        carry_out(plan, folder)
    assert not ImportedCall.objects.exists()


def test_a_failure_halfway_leaves_nothing(folder: CallFolderPage) -> None:
    """Somebody else gave the second row's code away after the plan was made."""
    plan = plan_of("codice;titolo\nA1;Uno\nA2;Due\n", folder)
    call = CallPage.objects.child_of(folder).get(live=True)
    ImportedCall.objects.create(folder=folder, external_id="A2", call=call)
    with pytest.raises(IntegrityError):
        carry_out(plan, folder)
    assert not CallPage.objects.filter(title__in=["Uno", "Due"]).exists()
    assert ImportedCall.objects.get().call == call


@pytest.mark.parametrize(
    ("cell", "heading"),
    [
        ("posti=molti", "posti"),
        ("posti=99999", "posti"),
        ("candidature entro=31/02/2027", "candidature entro"),
        ("candidature entro=2027", "candidature entro"),
        ("categoria=Aiuto", "categoria"),
        ("lingue utili=klingon", "lingue utili"),
        ("comune=Atlantide", "comune"),
        ("comune=Samone", "comune"),
        ("giorni e orari=sabato", "giorni e orari"),
        ("giorni e orari=sabato mattina 12-10", "giorni e orari"),
        ("giorni e orari=sabato mattina 25-26", "giorni e orari"),
        ("tesserino=forse", "tesserino"),
        ("casella e-mail=mario.rossi@example.org", "casella e-mail"),
        ("casella e-mail=a@", "casella e-mail"),
        ("telefono=chiama", "telefono"),
        ("pagina per candidarsi=javascript:alert(1)", "pagina per candidarsi"),
        ("italiano richiesto=C3", "italiano richiesto"),
        ("requisiti=" + "x" * 301, "requisiti"),
    ],
)
def test_a_bad_cell_is_said_by_line_and_column(
    folder: CallFolderPage, cell: str, heading: str
) -> None:
    name, _, value = cell.partition("=")
    found = problems(f"codice;titolo;{name}\nA1;Uno;{value}\n", folder)
    assert [(line, column) for line, column, _text in found] == [(2, heading)]
    with translation.override("en"):
        english = problems(f"codice;titolo;{name}\nA1;Uno;{value}\n", folder)
    assert english[0][2] != found[0][2]


def test_cells_that_contradict_each_other(folder: CallFolderPage) -> None:
    sheet = "codice;titolo;ore minime;ore massime;inizio;fine\nA1;Uno;5;2;;\nA2;Due;;;2027;2026\n"
    found = problems(sheet, folder)
    assert [(line, column) for line, column, _text in found] == [(2, "ore massime"), (3, "fine")]


def test_codes_are_needed_and_stand_once(folder: CallFolderPage) -> None:
    found = problems("codice;titolo\nA1;Uno\n;Due\nA1;Tre\nA4;\n", folder)
    assert [(line, column) for line, column, _text in found] == [
        (3, "codice"), (4, "codice"), (5, "titolo"),
    ]  # fmt: skip
    assert "2" in found[1][2]


def test_lines_are_those_of_the_file(folder: CallFolderPage) -> None:
    """Cells with line breaks and empty lines count as an editor of texts counts them."""
    sheet = 'codice;titolo;in breve\n\nA1;Uno;"due\nrighe"\nA2;Due;x\n'
    assert [row.line for row in plan_of(sheet, folder).rows] == [3, 5]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_encodings_and_separators(folder: CallFolderPage, encoding: str, separator: str) -> None:
    sheet = f"codice{separator}titolo\nA1{separator}Perché città\n"
    plan = plan_of(sheet.encode(encoding), folder)
    assert [(row.code, row.title) for row in plan.rows] == [("A1", "Perché città")]


def test_json_says_the_same_as_a_sheet(folder: CallFolderPage) -> None:
    entry = {
        "external_id": "A1", "title": "Uno", "places_available": 5, "badge": True,
        "languages_useful": ["ar", "fr"], "slots": ["saturday morning"], "place": "D205",
        "requirements": None,
    }  # fmt: skip
    for body in ([entry], {"calls": [entry]}):
        plan = plan_of(json.dumps(body), folder)
        assert [row.problems for row in plan.rows] == [[]]
        assert ("comune", "", "Cuneo (CN)") in plan.rows[0].changes
        assert ("posti", "", "5") in plan.rows[0].changes


def test_formulas_stay_text(folder: CallFolderPage) -> None:
    words = '=HYPERLINK("http://example.org")'
    plan = plan_of(json.dumps([{"code": "=1+1", "title": words}]), folder)
    carry_out(plan, folder)
    assert draft(folder, "=1+1").title == words


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\n\n", b"codice;titolo\n", b"titolo\nUno\n", b"codice;codice\nA;B\n",
        b"codice;code\nA;B\n", b"codice;titolo;colore\nA;B;rosso\n", b"PK\x03\x04\x00\x00",
        b'codice;titolo\nA1;"Uno\n', b"codice;titolo\nA1;Uno;Due;Tre\n", b"[", b"[1]", b"{}",
        b'{"calls": [{"code": {"a": 1}}]}', b"[" * 100_000, b"\xff\xfe\x00", b"codice\x00;titolo\n",
        b"[" + b"9" * 5000 + b"]", b"codice;titolo\n" + b"x;y\n" * 501,
    ],
)  # fmt: skip
def test_a_file_that_is_none_is_refused_in_words(content: bytes, folder: CallFolderPage) -> None:
    with pytest.raises(FileProblemError) as error:
        plan_of(content, folder)
    assert str(error.value).endswith((".", "?"))


def test_a_heading_that_was_meant_is_offered(folder: CallFolderPage) -> None:
    with pytest.raises(FileProblemError, match="candidature entro"):
        plan_of("codice;titolo;candidatura entro\nA1;Uno;2027-01-01\n", folder)


def test_a_column_marked_as_a_note_is_not_read(folder: CallFolderPage) -> None:
    assert plan_of("codice;titolo;#mio\nA1;Uno;x\n", folder).may_run


def test_no_bytes_break_the_reader(folder: CallFolderPage) -> None:
    rng = random.Random(7)
    pieces = [SHEET.encode(), b";", b'"', b"\n", b"\xe8", b"\x00", b"-", b"1e999", b"\xef\xbb\xbf"]
    for _round in range(60):
        content = b"".join(rng.choice(pieces) for _piece in range(rng.randrange(1, 6)))
        at = rng.randrange(len(content))
        try:
            plan_of(content[:at] + bytes([rng.randrange(256)]) + content[at:], folder)
        except FileProblemError:
            continue


def test_every_column_has_headings_of_its_own_and_the_example_can_be_imported(
    folder: CallFolderPage,
) -> None:
    for code in ("it", "en"):
        with translation.override(code):
            sheet = io.StringIO()
            rows = csv.writer(sheet, delimiter=";")
            rows.writerow(column.heading for column in columns())
            rows.writerow(column.sample for column in columns())
            plan = plan_of(sheet.getvalue(), folder)
            assert [row.problems for row in plan.rows] == [[]]


def test_words_of_pay_are_pointed_out_before_the_import(folder: CallFolderPage) -> None:
    plan = plan_of("codice;titolo;in breve\nA1;Uno;C’è un gettone di presenza\n", folder)
    assert len(plan.rows[0].warnings) == 1
    assert plan.may_run


def test_a_locked_call_is_refused(folder: CallFolderPage) -> None:
    carry_out(plan_of(SHEET, folder), folder)
    CallPage.objects.filter(pk=imported(folder, "A1").pk).update(locked=True)
    plan = plan_of("codice;posti\nA1;9\n", folder)
    assert [row.action for row in plan.rows] == [plans.REFUSE]


def test_a_look_costs_little_for_each_row(folder: CallFolderPage) -> None:
    def cost(rows: int) -> int:
        sheet = "codice;titolo;categoria;comune;giorni e orari\n" + "".join(
            f"N{number};Titolo;Aiuto compiti;Cuneo;sab mattina\n" for number in range(rows)
        )
        plan_of(sheet, folder)
        with CaptureQueriesContext(connection) as captured:
            plan_of(sheet, folder)
        return len(captured)

    assert cost(1) == cost(40)


def test_the_command_shows_first_and_imports_when_told(
    folder: CallFolderPage, tmp_path: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "calls.csv"
    file.write_text(SHEET, encoding="utf-8")
    slug = folder.organisation.slug
    call_command("import_calls", str(file), organisation=slug)
    assert "create A1 Doposcuola" in capsys.readouterr().out
    assert not ImportedCall.objects.exists()
    call_command("import_calls", str(file), organisation=slug, apply=True)
    assert imported(folder, "A1").live is False
    file.write_text("codice;posti\nA1;molti\n", encoding="utf-8")
    with pytest.raises(SystemExit):
        call_command("import_calls", str(file), organisation=slug, apply=True)
    assert "posti" in capsys.readouterr().out
    with pytest.raises(CommandError, match="folders"):
        call_command("import_calls", str(file), organisation="nessuna")
    with pytest.raises(CommandError):
        call_command("import_calls", str(tmp_path / "none.csv"), organisation=slug)


def test_the_largest_file_is_bounded(folder: CallFolderPage) -> None:
    with pytest.raises(FileProblemError, match="MB"):
        plan_of(b"x" * (reading.MOST_BYTES + 1), folder)
