"""What an editor does by hand: sign in, choose, tick, publish. Names are those of the Italian admin."""

import contextlib
import re
from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from playwright.sync_api import Browser, Locator, Page, expect
from wagtail.models import Page as SitePage

from accounts.management.commands.create_demo_users import PASSWORD
from core.checks import page_types
from core.models import PrivacyNotice
from directory.models import Organisation
from home.models import HomePage
from tests.browser.addresses import SOURCE
from tests.browser.visits import Visit, team, visit

INSIDE = {"width": 1280, "height": 900}
PATIENCE = 30_000  # A busy machine may take its time over a form; a wrong answer still fails.
# Where a page of each type is made: below the first Italian page of this type.
PARENTS = {
    "AgreementPage": "SectionPage",
    "CallFolderPage": "CallIndexPage",
    "CallPage": "CallFolderPage",
    "EventPage": "EventIndexPage",
    "GuidePage": "GuideIndexPage",
    "NewsPage": "NewsIndexPage",
    "ProjectPage": "ProjectIndexPage",
    "ResourcePage": "ProjectPage",
}
ROOT_TYPE = "HomePage"


def facts() -> dict[str, str]:
    """From the database: the form of each page type, what to delete first, whom to choose."""
    models = {model.__name__: model for model in page_types()}
    home = HomePage.objects.get(locale__language_code=SOURCE)
    found = {}
    for name, model in models.items():
        above = models.get(PARENTS.get(name, ""), HomePage)
        rows = above.objects.filter(locale__language_code=SOURCE).order_by("path")
        parent = rows.first() if name in PARENTS else home
        pk = SitePage.get_first_root_node().pk if name == ROOT_TYPE else parent.pk
        meta = model._meta
        found[name] = reverse("wagtailadmin_pages:add", args=[meta.app_label, meta.model_name, pk])
        if model.max_count_per_parent:
            only = model.objects.child_of(home).first()
            found[f"{name}-old"] = reverse("wagtailadmin_pages:delete", args=[only.pk])
    hosts = Organisation.objects.filter(locale__language_code=SOURCE).order_by("name")
    found["insured"] = next(
        row.name for row in hosts if row.insurance_holds and row.contacts.exists()
    )
    found["uninsured"] = next(row.name for row in hosts if not row.insurance_declared_on)
    notices = PrivacyNotice.objects.filter(locale__language_code=SOURCE)
    found["notice"] = notices.values_list("title", flat=True)[0]
    return found


def sign_in(seen: Visit, name: str = "admin") -> Page:
    """A user of the demonstration with the admin in Italian, the language of the browser."""
    expect.set_options(timeout=PATIENCE)
    seen.page.set_default_timeout(PATIENCE)
    page = seen.open("/admin/login/")
    page.locator("[name=username]").fill(name)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("button[type=submit]").click()
    page.wait_for_url("**/admin/")
    return page


@contextlib.contextmanager
def signed_in(
    browser: Browser, origin: str, number: int, name: str = "admin"
) -> Iterator[list[Visit]]:
    """A user who has signed in once, at as many desks side by side."""
    with visit(browser, origin, viewport=INSIDE) as seen:
        sign_in(seen, name)
        state = seen.context.storage_state()
    with team(browser, origin, number, viewport=INSIDE, storage_state=state) as desks:
        yield desks


def settle(page: Page) -> None:
    """Wait until what fades in is there, as it has no contrast before, and Wagtail's checker is done.

    What moves again and again is an ornament: Wagtail's badge on the menu pulses for 25 seconds.
    """
    page.wait_for_load_state("networkidle")
    page.wait_for_function(
        "() => !window.axe?._running && document.getAnimations().every("
        "one => one.playState !== 'running' || one.effect.getTiming().iterations > 1)"
    )


def tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name, exact=True).click()


def title(page: Page, words: str) -> None:
    """Type a title and see that the address fills itself."""
    field = page.locator("#id_title")
    field.press_sequentially(words)
    field.press("Tab")
    expect(page.locator("#id_slug")).to_have_value(re.compile("^prova-"))


def first_option(page: Page, field: str) -> None:
    """The first real entry of a list."""
    page.locator(f"#id_{field}").select_option(index=1)


def choose(page: Page, field: str, words: str) -> None:
    """Open the window of a chooser, search in it and take what bears these words."""
    page.locator(f"#id_{field}-chooser [data-chooser-action-choose]").first.click()
    window = page.locator(".modal.in, .modal[open], .modal").last
    expect(window.locator(".listing").first).to_be_visible()
    if window.locator("input[name=q]").count():
        window.locator("input[name=q]").fill(words)
    window.locator(".listing a", has_text=words).first.click()
    chosen = page.locator(f"#id_{field}-chooser [data-chooser-title]")
    expect(chosen).to_contain_text(words)


def press(page: Page, action: str) -> None:
    """Press one of the buttons that wait above "Save draft"."""
    page.locator("footer [data-w-dropdown-target=toggle]").first.click()
    page.locator(f"button[name=action-{action}]").click()


def reasons(page: Page) -> Locator:
    """Where a form says what it refuses."""
    return page.locator(".messages .error, .error-message, .help.error, .w-field__errors")


def minimum(page: Page, name: str, known: dict[str, str]) -> None:
    """Fill what a page of a type needs besides its title."""
    fill: Any = MINIMUM.get(name)
    if fill:
        fill(page, known)


def _form(page: Page, known: dict[str, str]) -> None:
    tab(page, "Dati personali")
    choose(page, "privacy_notice", known["notice"])


def _event(page: Page, known: dict[str, str]) -> None:
    first_option(page, "event_kind")
    for field, moment in (("start", "2030-05-04 10:00"), ("end", "2030-05-04 12:00")):
        page.locator(f"#id_{field}").fill(moment)
        page.keyboard.press("Escape")


def _folder(page: Page, known: dict[str, str]) -> None:
    choose(page, "organisation", known["insured"])


def call(page: Page, host: str) -> None:
    """All that a call needs, but for the host's insurance."""
    choose(page, "host", host)
    first_option(page, "call_category")
    tab(page, "Quando e dove")
    page.locator("#id_end_open").check()
    page.locator("#id_mode").select_option("remote")
    tab(page, "Garanzie")
    page.locator("#id_insurance_confirmed").check()


MINIMUM = {
    "AgreementPage": lambda page, known: first_option(page, "agreement_type"),
    "CallFolderPage": _folder,
    "CallPage": lambda page, known: call(page, known["insured"]),
    "EventPage": _event,
    "FormPage": _form,
    "ResourcePage": lambda page, known: first_option(page, "resource_kind"),
}
