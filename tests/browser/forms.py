"""Filling in and sending the site's forms as a reader does, with or without JavaScript."""

import base64
import json
import time
import zlib

from playwright.sync_api import Page, expect

from core.traps import MIN_SECONDS

FORM = "form.apply"
# The browser would stop a reader who leaves a field out; old ones and programs do not.
UNCHECKED = "form => { form.noValidate = true }"


def shown_at(stamp: str) -> float:
    """When the server says it showed the form: the readable part of its signed stamp."""
    payload = stamp.split(":", 1)[0]
    packed = payload.startswith(".")
    text = payload.removeprefix(".")
    raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    shown, _random = json.loads(zlib.decompress(raw) if packed else raw)
    return float(shown)


def wait_like_a_reader(page: Page) -> None:
    """Let as much time pass as the server asks of people, and no more."""
    shown = shown_at(page.locator(f"{FORM} [name=stamp]").input_value())
    left = shown + MIN_SECONDS + 0.1 - time.time()
    if left > 0:
        page.wait_for_timeout(left * 1000)


def fill(page: Page) -> None:
    """Answer every question, the optional ones too."""
    form = page.locator(FORM)
    for select in form.locator("select:visible").all():
        select.select_option(index=1)
    for field in form.locator("input[type=text]:visible,textarea:visible").all():
        field.fill("Amina")
    for field in form.locator("input[type=email]:visible").all():
        field.fill("amina@example.org")
    for field in form.locator("input[type=checkbox]:visible").all():
        field.check()
    for group in form.locator("fieldset:has(input[type=radio])").all():
        group.locator("input[type=radio]").first.check()


def submit(page: Page) -> None:
    """Press the form's button and wait for the answer."""
    with page.expect_navigation():
        page.locator(f"{FORM} button[type=submit]").click()


def send_empty(page: Page) -> None:
    """Send the form without an answer; the page with its errors comes back."""
    page.locator(FORM).evaluate(UNCHECKED)
    submit(page)
    expect(page.locator(".alert.danger")).to_be_visible()


def send(page: Page) -> None:
    """Fill the form in and send it; the page of thanks comes back."""
    fill(page)
    wait_like_a_reader(page)
    submit(page)
    expect(page.locator(".callout.success")).to_be_visible()
