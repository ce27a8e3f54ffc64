"""Feeds, calendars, sitemaps and small answers: valid, complete, and public only."""

import xml.etree.ElementTree as ET
from typing import Any

import icalendar
import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from core.models import SiteSettings

pytestmark = pytest.mark.django_db
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
ATOM = {"a": "http://www.w3.org/2005/Atom"}
CODES = ["it", "en", "fr", "es", "ro", "ar", "uk", "zh-hans"]


def sitemap(client: Client, code: str) -> dict[str, dict[str, str]]:
    """Address to its alternates, of one language."""
    root = ET.fromstring(client.get(f"/sitemap-{code}.xml").content)
    return {
        url.findtext("s:loc", "", NAMES): {
            link.attrib["hreflang"]: link.attrib["href"] for link in url.findall("x:link", NAMES)
        }
        for url in root.findall("s:url", NAMES)
    }


def test_the_index_names_every_language(client: Client) -> None:
    root = ET.fromstring(client.get("/sitemap.xml").content)
    assert len(root.findall("s:sitemap", NAMES)) == len(CODES)


def test_alternates_answer_each_other(client: Client) -> None:
    """hreflang counts only when every alternate points back."""
    every = {code: sitemap(client, code) for code in CODES}
    alternates = {url: links for rows in every.values() for url, links in rows.items()}
    assert len(alternates) > 250
    for url, links in alternates.items():
        for lang, other in links.items():
            if lang != "x-default":
                assert alternates[other] == links, (url, other)


def test_the_head_of_a_page_says_the_same_as_the_sitemap(client: Client) -> None:
    page = Page.objects.get(slug="codice-fiscale", locale__language_code="ar")
    soup = BeautifulSoup(client.get(page.url).content, "html.parser")
    links = {
        link["hreflang"]: link["href"] for link in soup.select("link[rel=alternate][hreflang]")
    }
    assert links == sitemap(client, "ar")[page.full_url]
    assert "x-default" in links
    canonical = soup.select_one("link[rel=canonical]")
    assert canonical is not None
    assert canonical["href"] == page.full_url


def test_what_is_hidden_is_in_no_sitemap_feed_or_list(client: Client) -> None:
    """A canary in a restricted page is found nowhere."""
    page = Page.objects.get(slug="cibo-invenduto", locale__language_code="it").specific
    page.title = "Canarino 4711"
    page.save_revision().publish()
    addresses = [
        "/sitemap-it.xml",
        "/it/feed/project.atom",
        page.get_parent().url,
        "/it/",
        "/it/cerca/?q=canarino",
    ]
    shown = [
        url
        for url in addresses
        if page.title in client.get(url).content.decode()
        or page.slug in client.get(url).content.decode()
    ]
    assert len(shown) >= 4
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    for url in addresses:
        html = client.get(url).content.decode()
        assert page.title not in html, url
        assert page.slug not in html, url
    assert client.get(page.url).status_code == 302
    assert client.get(f"/it/qr/{page.pk}.svg").status_code == 404


@pytest.mark.parametrize("kind", ["news", "event", "project", "call", "guide", "resource"])
def test_a_feed_is_atom_in_its_language(client: Client, kind: str) -> None:
    response = client.get(f"/it/feed/{kind}.atom")
    root = ET.fromstring(response.content)
    assert response["Content-Type"].startswith("application/atom+xml")
    assert root.tag == "{http://www.w3.org/2005/Atom}feed"
    entries = root.findall("a:entry", ATOM)
    assert entries
    for entry in entries:
        assert entry.findtext("a:title", namespaces=ATOM)
        assert (entry.findtext("a:id", namespaces=ATOM) or "").startswith("urn:uuid:")


def test_a_feed_is_narrowed_by_topic(client: Client) -> None:
    every = ET.fromstring(client.get("/it/feed/guide.atom").content).findall("a:entry", ATOM)
    some = ET.fromstring(client.get("/it/feed/guide.atom?topic=health").content)
    assert 0 < len(some.findall("a:entry", ATOM)) < len(every)
    for unknown in ("nothing", "%00"):
        none = ET.fromstring(client.get(f"/it/feed/call.atom?topic={unknown}").content)
        assert none.findall("a:entry", ATOM) == []
    assert client.get("/it/feed/nothing.atom").status_code == 404


def events_of(response: Any) -> list[Any]:
    return icalendar.Calendar.from_ical(response.content).walk("VEVENT")


def test_a_course_of_four_evenings_is_four_entries(client: Client) -> None:
    page = Page.objects.get(slug="corso-associazione", locale__language_code="it")
    entries = events_of(client.get(f"/it/calendar/{page.pk}.ics"))
    assert len(entries) == 4
    assert len({str(entry["uid"]) for entry in entries}) == 4


def test_a_deadline_is_a_whole_day(client: Client) -> None:
    page = Page.objects.get(slug="conversazione-italiano", locale__language_code="it")
    (entry,) = events_of(client.get(f"/it/calendar/{page.pk}.ics"))
    assert entry["dtstart"].params["VALUE"] == "DATE"
    assert client.get("/it/calendar/call.ics").status_code == 200
    guide = Page.objects.get(slug="codice-fiscale", locale__language_code="it")
    assert client.get(f"/it/calendar/{guide.pk}.ics").status_code == 404


def test_structured_data_names_page_and_trail(client: Client) -> None:
    import json

    page = Page.objects.get(slug="ipocad", locale__language_code="it")
    soup = BeautifulSoup(client.get(page.url).content, "html.parser")
    script = soup.select_one('script[type="application/ld+json"]')
    assert script is not None
    graph = json.loads(script.text)["@graph"]
    types = {node["@type"] for node in graph}
    assert types == {"Project", "BreadcrumbList"}
    assert graph[0]["funding"]


def test_small_answers(client: Client) -> None:
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").content.decode()
    assert client.get("/-/live").status_code == client.get("/-/ready").status_code == 200
    page = Page.objects.get(slug="codice-fiscale", locale__language_code="it")
    assert client.get(f"/it/qr/{page.pk}.svg").content.startswith(b"<svg")


def test_a_sites_own_hue_is_one_stylesheet_and_is_refused_when_hard_to_read(client: Client) -> None:
    assert b"--h:280" in client.get("/theme/280-60.css").content
    assert client.get("/theme/60-100.css").status_code == 404
    site = Page.objects.get(slug="codice-fiscale", locale__language_code="it").get_site()
    own = SiteSettings.for_site(site)
    own.hue = 280
    own.save()
    assert "/theme/280-72.css" in client.get("/it/").content.decode()


def test_maintenance_answers_readers_in_plain_words(client: Client, settings: Any) -> None:
    settings.MAINTENANCE = True
    response = client.get("/it/")
    assert response.status_code == 503
    assert response["Retry-After"]
    assert client.get("/-/live").status_code == 200
    assert client.get("/admin/login/").status_code == 200


def test_policies_differ_for_readers_and_editors(client: Client, admin_client: Client) -> None:
    public = client.get("/it/")
    policy = public["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "require-trusted-types-for 'script'" in policy
    assert public["X-Content-Type-Options"] == "nosniff"
    assert public["Referrer-Policy"] == "same-origin"
    assert "camera=()" in public["Permissions-Policy"]
    assert "max-age=0" in public["Cache-Control"]
    editors = admin_client.get("/admin/")
    assert "http" not in editors["Content-Security-Policy"].replace("https:", "")
    assert "no-store" in editors["Cache-Control"] or "no-cache" in editors["Cache-Control"]
