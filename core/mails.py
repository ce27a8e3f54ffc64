"""Mails: one frame for all, and letters in one or more languages.

Each language stands in a part of its own with its own direction, in plain text as in HTML.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from wagtail.users.models import UserProfile

from core import locales

RIGHT_TO_LEFT_MARK = "\u200f"
LETTER = "mail/letter"


class Letter(NamedTuple):
    """What is said, in the active language."""

    subject: str
    paragraphs: Sequence[str]
    link: str
    """The words of the link."""


class Part(NamedTuple):
    """A letter in one language, as the templates show it."""

    lang: str
    dir: str
    letter: Letter


def language_context(code: str) -> dict[str, str]:
    """How a mail, or a part of it, says which language it is in.

    `mark` begins a line of plain text that may start with a word of another direction.
    """
    direction = locales.direction(code)
    mark = RIGHT_TO_LEFT_MARK if direction == "rtl" else ""
    return {
        "code": code, "lang": locales.html_lang(code), "direction": direction, "mark": mark,
    }  # fmt: skip


def compose(
    template: str, mailbox: str, subject: str, languages: Sequence[str], context: dict[str, Any]
) -> EmailMultiAlternatives:
    """A mail from the templates `<template>.txt` and `.html`; the first language leads."""
    whole = (
        context
        | language_context(languages[0])
        | {"subject": subject, "site_name": settings.SITE_NAME, "site_url": settings.SITE_URL}
    )
    mail = EmailMultiAlternatives(
        subject=subject,
        body=render_to_string(f"{template}.txt", whole),
        to=[mailbox],
        headers={
            "Auto-Submitted": "auto-generated",
            "Content-Language": ", ".join(locales.html_lang(code) for code in languages),
        },
    )
    mail.attach_alternative(render_to_string(f"{template}.html", whole), "text/html")
    return mail


def send(mailbox: str, languages: Sequence[str], write: Callable[[], Letter], address: str) -> None:
    """Send what `write` answers in each language. Raises OSError when the mail server is away."""
    parts = []
    for code in languages:
        with translation.override(code):
            parts.append(Part(locales.html_lang(code), locales.direction(code), write()))
    context = {"parts": parts, "address": address}
    with translation.override(languages[0]):
        compose(LETTER, mailbox, parts[0].letter.subject, languages, context).send()


def to_colleague(user: Any, write: Callable[[], Letter], path: str) -> None:
    """Send a letter to somebody who works on the site, in the language of their admin.

    `path` is the screen it leads to. Raises OSError when the mail server is away.
    """
    language = UserProfile.get_for_user(user).get_preferred_language()
    send(user.email, [language], write, settings.WAGTAILADMIN_BASE_URL + path)
