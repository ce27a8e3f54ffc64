"""Which addresses are asked next, and what an answer means."""

import time
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, Min, OuterRef, Q, QuerySet
from django.utils import timezone

from editorial.links import fetching
from editorial.models import ExternalLink, LinkUse

MOST = 24  # addresses a run, one for each host
SECONDS = 30.0  # after which a run asks no further
GONE = {404, 410}
# The server is there and lets no machine in: nothing that an editor could mend.
CLOSED_TO_MACHINES = {401, 403, 407, 429, 451}
WHEN_FINE, FIRST_AGAIN, AT_MOST = timedelta(days=7), timedelta(days=1), timedelta(days=14)
FAILURES, FOR_DAYS = 3, timedelta(days=2)


def used() -> QuerySet[ExternalLink]:
    """Addresses that readers are led to: on a published page, or on something that is no page."""
    seen = Q(page__live=True) | Q(page=None)
    uses = LinkUse.objects.filter(seen, link=OuterRef("pk"))
    return ExternalLink.objects.filter(Exists(uses))


def asked() -> QuerySet[ExternalLink]:
    """The same, and once each address that stands only in a draft: before it is published."""
    somewhere = Exists(LinkUse.objects.filter(link=OuterRef("pk")))
    return ExternalLink.objects.filter(
        Q(pk__in=used().values("pk")) | Q(~somewhere, checked_at=None)
    )


def broken() -> QuerySet[ExternalLink]:
    """Addresses that do not answer, of which nobody said that it does not matter."""
    return used().filter(broken_since__isnull=False, ignored_at=None)


def run() -> int:
    """Ask what is due: few addresses, one of each host, for a short time. How many were asked."""
    if not settings.LINK_CHECKS:
        return 0
    began, done = time.monotonic(), 0
    due = asked().filter(next_check__lte=timezone.now(), ignored_at=None)
    hosts = (
        due.order_by().values("host").annotate(first=Min("next_check")).order_by("first", "host")
    )
    for host in hosts.values_list("host", flat=True)[:MOST]:
        if time.monotonic() - began > SECONDS:
            break
        link = due.filter(host=host).order_by("next_check", "pk").first()
        if link is not None:
            record(link, fetching.ask(link.url), timezone.now())
            done += 1
    return done


def record(link: ExternalLink, answer: fetching.Answer, now: datetime) -> None:
    """Note an answer. Gone is broken at once; no answer only after three failures over two days."""
    status = answer.status
    fine = status is not None and (status < 400 or status in CLOSED_TO_MACHINES)
    link.checked_at, link.status, link.problem = now, status, answer.problem
    if fine:
        link.failures, link.failing_since, link.broken_since = 0, None, None
        link.next_check = now + WHEN_FINE
    else:
        link.failures = min(link.failures + 1, 1000)
        link.failing_since = link.failing_since or now
        long = link.failures >= FAILURES and now - link.failing_since >= FOR_DAYS
        if status in GONE or long:
            link.broken_since = link.broken_since or now
        link.next_check = now + min(FIRST_AGAIN * 2 ** min(max(link.failures - 2, 0), 4), AT_MOST)
    link.save(
        update_fields=[
            "checked_at", "status", "problem", "failures", "failing_since", "broken_since",
            "next_check",
        ]
    )  # fmt: skip
