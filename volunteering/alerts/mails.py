"""The mails of alerts, in the reader's language: plain text, and HTML with its direction."""

from collections.abc import Iterable
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Locale

from volunteering import mails
from volunteering.alerts import service
from volunteering.applications import sealing
from volunteering.models import CallIndexPage, CallPage
from volunteering.models.alerts import CallAlert


def address_of(alert: CallAlert) -> str:
    """The address, opened. Raises `sealing.SealingError` where this process may not."""
    return str(sealing.unseal(bytes(alert.sealed_address))["address"])


def index_url(language: str) -> str:
    """The absolute address of the list of calls in a language; empty where there is none."""
    locale = Locale.objects.filter(language_code=language).first()
    index = CallIndexPage.objects.live().filter(locale=locale).first() if locale else None
    return str(index.full_url or "") if index else ""


def confirmation(alert: CallAlert) -> EmailMultiAlternatives:
    """“Do you want to hear of new calls?”, with the link that says yes."""
    with translation.override(alert.language):
        context = {
            "description": service.filter_of(alert).describe(),
            "confirm_url": f"{index_url(alert.language)}avvisi/si/{service.confirm_token(alert)}/",
        }
        return _message(alert, _("Confirm: new calls by mail"), "alert_confirm", context)


def news(found: Iterable[list[Any]]) -> EmailMultiAlternatives | None:
    """New calls, one part for each alert; nothing when the alerts were stopped meanwhile."""
    rows = [(number, [(int(pk), km) for pk, km in calls]) for number, calls in found]
    alerts = CallAlert.objects.confirmed().in_bulk([number for number, _calls in rows])
    pages = CallPage.objects.live().public().select_related("host", "place")
    calls = pages.prefetch_related("slots").in_bulk({pk for _n, each in rows for pk, _km in each})
    parts = [
        service.News(
            alerts[number],
            [(calls[pk], km) for pk, km in each if pk in calls][: service.MOST_CALLS],
            len(each),
        )
        for number, each in rows
        if number in alerts
    ]
    parts = [part for part in parts if part.calls]
    if not parts:
        return None
    first = parts[0].alert
    with translation.override(first.language):
        total = len({page.pk for part in parts for page, _km in part.calls})
        subject = ngettext(
            "%(n)s new call for volunteers", "%(n)s new calls for volunteers", total
        ) % {"n": total}
        sections = [_section(part) for part in parts]
        stop = sections[0]["stop_url"]
        message = _message(first, subject, "alert_news", {"sections": sections})
    # RFC 8058: the reader's mail program offers to stop with one click.
    message.extra_headers |= {
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    return message


def _section(part: service.News) -> dict[str, Any]:
    language = part.alert.language
    with translation.override(language):
        wanted = service.filter_of(part.alert)
        query = wanted.to_query()
        list_url = index_url(language)
        return mails.language_context(language) | {
            "description": wanted.describe(),
            "calls": part.calls,
            "more": max(part.total - len(part.calls), 0),
            "list_url": f"{list_url}?{query}" if query else list_url,
            "stop_url": f"{list_url}avvisi/fine/{service.stop_token(part.alert)}/",
        }


def _message(
    alert: CallAlert, subject: str, name: str, context: dict[str, Any]
) -> EmailMultiAlternatives:
    """A mail to the reader of an alert, in the active language."""
    return mails.compose(name, address_of(alert), subject, [alert.language], context)
