"""Readers are told which sentences a machine made, until a person has reviewed them."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client, TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.models import StringTranslation

from tests.desk import signed_in
from tests.services import libretranslate
from tests.translations import desk, pages
from tests.translations.test_machine import asked, done, emptied, now, opened
from tests.translations.test_machine import service as service  # noqa: PLC0414 (the fixture)
from translations.editor import sending
from translations.editor.segments import Row
from translations.machine import shown
from translations.models import MachineText

pytestmark = pytest.mark.django_db


def published(service: libretranslate.Service) -> list[Row]:
    """The Arabic guide goes out with sentences of the machine; these."""
    rows = emptied(6)
    with TestCase.captureOnCommitCallbacks(execute=True):
        done(asked())
    with TestCase.captureOnCommitCallbacks(execute=True):
        sending.version_of(opened(), None).publish()
    cache.clear()
    return [row for row in rows if now(row).state == "machine"]


NOTE = "تُرجمت أجزاء من هذه الصفحة آليًا."


def test_readers_see_which_parts_a_machine_made_until_somebody_reviewed_them(
    client: Client, service: libretranslate.Service
) -> None:
    rows = published(service)
    assert rows
    path = desk.guide("ar").get_url()
    text = client.get(path).content.decode()
    assert NOTE in text
    assert NOTE not in client.get(desk.guide().get_url()).content.decode()
    signed_in(client, "translator-ar")
    editor = reverse("translations_desk:editor", args=["ar", desk.guide().pk])
    for row in rows:
        with TestCase.captureOnCommitCallbacks(execute=True):
            client.post(editor, {"do": f"next:{row.pk}"})
        assert now(row).state != "machine"
    cache.clear()
    client.logout()
    assert NOTE not in client.get(path).content.decode()


def test_a_text_written_over_a_machine_s_keeps_the_mark_until_it_goes_out(
    service: libretranslate.Service,
) -> None:
    """Readers still see the machine's sentence."""
    rows = published(service)
    with TestCase.captureOnCommitCallbacks(execute=True):
        for row in rows:
            StringTranslation.objects.filter(
                translation_of=row.string_id, context=row.context_id, locale=pages.locale("ar")
            ).update(data="نص جديد", translation_type="manual")
        desk.write(desk.translation(), desk.segment(desk.translation(), "title"), "العنوان")
    assert shown.places(desk.guide("ar"))
    assert MachineText.objects.filter(page=desk.guide("ar")).exists()


def test_italian_pages_and_reviewed_ones_cost_no_query(service: libretranslate.Service) -> None:
    published(service)
    shown.places(desk.guide("ar"))
    with CaptureQueriesContext(connection) as captured:
        found = shown.places(desk.guide("ar"))
    assert found
    assert sum("machinetext" in one["sql"] for one in captured) == 1
    italian, spanish = desk.guide(), Page.objects.filter(locale__language_code="es").last()
    with CaptureQueriesContext(connection) as captured:
        assert shown.places(italian) == shown.places(spanish) == set()  # type: ignore[arg-type]
    assert not any("machinetext" in one["sql"] for one in captured)
