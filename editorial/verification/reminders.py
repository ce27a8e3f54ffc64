"""Told before it is late: 30 and 7 days before, on the day; and once a week what waits.

Notices are noted once (`DeskNotice`), then sent; what cannot be sent waits for the next run.
"""

import datetime
import logging
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from core import locales
from core.dates import format_date
from core.desk import queue
from core.mails import Letter, to_colleague
from editorial.models import ApprovalTask, DeskNotice
from editorial.verification import states

logger = logging.getLogger(__name__)
Kind = DeskNotice.Kind
# Reached steps, the nearest first: days before the day of the check.
STEPS = ((Kind.TODAY, 0), (Kind.WEEK, 7), (Kind.MONTH, 30))
GRACE_DAYS = 3
SHOWN = 7
DIGEST_HOUR = 7
REMINDERS = tuple(kind for kind, _days in STEPS)


def kind_for(due: datetime.date, today: datetime.date) -> str | None:
    """Which notice is due: the nearest step that has been reached; nothing before or long after."""
    left = (due - today).days
    if left < -GRACE_DAYS:
        return None
    return next((kind for kind, days in STEPS if left <= days), None)


def note_what_is_due() -> int:
    """Write down every reminder that is due today; how many are new."""
    today = timezone.localdate()
    window = Q(
        next_review__gte=today - datetime.timedelta(days=GRACE_DAYS),
        next_review__lte=today + datetime.timedelta(days=STEPS[-1][1]),
    )
    people = _Answerable()
    new = 0
    for model in states.reviewed_types():
        for page in (
            states.pages(model).filter(window).only("path", "translation_key", "next_review")
        ):
            kind = kind_for(page.next_review, today)
            for user in people.of(page) if kind else []:
                _row, created = DeskNotice.objects.get_or_create(
                    to=user, kind=kind, about=str(page.translation_key), due=page.next_review
                )
                new += created
    return new


class _Answerable:
    """Who answers for a page: who takes the first step of its workflow and may sign."""

    def __init__(self) -> None:
        self.known: dict[str, list[Any]] = {}

    def of(self, page: Page) -> list[Any]:
        """Colleagues with a mailbox; asked once for each part of the tree."""
        above = page.path[: -page.steplen]
        if above not in self.known:
            self.known[above] = list(self._ask(page))
        return self.known[above]

    def _ask(self, page: Page) -> Iterator[Any]:
        workflow = Page.objects.get(pk=page.pk).get_workflow()
        first = workflow.tasks.first() if workflow else None
        task = ApprovalTask.objects.filter(pk=first.pk).first() if first else None
        if task is None:
            return
        people = get_user_model().objects.filter(groups__in=task.groups.all(), is_active=True)
        for user in people.exclude(email="").distinct():
            if user.has_perm(states.PERMISSION):
                yield user


def send_reminders() -> tuple[int, int]:
    """One mail a colleague with all pages that became due; (sent, failed)."""
    waiting = DeskNotice.objects.filter(waits=True, kind__in=REMINDERS).select_related("to")
    by_user: dict[Any, list[DeskNotice]] = {}
    for notice in waiting.order_by("due", "pk"):
        by_user.setdefault(notice.to, []).append(notice)
    sent = failed = 0
    for user, notices in by_user.items():
        pages = _still_true(notices)
        if pages and not _deliver(user, lambda rows=pages: letter(rows), "desk_verification"):  # type: ignore[misc]
            failed += 1
            continue
        sent += bool(pages)
        _done(notices)
    return sent, failed


def _still_true(notices: list[DeskNotice]) -> list[Any]:
    """The pages that are still due on the day the notice speaks of."""
    dues = {(notice.about, notice.due) for notice in notices}
    found = []
    for model in states.reviewed_types():
        pages = states.pages(model).filter(translation_key__in=[about for about, _due in dues])
        found += [page for page in pages if (str(page.translation_key), page.next_review) in dues]
    return sorted(found, key=lambda page: page.next_review)


def _deliver(user: Any, write: Any, screen: str) -> bool:
    try:
        to_colleague(user, write, reverse(screen))
    except OSError:
        logger.exception("a notice to user %s could not be sent", user.pk)
        return False
    return True


def _done(notices: list[DeskNotice]) -> None:
    rows = DeskNotice.objects.filter(pk__in=[notice.pk for notice in notices])
    rows.update(waits=False, sent_at=timezone.now())


def letter(pages: list[Any]) -> Letter:
    """Which pages must be verified, and by when, in the active language."""
    number = len(pages)
    subject = ngettext("%(count)d page to verify", "%(count)d pages to verify", number)
    lines = [
        _("%(title)s: by %(day)s, risk %(risk)s")
        % {
            "title": locales.isolated(page.title),
            "day": locales.isolated(format_date(page.next_review)),
            "risk": page.risk_class,
        }
        for page in pages
    ]
    said = _("After its day readers see on a page that it is being checked again.")
    return Letter(subject % {"count": number}, [*lines, said], _("Verify"))


# Once a week ----------------------------------------------------------------------------------


def note_digests() -> int:
    """Write down the week's digest for everybody who works here, from Monday morning on."""
    now = timezone.localtime()
    monday = now.date() - datetime.timedelta(days=now.weekday())
    if now.weekday() == 0 and now.hour < DIGEST_HOUR:
        return 0
    year, week, _day = monday.isocalendar()
    about = f"{year}-W{week:02}"
    told = DeskNotice.objects.filter(kind=Kind.DIGEST, about=about).values("to")
    people = get_user_model().objects.filter(is_active=True, groups__isnull=False)
    fresh = people.exclude(email="").exclude(pk__in=told).distinct()
    rows = [DeskNotice(to=user, kind=Kind.DIGEST, about=about, due=monday) for user in fresh]
    DeskNotice.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def send_digests() -> tuple[int, int]:
    """What waits for each colleague; nobody for whom nothing waits gets a mail; (sent, failed)."""
    sent = failed = 0
    for notice in DeskNotice.objects.filter(waits=True, kind=Kind.DIGEST).select_related("to"):
        work = queue.gather(notice.to, SHOWN)
        if work.total and not _deliver(
            notice.to,
            lambda user=notice.to: digest(queue.gather(user, SHOWN)),  # type: ignore[misc]
            "wagtailadmin_home",
        ):
            failed += 1
            continue
        sent += bool(work.total)
        _done([notice])
    return sent, failed


def digest(work: queue.Queue) -> Letter:
    """The week's list, in the active language."""
    subject = ngettext(
        "%(count)d thing waits for you on %(site)s", "%(count)d things wait for you on %(site)s",
        work.total,
    )  # fmt: skip
    lines = [f"{row.kind}: {locales.isolated(row.title)} ({row.due})" for row in work.rows]
    rest = work.total - len(work.rows)
    if rest > 0:
        more = ngettext("… and %(count)d more.", "… and %(count)d more.", rest)
        lines.append(more % {"count": rest})
    words = {"count": work.total, "site": settings.SITE_NAME}
    return Letter(subject % words, lines, _("My work"))
