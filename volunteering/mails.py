"""Mails about calls: the frame of the site (`core.mails`) and the languages of organisations.

A letter is in Italian and, where the organisation does not speak it, in a language it does. It
carries a link and never the data of a person.
"""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from core import mails
from core.mails import Letter, language_context, send
from directory.models import Organisation

__all__ = ["Letter", "compose", "language_context", "languages_of", "send"]


def languages_of(organisation: Organisation) -> list[str]:
    """Italian; before Italian a language of the site that the organisation speaks instead."""
    spoken = {language.code.partition("-")[0] for language in organisation.languages.all()}
    source = settings.LANGUAGE_CODE
    if not spoken or source in spoken:
        return [source]
    codes = [code for code, _name in settings.LANGUAGES]
    own = next((code for code in codes if code.partition("-")[0] in spoken), None)
    return [own, source] if own else [source]


def compose(
    name: str, mailbox: str, subject: str, languages: Sequence[str], context: dict[str, Any]
) -> EmailMultiAlternatives:
    """A mail from the templates `volunteering/mail/<name>.txt` and `.html`; the first language leads."""
    return mails.compose(f"volunteering/mail/{name}", mailbox, subject, languages, context)
