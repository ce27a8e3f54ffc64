"""J6: an organisation's call is approved, asked for in three languages and translated; its new date is theirs.

By real clicks in the admin, a user per role, in no more clicks than editor-desk.md §13 counts.
The test writes: it has a server, a worker and a copy of the database of its own.
"""

import datetime
import os
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from accounts.management.commands.create_demo_users import PASSWORD
from tests import demo
from tests.browser import desk, server, visits
from tests.browser.clicks import Clicks

pytestmark = pytest.mark.browser
WORKER = f"{os.environ.get('PYTEST_XDIST_WORKER', 'main')}-call-languages"
TITLE = "Prova di orto in quattro lingue"
ADDRESS = "volontariato/ponte-di-voci/prova-di-orto-in-quattro-lingue/"
LANGUAGES = ("en", "fr", "ar")
NAMES = ("English", "Français", "العربية")
# Colleagues of the languages that the demonstration has no user for.
PEOPLE = f"""
from django.contrib.auth.models import Group
from accounts.models import User
for code in {LANGUAGES!r}:
    for role in ("Translator", "Reviewer"):
        name = f"{{role.lower()}}-{{code}}"
        user, new = User.objects.get_or_create(
            username=name, defaults={{"email": f"{{name}}@example.org", "is_staff": True}}
        )
        if new:
            user.set_password({PASSWORD!r})
            user.save()
            user.groups.add(Group.objects.get(name=f"{{role}} ({{code}})"))
"""


@pytest.fixture(scope="module")
def office(browser: Browser) -> Iterator[str]:
    """A site with a worker beside it, and a translator and a reviewer for each language."""
    with server.served(WORKER) as origin, server.working(WORKER, origin):
        demo.run(
            demo.FOLDER / f"browser-{WORKER}.sqlite3", demo.FOLDER / f"browser-{WORKER}",
            "shell", "-c", PEOPLE,
        )  # fmt: skip
        yield origin


def submit(page: Page, clicks: Clicks) -> None:
    """The first button of the form."""
    clicks(page.locator("footer button[name=action-submit]").first)
    expect(page.locator(".messages .success")).to_be_visible()


def set_day(page: Page, day: datetime.date) -> None:
    desk.tab(page, "Quando e dove")
    page.locator("#id_apply_by").fill(day.isoformat())
    page.keyboard.press("Escape")


def approve(browser: Browser, office: str) -> str:
    """A publisher reads and approves: two clicks from the first screen. The form's address."""
    clicks = Clicks()
    with visits.visit(browser, office, viewport=desk.INSIDE) as seen:
        page = desk.sign_in(seen, "publisher")
        clicks(page.get_by_role("link", name=f"Rivedi: {TITLE}"))
        page.wait_for_load_state("networkidle")
        form = page.url
        clicks(page.locator("footer [data-workflow-action-name=approve]").first)
        expect(page.locator(".messages .success")).to_be_visible()
        assert clicks.count == 2
        assert seen.foreign() == []
        return form


def until_shown(page: Page, address: str, *words: str) -> None:
    """Ask for a public page until it says something: the worker may need a moment."""
    end = time.monotonic() + 60
    while True:
        answer: Any = page.request.get(address)
        said = answer.text()
        if answer.status == 200 and all(word in said for word in words):
            return
        assert time.monotonic() < end, f"{address} {answer.status}: {words}"
        page.wait_for_timeout(200)


def until_listed(page: Page, name: str) -> Any:
    """The link of one's work, once the worker has noted the page."""
    end = time.monotonic() + 60
    link = page.get_by_role("link", name=name)
    while not link.count():
        assert time.monotonic() < end, name
        page.wait_for_timeout(500)
        page.reload()
    return link.first


def ask_for_translations(page: Page, clicks: Clicks) -> None:
    """From the panel of the page's form: open it, three languages, ask."""
    page.wait_for_load_state("networkidle")
    clicks(page.locator("[data-side-panel-toggle=translations]").first)
    panel = page.locator("[data-side-panel=translations]")
    for name in NAMES:
        clicks.tick(panel.get_by_label(name))
    clicks(panel.get_by_role("button", name="Chiedi"))
    expect(page.locator(".messages")).to_contain_text("Chiesta in 3 lingue.")


