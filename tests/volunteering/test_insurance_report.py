"""The region sees whose volunteers are insured, the most urgent first, and takes the table away."""

import csv
import datetime as dt
import io
from typing import Any

import openpyxl
import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from directory.models import Organisation, OrganisationContact
from directory.models.organisations import InsuranceState, insurance_condition
from tests.desk import signed_in, turned_away
from tests.volunteering.desk import five_hosts
from volunteering import insurance
from volunteering.models import CallPage, InsuranceReminder

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
REPORT = "/admin/desk/insurance/"


@pytest.fixture(autouse=True)
def clock(db: None) -> Any:
    with time_machine.travel(NOW, tick=False):
        five_hosts()
        yield


@pytest.fixture
def officer(client: Client) -> Client:
    return signed_in(client, "officer")


def names(html: str) -> list[str]:
    """Organisations of the demonstration, in the order of the list."""
    known = insurance.hosts().values_list("name", flat=True)
    places = {name: html.find(f'aria-label="{name}"') for name in known}
    return sorted((name for name in known if places[name] >= 0), key=lambda name: places[name])


def host(slug: str) -> Organisation:
    return CallPage.objects.get(slug=slug, locale__language_code="it").host


def test_the_worst_comes_first(officer: Client) -> None:
    missing = host("raccolta-cibo")
    Organisation.objects.filter(pk=missing.pk).update(insurance_declared_on=None)
    found = names(officer.get(REPORT).content.decode())
    assert found[:3] == [
        "Parole in Viaggio APS (ente dimostrativo)",
        missing.name,
        "Il Cortile APS (ente dimostrativo)",
    ]
    assert "Regione Piemonte" not in found, "hosts no volunteers"


def test_the_tiles_count_the_whole_list_and_lead_to_their_part(officer: Client) -> None:
    context = officer.get(REPORT).context
    assert {tile["state"]: tile["number"] for tile in context["tiles"]} == {
        "expired": 1, "missing": 0, "ending": 1, "valid": 3,
    }  # fmt: skip
    assert context["paused"] == 1
    html = officer.get(f"{REPORT}?state=ending").content.decode()
    assert names(html) == ["Il Cortile APS (ente dimostrativo)"]
    assert 'href="/admin/desk/insurance/?state=ending" aria-current="true"' in html


def test_province_and_words_narrow_the_list(officer: Client) -> None:
    cuneo = Organisation.objects.get(slug="il-cortile", locale__language_code="it").seat.parent
    html = officer.get(f"{REPORT}?province={cuneo.pk}").content.decode()
    assert len(names(html)) == 3
    assert len(names(officer.get(f"{REPORT}?province={cuneo.pk}&q=cortile").content.decode())) == 1


@pytest.mark.parametrize("query", ["state=x", "province=x", "p=9999", "ordering=x", "q=%00'\""])
def test_a_wrong_address_is_answered(officer: Client, query: str) -> None:
    assert officer.get(f"{REPORT}?{query}").status_code == 200


def test_page_and_database_agree_on_the_state() -> None:
    organisation = host("raccolta-cibo")
    for days in (-1, 0, 29, 30, None):
        until = NOW.date() + dt.timedelta(days=days) if days is not None else None
        organisation.insurance_valid_until = until
        organisation.save()
        found = {
            state for state in InsuranceState
            if Organisation.objects.filter(insurance_condition(state), pk=organisation.pk).exists()
        }  # fmt: skip
        assert found == {organisation.insurance_state()}


@pytest.mark.parametrize("name", ["organisation", "translator-ar"])
@pytest.mark.parametrize(
    "address", ["", "results/", "?export=csv", "?export=xlsx", "remind/?all=1"]
)
def test_others_do_not_see_it(client: Client, name: str, address: str) -> None:
    """Wagtail's reports are open to everybody in the admin: this one is not."""
    answer = signed_in(client, name).get(REPORT + address)
    assert turned_away(answer)
    assert b"Parole in Viaggio" not in client.get("/admin/").content
    assert signed_in(client, name).post(REPORT + "remind/?all=1").status_code == 302
    assert not InsuranceReminder.objects.exists()


