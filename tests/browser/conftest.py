"""What the browser tests share: one served site, where its templates are, one Chromium a file.

`make test` hands whole files to its processes (`--dist loadfile`); each process that gets a file
of these serves a site of its own, so none sees what another has sent.
"""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser import addresses as places
from tests.browser import follow, server
from tests.services.browser import chromium_arguments, chromium_path, require

ONLY_HERE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The origin of the running site, on its own copy of the demonstration database."""
    with server.served(os.environ.get("PYTEST_XDIST_WORKER", "main")) as origin:
        yield origin


@pytest.fixture(scope="session")
def addresses(django_db_setup: None, django_db_blocker: Any) -> places.Addresses:
    """(template, language) to path, read from another copy of the same database."""
    with django_db_blocker.unblock():
        return places.discover()


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's program; without it the tests are skipped, in CI they fail."""
    return require("browser tests (Chromium)", chromium_path())


@pytest.fixture(scope="module")
def browser(chromium: str, addresses: places.Addresses, site: str) -> Iterator[Browser]:
    """Chromium, which can reach nothing but this machine.

    One for each file: while Playwright runs, Django refuses its database in the same thread, so
    the addresses are read before and the tests of other folders come after.
    """
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=chromium, args=[*chromium_arguments(), ONLY_HERE]
        )
        yield started
        started.close()


@pytest.fixture(scope="module")
def alert_links(site: str) -> follow.Links:
    """In each language the links of a mail that asks whether to write, and of one that stops."""
    return follow.ask()