def translate(browser: Browser, office: str, code: str) -> None:
    """Open one's work, type, send: two clicks; review, approve: two clicks."""
    clicks = Clicks()
    with visits.visit(browser, office, viewport=desk.INSIDE) as seen:
        page = desk.sign_in(seen, f"translator-{code}")
        clicks(until_listed(page, f": {TITLE}"))
        page.wait_for_load_state("networkidle")  # the keys are the script's
        fields = page.locator("textarea[name^=t]")
        for number in range(fields.count()):
            fields.nth(number).fill(f"Parole {code} {'abcdefghijklmnop'[number]}")
            fields.nth(number).press("Control+Enter")
        expect(page.locator("[data-count=todo]")).to_have_text("0")
        clicks(page.get_by_role("button", name="Manda in revisione"))
        expect(page.locator(".messages")).to_contain_text("Mandata in revisione.")
        assert clicks.count == 2
        assert seen.foreign() == []
    clicks = Clicks()
    with visits.visit(browser, office, viewport=desk.INSIDE) as seen:
        page = desk.sign_in(seen, f"reviewer-{code}")
        clicks(page.locator("main").get_by_role("link", name="Rivedi: ").first)
        clicks(page.get_by_role("button", name="Approva e pubblica"))
        expect(page.locator(".messages")).to_contain_text("Approvata e pubblicata.")
        assert clicks.count == 2
        assert seen.foreign() == []


def day_in(day: datetime.date) -> str:
    """A day as it stands in a public page of any language."""
    return f'datetime="{day.isoformat()}"'


def test_a_call_is_approved_and_each_translation_by_its_own(browser: Browser, office: str) -> None:
    first = timezone.localdate() + datetime.timedelta(days=10)
    clicks = Clicks()
    with visits.visit(browser, office, viewport=desk.INSIDE) as seen:
        page = desk.sign_in(seen, "organisation")
        clicks(page.get_by_role("link", name="Nuovo annuncio").first)
        page.wait_for_load_state("networkidle")
        desk.title(page, TITLE)
        page.locator("#id_lead").fill("Si zappa insieme il sabato.")
        desk.call(page, "Ponte di Voci")
        set_day(page, first)
        # While Wagtail may just be saving the new page by itself.
        submit(page, clicks)
        assert clicks.count == 2
        assert seen.foreign() == []
        assert page.request.get(f"{office}/it/{ADDRESS}").status == 404
    form = approve(browser, office)

    clicks = Clicks()
    with visits.visit(browser, office, viewport=desk.INSIDE) as seen:
        page = desk.sign_in(seen, "publisher")
        until_shown(page, f"{office}/it/{ADDRESS}", TITLE)
        page.goto(form)
        ask_for_translations(page, clicks)
        assert clicks.count <= 5
        for code in LANGUAGES:
            assert page.request.get(f"{office}/{code}/{ADDRESS}").status == 404
    for number, code in enumerate(LANGUAGES):
        translate(browser, office, code)
        with visits.visit(browser, office) as reader:
            assert f"Parole {code}" in reader.open(f"/{code}/{ADDRESS}").content()
            for later in LANGUAGES[number + 1 :]:
                assert reader.page.request.get(f"{office}/{later}/{ADDRESS}").status == 404

    # More time to apply: nobody has to translate a date.
    second = first + datetime.timedelta(days=33)
    clicks = Clicks()
    with visits.visit(browser, office, viewport=desk.INSIDE) as seen:
        page = desk.sign_in(seen, "organisation")
        clicks(page.get_by_role("link", name=f"Proroga: {TITLE}").first)
        page.wait_for_load_state("networkidle")
        set_day(page, second)
        submit(page, clicks)
        assert clicks.count == 2
    with visits.visit(browser, office) as reader:
        for code in ("it", *LANGUAGES):
            days = reader.open(f"/{code}/{ADDRESS}").content()
            assert day_in(first) in days
            assert day_in(second) not in days
    approve(browser, office)
    with visits.visit(browser, office) as reader:
        for code in ("it", *LANGUAGES):
            until_shown(reader.page, f"{office}/{code}/{ADDRESS}", day_in(second))
            assert day_in(first) not in reader.open(f"/{code}/{ADDRESS}").content()
        for code in LANGUAGES:
            assert f"Parole {code}" in reader.open(f"/{code}/{ADDRESS}").content()
