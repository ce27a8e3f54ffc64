"""What an editor says about a change in the page's own form."""

from typing import Any

import pytest
from django.test import Client, TestCase
from django.urls import reverse
from wagtail.models import PageLogEntry
from wagtail.test.utils.form_data import querydict_from_html

from home.models import StandardPage
from tests.desk import signed_in
from tests.translations.pages import guide, locale
from translations import jobs, staleness
from translations.models import MinorVersion, SourceStats

pytestmark = pytest.mark.django_db
BOX = 'name="translations-minor"'


def page() -> StandardPage:
    return StandardPage.objects.get(slug="chi-siamo", locale__language_code="it")


def address(page: Any) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def send(client: Client, **changes: str) -> None:
    """Open the editor, change something, press a button; streams come back empty."""
    signed_in(client, "admin")
    html = client.get(address(page())).content.decode()
    values = querydict_from_html(html, form_id="page-edit-form").dict()
    streams = [
        field.name for field in StandardPage._meta.get_fields() if hasattr(field, "stream_block")
    ]
    values |= {f"{name}-count": "0" for name in streams}
    for name in ("translations-minor", "translations-independent"):
        if name not in changes:
            values.pop(name, None)
    with TestCase.captureOnCommitCallbacks(execute=True):
        answer = client.post(address(page()), values | changes)
    assert answer.status_code == 302, answer.context["form"].errors


def changes() -> list[staleness.Change]:
    return staleness.changes(page().translation_key, locale())


def test_only_pages_of_the_source_have_the_boxes(client: Client) -> None:
    signed_in(client, "admin")
    assert BOX in client.get(address(guide())).content.decode()
    assert BOX not in client.get(address(guide("ar"))).content.decode()


def test_a_change_published_as_minor_leaves_translations_as_they_are(client: Client) -> None:
    send(client, lead="Un altro inizio.", **{"action-publish": "1", "translations-minor": "on"})
    assert page().lead == "Un altro inizio."
    assert changes() == []
    entry = PageLogEntry.objects.get(action=jobs.MINOR)
    assert (entry.page_id, entry.user.username) == (page().pk, "admin")


def test_without_the_mark_the_same_change_has_to_be_followed(client: Client) -> None:
    send(client, lead="Un altro inizio.", **{"action-publish": "1"})
    assert "lead" in {change.path for change in changes()}


def test_the_mark_belongs_to_the_version_and_can_be_taken_back(client: Client) -> None:
    send(client, lead="Un altro inizio.", **{"translations-minor": "on"})
    assert MinorVersion.objects.get().revision_id == page().latest_revision_id
    assert f'{BOX} id="translations-minor" checked' in client.get(address(page())).content.decode()
    send(client, lead="Un terzo inizio.")
    assert not MinorVersion.objects.filter(revision_id=page().latest_revision_id).exists()


def test_translations_may_live_on_their_own(client: Client) -> None:
    send(client, **{"translations-independent": "on"})
    assert SourceStats.objects.get(pk=page().translation_key).independent
    send(client)
    assert not SourceStats.objects.get(pk=page().translation_key).independent
