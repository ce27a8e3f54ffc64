"""Letters to organisations: in Italian and, where they do not speak it, in a language they do.

A letter carries a link and never the data of a person. Each language stands in a part of its own
with its own direction, in plain text as in HTML.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

from core import locales
from directory.models import Organisation

_FIRST_STRONG, _POP = "\u2068", "\u2069"


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


def isolated(text: object) -> str:
    """A name or a day inside a sentence that may run the other way."""
    bidi = translation.get_language_bidi()
    return f"{_FIRST_STRONG}{text}{_POP}" if bidi else str(text)


def send(mailbox: str, languages: Sequence[str], write: Callable[[], Letter], address: str) -> None:
    """Send what `write` answers in each language. Raises OSError when the mail server is away."""
    parts = []
    for code in languages:
        with translation.override(code):
            parts.append(Part(locales.html_lang(code), locales.direction(code), write()))
    context = {"parts": parts, "address": address, "site_name": settings.SITE_NAME}
    mail = EmailMultiAlternatives(
        subject=parts[0].letter.subject,
        body=render_to_string("volunteering/mail/letter.txt", context),
        to=[mailbox],
        headers={
            "Auto-Submitted": "auto-generated",
            "Content-Language": ", ".join(part.lang for part in parts),
        },
    )
    mail.attach_alternative(render_to_string("volunteering/mail/letter.html", context), "text/html")
    mail.send()
