"""The screens of the import: who may, what is kept between look and import, what is said."""

from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from accounts.models import User
from directory.models import Organisation
from volunteering.models import CallFolderPage, CallPage, CallUpload, ImportedCall

pytestmark = pytest.mark.django_db
SHEET = "codice;titolo;posti\nA1;Doposcuola;5\nA2;Mensa;3\n"


@pytest.fixture
def folder() -> CallFolderPage:
    return CallFolderPage.objects.get(title="Ponte di Voci ODV", locale__language_code="it")


@pytest.fixture
def other() -> CallFolderPage:
    return CallFolderPage.objects.get(title="Tavola Lunga APS", locale__language_code="it")


@pytest.fixture
def office(client: Any) -> Any:
    """The editor of one organisation has signed in."""
    client.force_login(User.objects.get(username="organisation"))
    return client


def upload(client: Any, folder: CallFolderPage, text: str = SHEET) -> Any:
    file = SimpleUploadedFile("calls.csv", text.encode(), content_type="text/csv")
    return client.post(reverse("calls_import"), {"folder": folder.pk, "file": file})


def test_look_then_import(office: Any, folder: CallFolderPage) -> None:
    page = office.get(reverse("calls_import"))
    assert folder.title in page.content.decode()
    answer = upload(office, folder)
    assert answer.status_code == 302
    look = office.get(answer.url)
    html = look.content.decode()
    assert "Doposcuola" in html
    assert not ImportedCall.objects.exists()
    done = office.post(answer.url, follow=True)
    assert "2 bozze sono pronte" in done.content.decode()
    calls = CallPage.objects.child_of(folder).filter(title__in=["Doposcuola", "Mensa"])
    assert {call.live for call in calls} == {False}
    assert {call.owner.username for call in calls if call.owner} == {"organisation"}
    assert not CallUpload.objects.exists()
    entries = PageLogEntry.objects.filter(page__in=calls.values("pk"))
    assert {(entry.action, entry.user.username) for entry in entries} == {
        ("wagtail.create", "organisation")
    }
    assert len(entries) == 2


def test_a_second_press_imports_nothing_more(office: Any, folder: CallFolderPage) -> None:
    address = upload(office, folder).url
    office.post(address)
    again = office.post(address)
    assert again.url == reverse("calls_import")
    assert ImportedCall.objects.count() == 2


def test_only_into_folders_one_may_add_to(
    office: Any, folder: CallFolderPage, other: CallFolderPage
) -> None:
    assert other.title not in office.get(reverse("calls_import")).content.decode()
    assert upload(office, other).status_code == 200
    assert not CallUpload.objects.exists()


@pytest.mark.parametrize("username", ["officer", "translator-ar"])
@pytest.mark.parametrize("name", ["calls_import", "calls_import_template"])
def test_others_have_no_import(client: Any, username: str, name: str) -> None:
    client.force_login(User.objects.get(username=username))
    assert client.get(reverse(name)).status_code == 302
    home = client.get(reverse("wagtailadmin_home")).content.decode()
    assert reverse("calls_import") not in home


def test_somebody_else_s_file_is_not_there(
    office: Any, folder: CallFolderPage, client: Any
) -> None:
    address = upload(office, folder).url
    client.force_login(User.objects.get(username="admin"))
    assert client.get(address).url == reverse("calls_import")
    assert client.post(address).url == reverse("calls_import")
    assert not ImportedCall.objects.exists()


def test_a_file_lies_here_for_an_hour(office: Any, folder: CallFolderPage) -> None:
    address = upload(office, folder).url
    with time_machine.travel(timezone.now() + CallUpload.LIFETIME * 2, tick=False):
        office.force_login(User.objects.get(username="organisation"))
        assert office.get(address).url == reverse("calls_import")
        assert not CallUpload.objects.exists()


def test_mistakes_are_shown_and_stop_the_import(office: Any, folder: CallFolderPage) -> None:
    address = upload(office, folder, "codice;titolo;posti\nA1;Uno;5\nA2;Due;<b>\n").url
    html = office.get(address).content.decode()
    assert "posti:" in html
    assert "<form method" not in html.partition("import-scroll")[0]
    assert office.post(address).url == address
    assert not ImportedCall.objects.exists()
    only = office.get(f"{address}?show=refuse").content.decode()
    assert "Uno" not in only.partition("<tbody>")[2]


def test_what_moved_since_the_look_is_looked_at_again(office: Any, folder: CallFolderPage) -> None:
    office.post(upload(office, folder).url)
    address = upload(office, folder, "codice;posti\nA1;9\n").url
    call = ImportedCall.objects.get(external_id="A1").call.get_latest_revision_as_object()
    call.places_available = 7
    call.save_revision(clean=False)
    assert office.post(address).url == address
    assert "<del>7</del>" in office.get(address).content.decode()
    assert office.post(address).url != address


def test_a_file_that_is_none_is_refused_in_the_editor_s_language(
    office: Any, folder: CallFolderPage
) -> None:
    answer = upload(office, folder, "titolo\nUno\n")
    assert answer.status_code == 200
    assert "Manca la colonna “codice”" in answer.content.decode()
    assert office.post(reverse("calls_import"), {"folder": "x"}).status_code == 200
    assert office.get(reverse("calls_import") + "?folder=%00").status_code == 200


def test_the_template_is_a_sheet_that_can_be_imported(office: Any, folder: CallFolderPage) -> None:
    answer = office.get(reverse("calls_import_template"))
    assert answer["Content-Disposition"].startswith("attachment")
    sheet = answer.content.decode("utf-8-sig")
    assert sheet.startswith("codice;titolo;")
    assert office.post(upload(office, folder, sheet).url).status_code == 302
    assert ImportedCall.objects.count() == 1


def test_a_folder_offers_the_import(office: Any, folder: CallFolderPage) -> None:
    html = office.get(reverse("wagtailadmin_explore", args=[folder.pk])).content.decode()
    assert f"{reverse('calls_import')}?folder={folder.pk}" in html


def test_names_are_never_read_as_html(office: Any, folder: CallFolderPage) -> None:
    Organisation.objects.filter(pk=folder.organisation_id).update(name="Ente <script>")
    sheet = "codice;titolo;in breve\nA1;<script>x</script>;<img src=x>\n"
    html = office.get(upload(office, folder, sheet).url).content.decode()
    assert "<script>x" not in html
    assert "<img src=x>" not in html
