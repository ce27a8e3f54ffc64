"""An organisation answers its applicants; nobody else sees who they are."""

import csv
import datetime as dt
import io
import re
from html import unescape
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from tests.desk import signed_in, turned_away
from tests.volunteering.desk import five_hosts
from volunteering.applications import service
from volunteering.applications.answers import Answer
from volunteering.desk.applications import ApplicationsView
from volunteering.models import AccessLog, Application, CallPage

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
DESK = "/admin/desk/applications/"
CANARIES = ("Zefirina", "zefirina@example.org", "Canto nel coro")


@pytest.fixture(autouse=True)
def clock(db: None) -> Any:
    with time_machine.travel(NOW, tick=False) as traveller:
        five_hosts()
        yield traveller


@pytest.fixture
def call() -> CallPage:
    """The demonstration organisation's call, with two places."""
    CallPage.objects.filter(slug="conversazione-italiano").update(
        places_available=2, filled_count=0, apply_mode="form"
    )
    return CallPage.objects.get(slug="conversazione-italiano", locale__language_code="it")


def answer(call: CallPage, name: str = "Zefirina", **values: Any) -> Application:
    """Somebody answers."""
    given = {
        "contact_kind": "mailbox", "contact": f"{name.lower()}@example.org", "language": "fr",
        "slots": ["5-morning"], "text": "Canto nel coro",
    } | values  # fmt: skip
    return service.submit(call, Answer(name=name, **given), f"stamp-{name}").application


@pytest.fixture
def first(call: CallPage) -> Application:
    return answer(call)


@pytest.fixture
def staff(client: Client) -> Client:
    return signed_in(client, "organisation")


def page(client: Client, query: str = "") -> str:
    response = client.get(f"{DESK}{query}")
    assert response.status_code == 200
    return str(response.content.decode())


def post(client: Client, application: Application, **data: Any) -> Any:
    return client.post(f"{DESK}?call={application.call_key}", data)


def state(application: Application) -> str:
    return Application.objects.get(pk=application.pk).state


def test_a_row_says_who_and_when_and_hides_the_contact(staff: Client, first: Application) -> None:
    html = page(staff)
    assert "Zefirina" in html
    assert '<p class="desk-text" lang="fr" dir="ltr">Canto nel coro</p>' in html
    assert "sabato, di mattina" in html
    assert "zefirina@example.org" not in html
    assert not AccessLog.objects.exists()


def test_a_contact_is_registered_before_it_is_shown(staff: Client, first: Application) -> None:
    response = post(staff, first, contact=first.pk)
    html = response.content.decode()
    assert "zefirina@example.org" in html
    assert 'href="mailto:zefirina@example.org"' in html
    assert "visto da te ora, annotato nel registro" in html
    assert "no-store" in response["Cache-Control"]
    [entry] = AccessLog.objects.all()
    assert (entry.application, entry.what) == (first, "read")
    assert entry.user is not None
    assert entry.user.username == "organisation"
    assert "zefirina@example.org" not in page(staff), "hidden again at the next look"
    register = staff.get(f"{DESK}register/?call={first.call_key}").content.decode()
    assert "organisation" in register
    assert "Zefirina" not in register


def test_a_decision_offers_a_message_and_sends_none(
    staff: Client, first: Application, mailoutbox: Any
) -> None:
    before = len(mailoutbox)
    response = post(staff, first, save=first.pk, **{f"state-{first.pk}": "accepted"})
    assert state(first) == "accepted"
    html = staff.get(response["Location"]).content.decode()
    draft = re.search(r"<textarea [^>]*lang=\"fr\"[^>]*>([^<]*)</textarea>", html)
    assert draft is not None
    assert "Bonjour Zefirina" in draft.group(1)
    assert "mailto:" not in html, "the address is still hidden"
    shown = post(staff, first, contact=first.pk).content.decode()
    assert 'href="mailto:zefirina@example.org?subject=' in shown
    assert len(mailoutbox) == before


