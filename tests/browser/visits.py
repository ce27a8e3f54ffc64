"""A reader's visit in a fresh browser profile, and all that a page does behind the reader's back."""

import contextlib
from collections.abc import Callable, Iterator
from typing import Any, Literal, TypeVar
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    WebError,
)

from tests.browser import forms
from tests.browser.addresses import STATUS, Addresses

Found = TypeVar("Found")
Until = Literal["commit", "load"]
PHONE = {"width": 360, "height": 800}
WITHOUT_HOST = {"data", "blob", "about"}
REPORT_VIOLATIONS = """
addEventListener('securitypolicyviolation', event => reportViolation(
    `${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`))
"""
# Connections that the browser would open ahead of any request.
HINTS = """() => [...document.querySelectorAll(
    'link[rel~=preconnect],link[rel~=dns-prefetch],link[rel~=prefetch],link[rel~=preload]')]
    .map(link => link.href)"""


class Visit:
    """A browser profile that starts empty, with a record of what its pages did."""

    def __init__(self, context: BrowserContext, origin: str) -> None:
        self.context, self.origin = context, origin
        self.host = urlsplit(origin).hostname
        self.page: Page = context.new_page()
        self.requests: list[Request] = []
        self.responses: list[Response] = []
        self.violations: list[str] = []
        self.complaints: list[tuple[str, str]] = []
        self.opened: set[str] = set()
        context.on("request", self._asked)
        context.on("response", self._answered)
        context.on("console", self._hear)
        context.on("weberror", self._broke)
        context.expose_binding("reportViolation", self._note)
        context.add_init_script(REPORT_VIOLATIONS)

    # Playwright takes methods of ours as listeners, but none of a list's own.
    def _asked(self, request: Request) -> None:
        """Keep every request."""
        self.requests.append(request)

    def _answered(self, response: Response) -> None:
        """Keep every answer."""
        self.responses.append(response)

    def _broke(self, error: WebError) -> None:
        """Keep what a script did not catch."""
        self.complaints.append((str(error.error), ""))

    def _hear(self, message: ConsoleMessage) -> None:
        """Keep errors, and warnings about policies."""
        if message.type == "error" or "Content Security Policy" in message.text:
            self.complaints.append((message.text, message.location.get("url", "")))

    def _note(self, _source: Any, text: str) -> None:
        """Keep what the page's own events say about its policy."""
        self.violations.append(text)

    def forget(self) -> None:
        """Begin a new record in the same browser."""
        for record in (self.requests, self.responses, self.violations, self.complaints):
            record.clear()

    def open(self, path: str, status: int = 200, until: Until = "load") -> Page:
        """Go to a path of the site; its answer must have this status. `until` says what is waited for."""
        url = self.origin + path
        self.opened.add(url)
        response = self.page.goto(url, wait_until=until)
        assert response is not None
        assert response.status == status, f"{path} answers {response.status}"
        return self.page

    def show(self, addresses: Addresses, template: str, language: str) -> str:
        """Bring a template of a language on the screen; returns what it is, for messages.

        Nothing is shown, and nothing returned, where the language has no such page.
        """
        path = addresses.get((template, language), "")
        if path:
            self.open(path, STATUS.get(template, 200))
            if template == "form-with-errors":
                forms.send_empty(self.page)
            elif template == "form-sent":
                forms.send(self.page)
        return path and f"{template} {path}"

    def foreign(self) -> list[str]:
        """Hosts other than the site's own that any page asked or prepared to ask."""
        asked = {request.url for request in self.requests} | set(self.page.evaluate(HINTS))
        parts = {url: urlsplit(url) for url in asked}
        return sorted(
            f"asks {url}"
            for url, part in parts.items()
            if part.scheme not in WITHOUT_HOST and part.hostname != self.host
        )

    def noises(self) -> list[str]:
        """What the console said, but for the status of the addresses opened on purpose."""
        return [
            f"console: {text} {url}"
            for text, url in self.complaints
            if not (text.startswith("Failed to load resource") and url in self.opened)
        ]

    def traces(self) -> list[str]:
        """What stays in the browser or ties an answer to a reader: cookies, storage, `Vary`."""
        state = self.context.storage_state()
        found = [f"cookie {cookie['name']}" for cookie in state["cookies"]]
        found += [f"storage {row}" for row in state["origins"]]
        found += [
            f"document.cookie {text}" for text in [self.page.evaluate("document.cookie")] if text
        ]
        for response in self.responses:
            headers = response.all_headers()
            if "set-cookie" in headers:
                found.append(f"Set-Cookie from {response.url}")
            if "cookie" in headers.get("vary", "").lower():
                found.append(f"Vary: {headers['vary']} from {response.url}")
        return found

    def breaches(self) -> list[str]:
        """Everything a page may never do, whoever reads it."""
        self.page.evaluate("() => new Promise(requestAnimationFrame)")
        policy = [f"policy: {text}" for text in self.violations]
        return self.foreign() + policy + self.noises()


@contextlib.contextmanager
def visit(browser: Browser, origin: str, **options: Any) -> Iterator[Visit]:
    """A visit with an empty profile on a phone; options are those of Playwright's contexts."""
    context = browser.new_context(**({"viewport": PHONE, "locale": "it"} | options))
    try:
        yield Visit(context, origin)
    finally:
        context.close()


@contextlib.contextmanager
def team(browser: Browser, origin: str, number: int, **options: Any) -> Iterator[list[Visit]]:
    """As many visits at the same time, each with an empty profile of its own; options as in `visit`."""
    with contextlib.ExitStack() as stack:
        yield [stack.enter_context(visit(browser, origin, **options)) for _ in range(number)]


def abreast(team: list[Visit], paths: list[str]) -> Iterator[tuple[str, Visit]]:
    """Open pages, each visit of a team one at a time; gives each page when it has come.

    For pages that mostly wait, for a slow line or for silence: they wait together.
    """
    for start in range(0, len(paths), len(team)):
        under_way = list(zip(team, paths[start : start + len(team)], strict=False))
        for seen, path in under_way:
            seen.forget()
            seen.open(path, until="commit")
        for seen, path in under_way:
            seen.page.wait_for_load_state("load")
            yield path, seen


def asked(
    team: list[Visit], paths: list[str], ask: Callable[[Visit, str], Found]
) -> Callable[[str], Found]:
    """What `ask` finds on the page of a path, which is gone to when somebody wants to know.

    The pages that a team opens abreast are all asked then.
    """
    known: dict[str, Found] = {}

    def of(path: str) -> Found:
        if path not in known:
            start = paths.index(path) // len(team) * len(team)
            for there, seen in abreast(team, paths[start : start + len(team)]):
                known[there] = ask(seen, there)
        return known[path]

    return of


def plant(seen: Visit, html: str) -> Page:
    """Open a page of our making at the site's address, under the policy of the home page."""
    policy = seen.page.request.get(f"{seen.origin}/it/").headers["content-security-policy"]
    headers = {"content-type": "text/html; charset=utf-8", "content-security-policy": policy}
    seen.page.route("**/planted", lambda route: route.fulfill(body=html, headers=headers))
    return seen.open("/planted")
