"""Following calls by mail: ask, confirm, stop, tell. Double opt-in, one mail a day at most.

A person who asks is written to once; only her click makes the alert (GDPR art. 7(1); the practice
of double opt-in). The links of the mails carry signed numbers, so nothing secret is stored.
"""

import datetime
import hashlib
import hmac
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.http import QueryDict
from django.utils import timezone
from wagtail.models import Locale

from volunteering.alerts import tasks
from volunteering.applications import sealing
from volunteering.finding import CallFilter, find
from volunteering.models import CallPage
from volunteering.models.alerts import DAYS_TO_CONFIRM, LONGEST_QUERY, CallAlert

CONFIRM_SALT, STOP_SALT = "volunteering.alert.confirm", "volunteering.alert.stop"
MOST_ALERTS = 10
"""Alerts of one address."""
REQUESTS_AN_HOUR = 200
"""Confirmation mails of the whole site: a flood makes no flood of mails."""
MOST_CALLS = 20
"""Calls named in one mail; the rest stands on the list."""


class TooManyError(Exception):
    """The address has all the alerts it may have, or the hour's mails are used up."""


@dataclass(frozen=True)
class News:
    """New calls for one alert, nearest first: pages and kilometres."""

    alert: CallAlert
    calls: list[tuple[CallPage, float | None]]
    total: int


def can_follow() -> bool:
    """Whether this process can seal addresses; otherwise the form is not offered."""
    return sealing.can_seal()


def key_of(address: str) -> str:
    """The keyed digest by which the alerts of an address are found."""
    key = hashlib.blake2b(settings.SECRET_KEY.encode(), person=b"approdo.alert").digest()
    return hmac.digest(key, address.strip().lower().encode(), "sha256").hex()


def ask(address: str, wanted: CallFilter, language: str) -> CallAlert:
    """Keep a request and send the mail that asks to confirm it.

    Asking again for what is confirmed already changes nothing and sends nothing: nobody learns
    from the page whether an address is known.

    Raises:
        TooManyError: see there.
        sealing.MissingKeyError: this process cannot seal; nothing is stored.
    """
    now, key = timezone.now(), key_of(address)
    query = wanted.to_query()[:LONGEST_QUERY]
    with transaction.atomic():
        mine = CallAlert.objects.filter(address_key=key)
        known = mine.filter(query=query, language=language).first()
        if known is not None:
            return known
        recent = CallAlert.objects.filter(
            confirmed_at__isnull=True, created_at__gt=now - datetime.timedelta(hours=1)
        )
        if mine.count() >= MOST_ALERTS or recent.count() >= REQUESTS_AN_HOUR:
            raise TooManyError
        alert = CallAlert.objects.create(
            address_key=key,
            sealed_address=sealing.seal({"address": address.strip()}),
            query=query,
            language=language,
            created_at=now,
            since=now,
        )
        tasks.ask_to_confirm.enqueue(alert.pk)
    return alert


def confirm_token(alert: CallAlert) -> str:
    """The token of the link that confirms; it holds for two days."""
    return _in_address(signing.TimestampSigner(salt=CONFIRM_SALT).sign(str(alert.pk)))


def stop_token(alert: CallAlert) -> str:
    """The token of the link that stops; it holds as long as the alert."""
    return _in_address(signing.Signer(salt=STOP_SALT).sign(str(alert.pk)))


def to_confirm(token: str) -> CallAlert | None:
    """The alert that a link confirms; nothing when it is too old or not ours."""
    age = datetime.timedelta(days=DAYS_TO_CONFIRM)
    try:
        signer = signing.TimestampSigner(salt=CONFIRM_SALT)
        number = signer.unsign(_from_address(token), max_age=age)
    except signing.BadSignature:
        return None
    return CallAlert.objects.filter(pk=int(number)).first()


def to_stop(token: str) -> CallAlert | None:
    """The alert that a link stops; nothing when it is gone already or the link is not ours."""
    try:
        number = signing.Signer(salt=STOP_SALT).unsign(_from_address(token))
    except signing.BadSignature:
        return None
    return CallAlert.objects.filter(pk=int(number)).first()