def test_a_row_of_a_later_page_stays_in_hand(
    staff: Client, call: CallPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its contact, its note and the message after a decision stand on the page that comes back."""
    monkeypatch.setattr(ApplicationsView, "paginate_by", 2)
    CallPage.objects.filter(slug=call.slug).update(places_available=9)
    *before, last = [answer(call, name) for name in ("Amal", "Bruno", "Carla", "Dina", "Elio")]
    form = re.search(r'<form method="post" action="([^"]+)"', page(staff, "?p=3"))
    assert form is not None
    action = unescape(form.group(1))
    assert "elio@example.org" in staff.post(action, {"contact": last.pk}).content.decode()
    for change in ({f"note-{last.pk}": "Parla wolof"}, {f"state-{last.pk}": "contacted"}):
        response = staff.post(action, {"save": last.pk} | change)
        assert f'id="a{last.pk}"' in staff.get(response["Location"]).content.decode()
    assert "Bonjour Elio" in staff.get(response["Location"]).content.decode()
    response = staff.post(action, {"id": [before[0].pk], "state": "contacted"})
    assert "p=3" in response["Location"]


def test_nobody_is_accepted_beyond_the_places(staff: Client, call: CallPage) -> None:
    sent = [answer(call, name) for name in ("Amal", "Bruno", "Carla")]
    assert [state(row) for row in sent] == ["new", "new", "waiting"]
    assert "numero 1 in lista" in page(staff)
    response = post(staff, sent[2], save=sent[2].pk, **{f"state-{sent[2].pk}": "accepted"})
    html = staff.get(response["Location"]).content.decode()
    assert "2 posti, 2 presi: aggiungi un posto o lascia la persona in lista d’attesa." in html
    assert state(sent[2]) == "waiting"
    post(staff, sent[0], save=sent[0].pk, **{f"state-{sent[0].pk}": "not_now"})
    assert state(sent[2]) == "new", "the place went to who waited"


def test_many_get_a_state_at_once(staff: Client, call: CallPage) -> None:
    sent = [answer(call, name) for name in ("Amal", "Bruno", "Carla")]
    post(staff, sent[0], id=[row.pk for row in sent], state="accepted")
    assert [state(row) for row in sent] == ["accepted", "accepted", "waiting"]
    tab = page(staff, f"?call={call.translation_key}&show=accepted")
    assert "Amal" in tab
    assert "Carla" not in tab


@pytest.mark.parametrize(
    "data", [{}, {"state": "x", "id": "1"}, {"id": "y", "state": "new"}, {"id": [], "state": "new"}]
)
def test_a_senseless_choice_is_answered(
    staff: Client, first: Application, data: dict[str, Any]
) -> None:
    assert post(staff, first, **data).status_code == 302
    assert state(first) == "new"


@pytest.mark.parametrize("query", ["?show=x", "?p=x", "?told=x", "?told=99999999999"])
def test_a_wrong_address_is_answered(staff: Client, first: Application, query: str) -> None:
    assert "Zefirina" in page(staff, query)


def test_a_note_is_sealed_and_shown_to_the_organisation(staff: Client, first: Application) -> None:
    post(staff, first, save=first.pk, **{f"note-{first.pk}": "Richiamare dopo le 17"})
    assert "Richiamare dopo le 17" in page(staff)
    [note] = first.notes.all()
    assert b"Richiamare" not in bytes(note.sealed)


def test_what_is_typed_stays_while_a_contact_is_opened(staff: Client, first: Application) -> None:
    typed = {f"note-{first.pk}": "a metà", f"state-{first.pk}": "contacted"}
    html = post(staff, first, contact=first.pk, **typed).content.decode()
    assert 'value="a metà"' in html
    assert '<option value="contacted" selected>' in html
    assert state(first) == "new"


def test_who_has_waited_too_long_stands_out(staff: Client, first: Application, clock: Any) -> None:
    clock.shift(dt.timedelta(days=3))
    staff.force_login(User.objects.get(username="organisation"))
    assert '<strong class="desk-flag">aspetta da 3 giorni</strong>' in page(staff)


def test_deleting_asks_first_and_leaves_a_line_in_the_register(
    staff: Client, first: Application
) -> None:
    address = f"{DESK}{first.pk}/delete/?call={first.call_key}"
    assert "Zefirina" in staff.get(address).content.decode()
    assert Application.objects.count() == 1
    staff.post(address)
    assert Application.objects.count() == 0
    assert AccessLog.objects.values_list("what", flat=True).get() == "delete"


def test_the_sheet_is_registered_and_holds_no_formula(staff: Client, call: CallPage) -> None:
    first = answer(call, "=cmd|' /C calc'!A0", contact="+39 333", text="@SUM(A1)")
    address = f"{DESK}export/?call={first.call_key}"
    assert staff.get(address).status_code == 302, "a link takes nothing away"
    assert not AccessLog.objects.exists()
    response = staff.post(address)
    [row] = list(csv.reader(io.StringIO(b"".join(response).decode())))[1:]
    assert row[1] == "'=cmd|' /C calc'!A0"
    assert row[3] == "'+39 333"
    assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert AccessLog.objects.values_list("what", flat=True).get() == "export"


def test_a_call_without_answers_says_what_to_do(staff: Client, call: CallPage) -> None:
    html = page(staff)
    assert "Ancora nessuna candidatura." in html
    poster = f"/admin/desk/calls/{call.pk}/poster/"
    assert poster in html
    sheet = staff.get(poster).content.decode()
    assert "<svg" in sheet
    assert call.full_url in sheet


def test_without_the_private_key_the_screen_says_so(
    staff: Client, first: Application, settings: Any
) -> None:
    settings.APPLICATIONS_PRIVATE_KEYS = []
    html = page(staff)
    assert "APPLICATIONS_PRIVATE_KEYS" in html
    assert "Zefirina" not in html
    assert post(staff, first, contact=first.pk).status_code == 302
    assert staff.post(f"{DESK}export/?call={first.call_key}").status_code == 302
    assert not AccessLog.objects.exists()


def test_with_another_key_each_row_says_so(
    staff: Client, first: Application, settings: Any
) -> None:
    settings.APPLICATIONS_PRIVATE_KEYS = ["YXBwcm9kby10ZXN0cy1vbmx5LXByaXZhdGUta2V5LTI="]
    html = page(staff)
    assert "Nessuna chiave di questo server apre questa risposta." in html
    assert post(staff, first, contact=first.pk).status_code == 302


# Whose they are ----------------------------------------------------------------------------------


def other_organisation(*, reader: bool = True) -> User:
    """An editor of another organisation."""
    from wagtail.models import GroupPagePermission, Page

    group = Group.objects.create(name="Altra associazione")
    group.permissions.add(
        Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    )
    if reader:
        group.permissions.add(Permission.objects.get(codename="read_applications"))
    right = Permission.objects.get(content_type__app_label="wagtailcore", codename="add_page")
    folder = Page.objects.get(slug="tavola-lunga", locale__language_code="it")
    GroupPagePermission.objects.create(group=group, page=folder, permission=right)
    user = User.objects.create_user("altra", password="x")
    user.groups.add(group)
    return user


def addresses(application: Application) -> list[str]:
    key = application.call_key
    return [
        f"{DESK}?call={key}", f"{DESK}register/?call={key}", f"{DESK}export/?call={key}",
        f"{DESK}{application.pk}/delete/?call={key}",
    ]  # fmt: skip


@pytest.mark.parametrize("who", ["admin", "publisher", "officer", "translator-ar", "altra"])
def test_the_answers_of_an_organisation_are_its_own(
    client: Client, first: Application, who: str
) -> None:
    """Neither another organisation nor the site's own people read them, administrator included."""
    user = other_organisation() if who == "altra" else User.objects.get(username=who)
    client.force_login(user)
    for address in addresses(first):
        for response in (
            client.get(address),
            client.post(address, {"contact": first.pk}),
            client.post(address, {"id": first.pk, "state": "not_now"}),
            client.get(address, headers={"x-requested-with": "XMLHttpRequest"}),
        ):
            assert turned_away(response), address
            text = response.content.decode()
            assert not [canary for canary in CANARIES if canary in text]
    assert (
        client.get(addresses(first)[0], headers={"x-requested-with": "XMLHttpRequest"}).status_code
        == 403
    )
    assert state(first) == "new"
    assert not AccessLog.objects.exists()


def test_an_answer_to_another_call_is_not_reached_through_an_own_one(
    client: Client, first: Application
) -> None:
    client.force_login(other_organisation())
    own = CallPage.objects.get(slug="raccolta-cibo", locale__language_code="it")
    response = client.post(f"{DESK}?call={own.translation_key}", {"contact": first.pk})
    assert turned_away(response)
    assert turned_away(client.post(f"{DESK}{first.pk}/delete/?call={own.translation_key}"))
    client.post(f"{DESK}?call={own.translation_key}", {"id": first.pk, "state": "not_now"})
    assert state(first) == "new"


def test_an_editor_without_the_readers_right_sees_calls_and_no_answers(
    client: Client, first: Application
) -> None:
    client.force_login(other_organisation(reader=False))
    assert client.get("/admin/desk/calls/").status_code == 200
    assert turned_away(client.get(DESK))
    assert DESK not in client.get("/admin/").content.decode()


def queries(client: Client) -> int:
    with CaptureQueriesContext(connection) as captured:
        page(client)
    return len(captured)


def test_more_answers_cost_no_more_queries(staff: Client, first: Application) -> None:
    call = first.call
    assert call is not None
    CallPage.objects.filter(pk=call.pk).update(places_available=3)
    answer(call, "Bea")
    answer(call, "Cora")
    answer(call, "Dina")
    queries(staff)
    before = queries(staff)
    for number in range(15):
        answer(call, f"Nome{number}")
    assert queries(staff) == before