def test_the_menu_shows_it_to_those_who_may_open_it(client: Client) -> None:
    for name, shown in (("officer", True), ("publisher", True), ("organisation", False)):
        html = signed_in(client, name).get("/admin/").content.decode()
        assert (REPORT in html) is shown


def planted(name: str) -> Organisation:
    """An organisation with the worst name a spreadsheet can meet."""
    organisation = host("traduzioni-da-casa")
    Organisation.objects.filter(pk=organisation.pk).update(
        name=name, insurance_checked_by_role="@SUM(A1)"
    )
    return organisation


def test_the_table_as_csv_holds_no_formula(officer: Client) -> None:
    planted('=HYPERLINK("http://x.example","a")')
    answer = officer.get(f"{REPORT}?export=csv")
    assert answer["Content-Disposition"] == 'attachment; filename="insurance-2026-11-22.csv"'
    rows = list(csv.DictReader(io.StringIO(b"".join(answer).decode())))
    assert len(rows) == 5
    first = list(rows[0].values())
    assert first[0] == '\'=HYPERLINK("http://x.example","a")'
    assert first[3] == "2026-06-30"
    assert first[-1] == "'@SUM(A1)"
    cells = [cell for row in rows for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_the_table_as_xlsx_holds_no_formula(officer: Client) -> None:
    planted("+39 0171")
    answer = officer.get(f"{REPORT}?export=xlsx&state=expired")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer))).active
    assert sheet is not None
    rows = list(sheet.iter_rows())
    assert len(rows) == 2
    assert rows[1][0].value == "'+39 0171"
    assert rows[1][3].value == dt.date(2026, 6, 30)
    assert {cell.data_type for row in rows for cell in row} <= {"s", "n", "d"}


def queries(client: Client) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(REPORT).status_code == 200
    return len(captured)


def test_more_organisations_cost_no_more_queries(officer: Client) -> None:
    queries(officer)
    before = queries(officer)
    kept = host("raccolta-cibo")
    for number in range(30):
        more = Organisation.objects.create(
            name=f"Ente {number}", locale=kept.locale, seat=kept.seat, volunteers_count=3,
            insurance_declared_on=dt.date(2026, 1, 1), insurance_valid_until=dt.date(2026, 12, 1),
        )  # fmt: skip
        OrganisationContact.objects.create(
            organisation=more, mailbox=f"ufficio{number}@example.org"
        )
    assert queries(officer) == before


def test_a_reminder_by_hand_is_asked_for_twice(officer: Client) -> None:
    chosen = host("traduzioni-da-casa"), host("conversazione-italiano")
    query = "&".join(f"id={row.pk}" for row in chosen)
    address = f"{reverse('calls_desk:remind')}?{query}"
    html = officer.get(address).content.decode()
    assert "volontari-parole@example.org" in html
    assert not InsuranceReminder.objects.exists()
    assert officer.post(address).status_code == 302
    [reminder] = InsuranceReminder.objects.all()
    assert (reminder.organisation, reminder.kind) == (chosen[0], "by-hand")
    officer.post(address)
    assert InsuranceReminder.objects.count() == 1, "once a day is enough"


def test_all_of_a_filtered_list_are_those_of_the_list(officer: Client) -> None:
    officer.post("/admin/desk/insurance/remind/?all=1&state=ending")
    found = InsuranceReminder.objects.values_list("organisation__slug", flat=True)
    assert list(found) == ["il-cortile"]


def test_who_has_no_mailbox_is_named_and_left_out(officer: Client) -> None:
    host("traduzioni-da-casa").contacts.all().delete()
    html = officer.get("/admin/desk/insurance/remind/?all=1&state=expired").content.decode()
    assert "Parole in Viaggio" in html
    assert not officer.get(REPORT).context["page_obj"].object_list[0].role_mailbox
    officer.post("/admin/desk/insurance/remind/?all=1&state=expired")
    assert not InsuranceReminder.objects.exists()