def _in_address(signed: str) -> str:
    """Addresses of pages have letters, digits, hyphens and low lines."""
    return signing.b64_encode(signed.encode()).decode()


def _from_address(token: str) -> str:
    try:
        return signing.b64_decode(token.encode("ascii")).decode()
    except ValueError as error:  # not base64, or not text
        raise signing.BadSignature from error


def confirm(alert: CallAlert) -> None:
    """From now on the address is told of new calls. A second click changes nothing."""
    if alert.confirmed_at is None:
        alert.confirmed_at = alert.since = timezone.now()
        alert.save(update_fields=["confirmed_at", "since"])


def stop(alert: CallAlert, *, everything: bool = False) -> None:
    """Forget the alert, or all the alerts of its address."""
    rows = CallAlert.objects.filter(address_key=alert.address_key)
    (rows if everything else rows.filter(pk=alert.pk)).delete()


def has_others(alert: CallAlert) -> bool:
    """Whether the address follows more than this."""
    return CallAlert.objects.filter(address_key=alert.address_key).exclude(pk=alert.pk).exists()


def forget_unconfirmed() -> int:
    """Delete requests that nobody confirmed within two days; how many."""
    return CallAlert.objects.forgotten().delete()[0]


def filter_of(alert: CallAlert) -> CallFilter:
    """What the alert is about. Words of a language are kept as they were typed."""
    return CallFilter.from_query(QueryDict(alert.query))


class _Finder:
    """Results of one round: alerts of the same filter and language are looked for once."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], list[tuple[int, float | None]]] = {}
        self._appeared: dict[int, datetime.datetime] = {}

    def new(self, alert: CallAlert) -> list[tuple[int, float | None]]:
        """Calls that appeared in the list after what the alert was told last."""
        key = (alert.language, alert.query)
        if key not in self._found:
            locale = Locale.objects.get(language_code=alert.language)
            matches = find(filter_of(alert), locale)
            self._found[key] = [(match.call_id, match.km) for match in matches]
            missing = {pk for pk, _km in self._found[key]} - self._appeared.keys()
            rows = CallPage.objects.in_bulk(missing)
            self._appeared |= {pk: seen for pk, row in rows.items() if (seen := _appeared(row))}
        return [
            (pk, km)
            for pk, km in self._found[key]
            if pk in self._appeared and self._appeared[pk] > alert.since
        ]


def _appeared(call: CallPage) -> datetime.datetime | None:
    """When a call came into the list: published, or open since a later day that has come."""
    published: datetime.datetime | None = call.first_published_at
    if published is None or call.opens_on is None or call.opens_on > timezone.localdate():
        return published
    opened = timezone.make_aware(datetime.datetime.combine(call.opens_on, datetime.time()))
    return max(published, opened)


def tell_due(now: datetime.datetime | None = None) -> int:
    """Hand one mail for each address with news to the worker; how many mails.

    What an alert was told is noted in the same transaction that hands the mail over: after a
    crash nobody is written to twice.
    """
    moment = now or timezone.now()
    day = timezone.localtime(moment).date()
    finder, mails = _Finder(), 0
    keys = CallAlert.objects.due(day).values_list("address_key", flat=True).distinct()
    for key in keys.iterator():
        with transaction.atomic():
            alerts = list(
                CallAlert.objects.due(day)
                .select_for_update()
                .filter(address_key=key)
                .order_by("pk")
            )
            news = {alert: found for alert in alerts if (found := finder.new(alert))}
            if not news:
                continue
            CallAlert.objects.filter(pk__in=[alert.pk for alert in alerts]).update(since=moment)
            CallAlert.objects.filter(pk__in=[alert.pk for alert in news]).update(sent_on=day)
            tasks.tell.enqueue([[alert.pk, calls] for alert, calls in news.items()])
            mails += 1
    return mails
