"""Colleagues in the same translation see each other, also without a script."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.admin.utils import get_user_display_name
from wagtail.models import get_default_page_content_type

from accounts.models import User
from tests.desk import signed_in
from tests.translations import desk

pytestmark = pytest.mark.django_db
NOW = "sta lavorando qui adesso"


@pytest.fixture(autouse=True)
def nobody_there(db: None) -> None:
    EditingSession.objects.all().delete()


def address(code: str = "ar") -> str:
    return f"/admin/desk/translations/{code}/{desk.guide().pk}/"


def opened(client: Client, username: str, code: str = "ar") -> str:
    answer = signed_in(client, username).get(address(code))
    assert answer.status_code == 200
    return answer.content.decode()


def here(username: str, minutes: int = 0, code: str = "ar") -> EditingSession:
    """Somebody has the translation open and was last seen so many minutes ago."""
    return EditingSession.objects.create(
        user=User.objects.get(username=username), object_id=str(desk.guide(code).pk),
        content_type=get_default_page_content_type(),
        last_seen_at=timezone.now() - dt.timedelta(minutes=minutes),
    )  # fmt: skip


def name(username: str) -> str:
    return str(get_user_display_name(User.objects.get(username=username)))


def test_who_comes_later_is_told_who_is_there(client: Client) -> None:
    assert NOW not in opened(client, "translator-ar")
    assert NOW not in opened(client, "translator-ar"), "nobody is told of herself"
    text = opened(client, "admin")
    assert f"{name('translator-ar')} {NOW}" in text
    assert text.count(NOW) == 1


def test_another_language_and_who_left_are_not_told(client: Client) -> None:
    here("admin", code="fr")
    here("publisher", minutes=26)
    assert NOW not in opened(client, "translator-ar")


def test_who_is_quiet_is_told_so(client: Client) -> None:
    here("admin", minutes=12)
    text = opened(client, "translator-ar")
    assert NOW not in text
    assert f"{name('admin')} ha aperto anche questa traduzione" in text


def test_wagtails_own_editor_counts_as_well(client: Client) -> None:
    page = desk.guide("ar")
    signed_in(client, "publisher").get(
        reverse("wagtailadmin_pages:edit", args=[page.pk]) + "?plain=1"
    )
    here("publisher")
    assert f"{name('publisher')} {NOW}" in opened(client, "translator-ar")


def test_scripts_keep_the_list_fresh_and_let_go(client: Client) -> None:
    """The list asks and releases by Wagtail's own addresses, in a form of its own."""
    text = opened(client, "translator-ar")
    session = EditingSession.objects.get()
    args = ("wagtailcore", "page", desk.guide("ar").pk, session.pk)
    ping = reverse("wagtailadmin_editing_sessions:ping", args=args)
    assert f'data-w-swap-src-value="{ping}"' in text
    assert text.index("</form>", text.index(ping)) < text.index('class="tr-form"')
    here("admin")
    answer = client.post(ping, {"is_editing": "1"}).json()
    assert [one["user"] for one in answer["other_sessions"]] == [name("admin")]
    client.post(reverse("wagtailadmin_editing_sessions:release", args=[session.pk]))
    assert not EditingSession.objects.filter(pk=session.pk).exists()
