"""The fullest guide keeps its promise of 15 KB also when everything is told at once."""

import datetime as dt

import brotli
import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone, translation
from django.utils.translation import gettext

from core import generation
from delivery.static import compact
from guides.models import GuidePage
from tests.browser.addresses import fullest, live_pages
from tests.browser.weight import MOST_BYTES
from translations import sources, texts
from translations.models import MachineText, PartialTranslation, SourceStats, StaleText
from translations.templatetags.translation_notes import MANY, MANY_OF_MACHINE

pytestmark = pytest.mark.django_db
STATIC = settings.BASE_DIR / "site" / "static"


def told_at_once(page: GuidePage) -> int:
    """Make everything true that a page can tell of itself: how many places are behind.

    All its texts are stale, every third one is still Italian and the others a machine's, its check is
    overdue, its law changed.
    """
    source = page.get_translations(inclusive=True).get(locale__language_code="it").specific
    if not SourceStats.objects.filter(pk=page.translation_key).exists():
        sources.note(source)
    now = timezone.now()
    there = texts.of(source)
    StaleText.objects.filter(source_id=page.translation_key, locale=page.locale).delete()
    StaleText.objects.bulk_create(
        StaleText(
            source_id=page.translation_key, locale=page.locale, path=path, was=was, changed_on=now
        )
        for path, was in there.items()
    )
    said = [texts.plain(text) for strings in texts.of(page).values() for text in strings]
    PartialTranslation.objects.update_or_create(page=page, defaults={"sentences": said[::3]})
    machine = [[path, text, text] for path, found in texts.of(page).items() for text in found]
    MachineText.objects.update_or_create(page=page, defaults={"texts": machine})
    past = timezone.localdate() - dt.timedelta(days=90)
    GuidePage.objects.filter(pk__in=[page.pk, source.pk]).update(
        next_review=past, law_changed_on=timezone.localdate(), review_flag="Importo da verificare"
    )
    generation.bump()
    return len(there)


def weight(client: Client, url: str) -> tuple[int, str]:
    """Bytes of page, stylesheet and icon as a browser gets them (WhiteNoise packs files once, as
    small as brotli can), and the page."""
    plain = client.get(url).content.decode()
    page = client.get(url, headers={"accept-encoding": "br"})
    assert page["Content-Encoding"] == "br"
    css = compact((STATIC / "css/site.css").read_text())
    icon = (STATIC / "favicon.svg").read_bytes()
    return len(page.content) + sum(
        len(brotli.compress(part)) for part in (css.encode(), icon)
    ), plain


@pytest.mark.parametrize("query", ["", "?also=fr,en,it"])
@pytest.mark.parametrize("code", ["ar", "uk"])
def test_the_fullest_guide_tells_everything_within_its_budget(
    client: Client, code: str, query: str
) -> None:
    page = fullest(live_pages(GuidePage, code))
    url = page.url + query
    _bytes, calm = weight(client, url)
    assert "stale-note" not in calm
    assert told_at_once(page) > MANY
    bytes_, html = weight(client, url)
    assert html.count("stale-note") > MANY
    assert html.count('<small class="text-secondary" lang=') > MANY
    assert html.count('<div class="alert" role="note">') >= 3
    with translation.override(code):
        mark = gettext("Translated by a machine, not yet reviewed by a person.")
    assert html.count(mark) > MANY
    assert f"/segnalazioni/{page.pk}/" in html
    assert bytes_ <= MOST_BYTES, f"{url}: {bytes_} bytes"


@pytest.mark.parametrize("machine", [False, True])
@pytest.mark.parametrize("code", ["ar", "uk"])
def test_the_texts_of_today_fit_as_well(client: Client, code: str, machine: bool) -> None:
    """As many as are shown at all, in the language of a reader who named one."""
    page = fullest(live_pages(GuidePage, code))
    told_at_once(page)
    if not machine:
        MachineText.objects.filter(pk=page.pk).delete()
    most = MANY_OF_MACHINE if machine else MANY
    behind = StaleText.objects.filter(source_id=page.translation_key, locale=page.locale)
    shown = ("steps", "documents_needed", "what_is", "exceptions", "faq")
    parts = sorted(
        {".".join(row.path.split(".")[:2]) for row in behind if row.path.startswith(shown)}
    )
    for row in behind:
        if ".".join(row.path.split(".")[:2]) not in parts[:most]:
            row.delete()
    generation.bump()
    bytes_, html = weight(client, f"{page.url}?also=en")
    assert html.count('<div class="callout" lang="en" dir="ltr">') >= most / 2
    assert bytes_ <= MOST_BYTES, f"{bytes_} bytes"
