"""Mails about calls: one frame for all, and the letters to organisations.

A letter is in Italian and, where the organisation does not speak it, in a language it does. It
carries a link and never the data of a person. Each language stands in a part of its own with its
own direction, in plain text as in HTML.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

from core import locales
from directory.models import Organisation

RIGHT_TO_LEFT_MARK = "\u200f"


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


def languages_of(organisation: Organisation) -> list[str]:
    """Italian; before Italian a language of the site that the organisation speaks instead."""
    spoken = {language.code.partition("-")[0] for language in organisation.languages.all()}
    source = settings.LANGUAGE_CODE
    if not spoken or source in spoken:
        return [source]
    codes = [code for code, _name in settings.LANGUAGES]
    own = next((code for code in codes if code.partition("-")[0] in spoken), None)
    return [own, source] if own else [source]


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
    name: str, mailbox: str, subject: str, languages: Sequence[str], context: dict[str, Any]
) -> EmailMultiAlternatives:
    """A mail from the templates `volunteering/mail/<name>.txt` and `.html`; the first language leads."""
    whole = (
        context
        | language_context(languages[0])
        | {"subject": subject, "site_name": settings.SITE_NAME, "site_url": settings.SITE_URL}
    )
    mail = EmailMultiAlternatives(
        subject=subject,
        body=render_to_string(f"volunteering/mail/{name}.txt", whole),
        to=[mailbox],
        headers={
            "Auto-Submitted": "auto-generated",
            "Content-Language": ", ".join(locales.html_lang(code) for code in languages),
        },
    )
    mail.attach_alternative(render_to_string(f"volunteering/mail/{name}.html", whole), "text/html")
    return mail


def send(mailbox: str, languages: Sequence[str], write: Callable[[], Letter], address: str) -> None:
    """Send what `write` answers in each language. Raises OSError when the mail server is away."""
    parts = []
    for code in languages:
        with translation.override(code):
            parts.append(Part(locales.html_lang(code), locales.direction(code), write()))
    context = {"parts": parts, "address": address}
    with translation.override(languages[0]):
        compose("letter", mailbox, parts[0].letter.subject, languages, context).send()
