"""What editors do with a report: answer, close, merge, hand on, erase. Each is in the page's history."""

import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.log_actions import log

from editorial.feedback import codes, passages
from editorial.feedback.answers import in_language, ready_text
from editorial.models import Feedback
from editorial.models.feedback import OPEN, FeedbackQuerySet, FeedbackState
from editorial.tasks import tell_of_report
from facts.models import FactValue

OUTCOMES = {
    "fix": FeedbackState.FIXED,
    "answer": FeedbackState.ANSWERED,
    "close": FeedbackState.CLOSED,
}
DAYS_TOGETHER = 30


class NotRepublishedError(Exception):
    """Nothing on the page changed since the report: it cannot be called fixed."""


class NoAnswerError(Exception):
    """An answer without words."""


def fixed_on(feedback: Feedback) -> datetime.date | None:
    """The day on which the page, or a fact on it, was published anew after the report.

    None while that has not happened. Nobody types this day.
    """
    page, since = feedback.page, feedback.created_at
    if page is None:
        return None
    moments = [page.last_published_at] if page.live and page.last_published_at else []
    today = timezone.localdate()
    values = FactValue.objects.filter(fact__uses__page=page, created_at__gt=since).filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=today)
    )
    moments += values.values_list("created_at", flat=True)
    later = [moment for moment in moments if moment > since]
    return timezone.localdate(max(later)) if later else None


def answer(feedback: Feedback, user: Any, words: str, outcome: str) -> None:
    """Answer a report and all that are merged into it.

    `outcome` is a key of OUTCOMES. Whoever calls it fixed without words gives the ready answer.

    Raises:
        NotRepublishedError: it is called fixed, and nothing changed.
        NoAnswerError: there are no words.
    """
    state = OUTCOMES[outcome]
    day = fixed_on(feedback) if state == FeedbackState.FIXED else None
    if state == FeedbackState.FIXED and day is None:
        raise NotRepublishedError
    if not words and state == FeedbackState.FIXED:
        words = ready_text("fixed", feedback.language)
    if not words:
        raise NoAnswerError
    with transaction.atomic():
        for each in (feedback, *feedback.merged.all()):
            each.answer, each.answer_language = in_language(words, feedback.language, each.language)
            each.state, each.fixed_on, each.answered_at = state, day, timezone.now()
            each.save(
                update_fields=["answer", "answer_language", "state", "fixed_on", "answered_at"]
            )
        note(feedback, user, "answered", state=str(state))


def near(feedback: Feedback, among: FeedbackQuerySet) -> list[Feedback]:
    """Open reports about the same page, in any language, of the last days: the same paragraph first.

    `among` are those that the asking user may read (scope.reports).
    """
    if feedback.page is None:
        return []
    since = timezone.now() - datetime.timedelta(days=DAYS_TOGETHER)
    rows = among.filter(
        page__translation_key=feedback.page.translation_key, created_at__gt=since, state__in=OPEN
    )  # fmt: skip
    found = list(rows.exclude(pk=feedback.pk)[:10])
    return sorted(found, key=lambda row: not _together(row, feedback))


def _together(one: Feedback, other: Feedback) -> bool:
    named = passages.key(one.anchor), passages.key(other.anchor)
    return named[0] == named[1] if any(named) else one.anchor == other.anchor


def same_paragraph(feedback: Feedback, among: FeedbackQuerySet) -> list[Feedback]:
    """Other reports about the same paragraph, in any language and state, of the days before and after.

    `among` are those that the asking user may read (scope.reports).
    """
    named = passages.key(feedback.anchor)
    if feedback.page is None or not named:
        return []
    around = datetime.timedelta(days=DAYS_TOGETHER)
    rows = among.exclude(state=FeedbackState.SPAM).exclude(pk=feedback.pk).filter(
        page__translation_key=feedback.page.translation_key,
        anchor__endswith=f"{passages.SIGN}{named}",
        created_at__range=(feedback.created_at - around, feedback.created_at + around),
    )  # fmt: skip
    return list(rows[:10])


def merge(feedback: Feedback, into: Feedback, user: Any) -> None:
    """Answer a report together with another; what was merged into it goes along."""
    with transaction.atomic():
        feedback.merged.update(merged_into=into)
        feedback.merged_into, feedback.state = into, into.state
        feedback.answer, feedback.answer_language = in_language(
            into.answer, into.language, feedback.language
        )
        feedback.answered_at = into.answered_at
        feedback.save()
        note(feedback, user, "merged", into=codes.shown(into.code))


def assign(feedback: Feedback, to: Any, user: Any) -> None:
    """Give a report to somebody, who gets a mail; its reader sees that it is being looked at."""
    feedback.assigned_to = to
    set_state(feedback, FeedbackState.WORKING if feedback.is_waiting else feedback.state)
    feedback.save(update_fields=["assigned_to"])
    note(feedback, user, "assigned", to=to.get_username())
    if to != user and to.email:
        tell_of_report.enqueue(feedback.pk, user.pk, to.pk)


def erase(feedback: Feedback, user: Any) -> None:
    """Delete the words, because they hold personal data; the report itself stays."""
    feedback.text, feedback.text_erased = "", True
    feedback.save(update_fields=["text", "text_erased"])
    note(feedback, user, "erased")


def mark(feedback: Feedback, state: FeedbackState, user: Any) -> None:
    """Put a report aside as spam, or take it up again."""
    set_state(feedback, state)
    note(feedback, user, "marked", state=str(state))


def set_state(feedback: Feedback, state: str) -> None:
    """Give a state to a report and to all that are merged into it."""
    feedback.state = state
    Feedback.objects.filter(Q(pk=feedback.pk) | Q(merged_into=feedback)).update(state=state)


def note(feedback: Feedback, user: Any, what: str, **more: str) -> None:
    """A line in the history of the page; in the report's own when the page is gone."""
    data = {"code": codes.shown(feedback.code), **more}
    log(feedback.page or feedback, f"editorial.feedback_{what}", user=user, data=data)
