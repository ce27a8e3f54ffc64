"""What an organisation is told about its calls: answers that wait, a call that is full or closed.

A call closes by itself (`CallPage.state` is computed); what must happen once is that its host
hears of it, and of those who still wait for a word.
"""

import datetime
import uuid
from collections.abc import Iterator

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import locales
from core.dates import format_date
from volunteering import mails, outbox
from volunteering.applications import places
from volunteering.models import Application, CallNotice, CallPage
from volunteering.models.choices import ApplicationState, ApplyMode, CallState
from volunteering.models.states import state_condition

Kind = CallNotice.Kind
WAITING = {Kind.WAITING_3: 3, Kind.WAITING_7: 7}
# A call that closed longer ago than this has been heard of, or is of no interest any more.
CLOSED_WITHIN = 14


def note_what_is_due() -> int:
    """Write down every notice that is due now; how many are new."""
    return _note_waiting() + _note_ends()


def unanswered() -> QuerySet:
    """Answers that nobody has dealt with: they hold a place and had no first word."""
    return Application.objects.filter(state=ApplicationState.NEW, contacted_at=None)


def _note_waiting() -> int:
    noted = 0
    # The later one first: who has waited for a week is not reminded of twice on one day.
    for kind, days in sorted(WAITING.items(), key=lambda item: -item[1]):
        limit = timezone.now() - datetime.timedelta(days=days)
        later = [name for name, number in WAITING.items() if number >= days]
        told = CallNotice.objects.filter(applications=OuterRef("pk"), kind__in=later)
        found: dict[tuple[uuid.UUID, int], list[int]] = {}
        late = unanswered().filter(~Exists(told), created_at__lte=limit)
        for pk, key, host in late.values_list("pk", "call_key", "host_id"):
            found.setdefault((key, host), []).append(pk)
        for (key, host), pks in found.items():
            with transaction.atomic():
                notice = CallNotice.objects.create(
                    call_key=key, host_id=host, kind=kind, created_on=timezone.localdate()
                )
                notice.applications.set(pks)
            noted += 1
    return noted


def _ends() -> Iterator[tuple[str, CallPage, str]]:
    """Calls that have closed lately or are full: (kind, call, what the notice speaks of)."""
    day = timezone.localdate()
    answered = Application.objects.filter(call_key=OuterRef("translation_key"))
    own = CallPage.objects.filter(
        Q(apply_mode=ApplyMode.FORM) | Exists(answered), live=True, locale=locales.source()
    )
    since = day - datetime.timedelta(days=CLOSED_WITHIN)
    closed = own.filter(state_condition(CallState.CLOSED)).filter(
        Q(apply_by__gte=since) | Q(end_value__gte=since)
    )
    for call in closed:
        ends = [end for end in (call.apply_by, call.end_value) if end and end < day]
        if ends and min(ends) >= since:
            yield Kind.CLOSED, call, min(ends).isoformat()
    for call in own.filter(state_condition(CallState.FULL)):
        yield Kind.FULL, call, str(call.places_available)


def _note_ends() -> int:
    noted = 0
    for kind, call, about in _ends():
        _row, new = CallNotice.objects.get_or_create(
            call_key=call.translation_key, kind=kind, about=about,
            defaults={"host_id": call.host_id, "created_on": timezone.localdate()},
        )  # fmt: skip
        noted += new
    return noted


def send_what_waits() -> outbox.Sent:
    """Send the notices that wait."""
    waiting = (
        CallNotice.objects.filter(waits=True)
        .select_related("host")
        .prefetch_related("host__contacts", "host__languages")
    )
    return outbox.send_waiting(waiting.order_by("pk"), still_true, _send)


def still_true(notice: CallNotice) -> bool:
    """Whether somebody still waits, or the call is still closed or full."""
    if notice.kind in WAITING:
        return notice.applications.filter(pk__in=unanswered().values("pk")).exists()
    call = places.source_call(notice.call_key)
    if call is None or not call.live:
        return False
    return bool(call.state == (CallState.FULL if notice.kind == Kind.FULL else CallState.CLOSED))


def _send(notice: CallNotice, mailbox: str) -> None:
    call = places.source_call(notice.call_key)
    path = f"{reverse('calls_desk:applications')}?call={notice.call_key}"
    mails.send(
        mailbox,
        mails.languages_of(notice.host),
        lambda: letter(notice, call),
        settings.WAGTAILADMIN_BASE_URL + path,
    )


def letter(notice: CallNotice, call: CallPage | None) -> mails.Letter:
    """What the organisation is told, in the active language; no name and no contact."""
    title = locales.isolated(call.title if call else "")
    link = _("Read and answer the applications")
    if notice.kind in WAITING:
        number = notice.applications.filter(pk__in=unanswered().values("pk")).count()
        days = WAITING[Kind(notice.kind)]
        said = ngettext(
            "%(count)d person has waited for %(days)d days for a first word about “%(call)s”.",
            "%(count)d persons have waited for %(days)d days for a first word about “%(call)s”.",
            number,
        ) % {"count": number, "days": days, "call": title}
        advice = _(
            "A short message is enough, a no as well: people who wait in vain do not come back."
        )
        return mails.Letter(_("Somebody waits for your answer"), [said, advice], link)
    if notice.kind == Kind.FULL:
        subject = _("All places are taken: %(call)s") % {"call": title}
        said = _("All places of “%(call)s” are taken. New answers go on the waiting list.") % {
            "call": title
        }
        advice = _(
            "If you have room for more, add places to the call: who waits moves up by herself."
        )
    else:
        subject = _("Your call has closed: %(call)s") % {"call": title}
        said = _("“%(call)s” takes no more answers. The page stays, and leaves the lists.") % {
            "call": title
        }
        advice = _("You can repeat it with new days in “My calls”.")
    return mails.Letter(subject, [said, *_remaining(notice), advice], link)


def _remaining(notice: CallNotice) -> list[str]:
    """How many still wait for a word, and until when their answers are kept."""
    rows = Application.objects.filter(call_key=notice.call_key)
    open_ones = rows.filter(state__in=[ApplicationState.NEW, ApplicationState.WAITING])
    number = open_ones.count()
    if not number:
        return []
    last = open_ones.order_by("purge_on").values_list("purge_on", flat=True)[0]
    return [
        ngettext(
            "%(count)d person still waits for a word: accept, or say that it is not for now.",
            "%(count)d persons still wait for a word: accept, or say that it is not for now.",
            number,
        )
        % {"count": number},
        _("Answers delete themselves, the first on %(day)s.")
        % {"day": locales.isolated(format_date(last))},
    ]
