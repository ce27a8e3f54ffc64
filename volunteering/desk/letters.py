"""Words for the applicant after a decision: prepared in her language, sent by nobody but staff."""

import datetime
from typing import NamedTuple
from urllib.parse import quote

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from core import locales
from core.dates import format_date
from volunteering.applications.answers import Answer, ContactKind
from volunteering.models import Application
from volunteering.models.choices import ApplicationState


class Draft(NamedTuple):
    """A message to copy, in the language of the applicant."""

    lang: str
    dir: str
    language: str
    subject: str
    text: str
    link: str
    """Opens the mail program or dials, where the contact is shown; else nothing."""


def draft(application: Application, answer: Answer, call: str, host: str) -> Draft | None:
    """What could be written about the state of an answer; nothing where nothing was decided.

    `answer.contact` is empty while it is hidden: then there is a text and no link.
    """
    known = dict(settings.LANGUAGES)
    code = answer.language if answer.language in known else settings.LANGUAGE_CODE
    with translation.override(code):
        text = _words(application.state, answer.name, call, host, application.purge_on)
        subject = _("Your answer to “%(call)s”") % {"call": call}
    if not text:
        return None
    return Draft(
        locales.html_lang(code), locales.direction(code), locales.native_name(code), subject, text,
        link(answer, subject, text),
    )  # fmt: skip


def _words(state: str, name: str, call: str, host: str, purge_on: datetime.date) -> str:
    said = {
        "name": locales.isolated(name),
        "call": locales.isolated(call),
        "host": locales.isolated(host),
    }
    if state == ApplicationState.CONTACTED:
        middle = _("thank you for answering “%(call)s”. When can we talk for ten minutes?") % said
    elif state == ApplicationState.ACCEPTED:
        middle = (
            _("we are glad to have you with us for “%(call)s”. When can you come to meet us?")
            % said
        )
    elif state == ApplicationState.NOT_NOW:
        middle = _(
            "thank you for answering “%(call)s”. We have no place for you at the moment. What you "
            "wrote is deleted from the site on %(day)s."
        ) % (said | {"day": locales.isolated(format_date(purge_on))})
    else:
        return ""
    greeting = _("Hello %(name)s,") % said
    return f"{greeting}\n\n{middle}\n\n{locales.isolated(host)}"


def link(answer: Answer, subject: str = "", text: str = "") -> str:
    """Opens the mail program or dials; nothing where the contact is hidden or a handle."""
    if not answer.contact:
        return ""
    if answer.contact_kind == ContactKind.MAILBOX:
        words = f"?subject={quote(subject)}&body={quote(text)}" if text else ""
        return f"mailto:{quote(answer.contact, safe='@')}{words}"
    if answer.contact_kind == ContactKind.PHONE:
        return "tel:" + "".join(sign for sign in answer.contact if sign.isdigit() or sign == "+")
    return ""
