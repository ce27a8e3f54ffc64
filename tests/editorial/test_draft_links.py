"""An editor hears before publishing which links of a draft lead nowhere."""

from typing import Any

import pytest
from django.conf import settings as site_settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from editorial.links import checking, fetching
from editorial.models import ExternalLink, LinkUse
from editorial.writing import report
from editorial.writing.issues import Issue
from guides.models import GuidePage
from tests.desk import signed_in

pytestmark = pytest.mark.django_db
GONE, NEW = "https://gone.example.net/a?b=1&c=2", "https://new.example.net/"


@pytest.fixture
def guide(db: None) -> GuidePage:
    return GuidePage.objects.filter(locale__language_code="it", live=True).order_by("pk")[0]


@pytest.fixture
def gone(db: None) -> ExternalLink:
    """An address that the checker found gone; no page leads there yet."""
    link = ExternalLink.of(GONE)
    link.save()
    checking.record(link, fetching.Answer(404), timezone.now())
    return link


def text(inside: str) -> str:
    return f'<p data-block-key="a1b2c">Vai {inside} e chiedi.</p>'


def said(page: Any, *titles: str) -> list[Issue]:
    return [issue for issue in report.look(page).issues if issue.title in titles]


def broken(page: Any) -> list[Issue]:
    return said(page, "Un link che non funziona")


def test_an_address_known_not_to_work_is_said_at_its_place(
    guide: GuidePage, gone: ExternalLink
) -> None:
    """In a text with its words, in a field of a block beside its title, in a field of the page."""
    assert not broken(guide)
    guide.who_for = text(f'<a href="{GONE.replace("&", "&amp;")}#orari">allo sportello</a>')
    (issue,) = broken(guide)
    assert (issue.passage.field, issue.was) == ("who_for", "allo sportello")
    assert "404" in issue.advice
    guide.who_for = ""
    guide.steps = [("step", {"title": "Prenota", "text": "", "link": GONE})]
    (issue,) = broken(guide)
    assert issue.passage.place.startswith("steps.")
    guide.steps = []
    guide.legal_basis = [("law", {"reference": "D.Lgs. 286/1998", "url": GONE})]
    (issue,) = broken(guide)
    assert (issue.passage.field, issue.passage.label) == ("legal_basis", "Base giuridica")
    gone.ignored_at = timezone.now()
    gone.save()
    assert not broken(guide)


def test_a_page_that_readers_do_not_see_and_one_named_by_its_address(guide: GuidePage) -> None:
    guide.body = guide.what_is = guide.faq = guide.steps = []
    guide.if_something_goes_wrong = guide.your_rights = guide.what_you_get = ""
    other = GuidePage.objects.filter(locale=guide.locale, live=True).exclude(pk=guide.pk)[0]
    titles = (
        "Un link a una pagina che chi legge non vede",
        "Una pagina di questo sito per indirizzo",
    )
    guide.who_for = text(f'<a linktype="page" id="{other.pk}">qui si spiega</a>')
    assert not said(guide, *titles)
    GuidePage.objects.filter(pk=other.pk).update(live=False)
    assert [(row.title, row.was) for row in said(guide, *titles)] == [(titles[0], "qui si spiega")]
    guide.who_for = text('<a linktype="page" id="99999999">una volta</a>')
    assert [row.title for row in said(guide, *titles)] == [titles[0]]
    for url in (f"{site_settings.SITE_URL}/it/guide/", "/it/guide/"):
        guide.who_for = text(f'<a href="{url}">le guide</a>')
        assert [row.title for row in said(guide, *titles)] == [titles[1]]


def test_a_new_address_of_a_draft_is_asked_before_it_is_published(
    client: Client, guide: GuidePage, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once, though no page that readers see leads there; what it answered the panel says."""
    ExternalLink.objects.all().delete()
    answers: list[str] = []

    def ask(url: str) -> fetching.Answer:
        answers.append(url)
        return fetching.Answer(410)

    monkeypatch.setattr(fetching, "ask", ask)
    settings.LINK_CHECKS = True
    guide.steps = [("step", {"title": "Prenota", "text": "", "link": NEW})]
    guide.legal_basis = guide.sources = []
    guide.save_revision()
    screen = reverse("desk_writing", args=[guide.pk])
    signed_in(client, "editor")
    assert "Un link che non funziona" not in client.get(screen).content.decode()
    assert not LinkUse.objects.filter(link__url=NEW).exists()
    for _run in range(2):
        ExternalLink.objects.update(next_check=timezone.now())
        checking.run()
    assert answers.count(NEW) == 1
    assert "Un link che non funziona" in client.get(screen).content.decode()
    assert not checking.used().exists()
    settings.LINK_CHECKS = False
    ExternalLink.objects.all().delete()
    client.get(screen)
    assert not ExternalLink.objects.exists()


def test_looking_costs_the_same_for_any_number_of_links(guide: GuidePage) -> None:
    def queries(number: int) -> int:
        links = "".join(f' <a href="{NEW}{place}">x{place}</a>' for place in range(number))
        links += "".join(
            f' <a linktype="page" id="{9000 + place}">y</a>' for place in range(number)
        )
        guide.who_for = text(links)
        report.look(guide)
        with CaptureQueriesContext(connection) as made:
            report.look(guide)
        return len(made)

    assert queries(1) == queries(30) <= 2
