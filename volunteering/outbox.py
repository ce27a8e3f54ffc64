"""Notices that wait in the database are sent one by one; those that fail wait for the next run."""

import logging
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.utils import timezone

logger = logging.getLogger(__name__)


class Sent(NamedTuple):
    """How a run went."""

    sent: int
    failed: int


def send_waiting(
    notices: Iterable[Any], still_true: Callable[[Any], bool], send: Callable[[Any, str], None]
) -> Sent:
    """Send each notice to the role mailbox of its organisation (`notice.to`).

    One that is true no more is left out for good; one without a mailbox goes on waiting.
    """
    sent = failed = 0
    for notice in notices:
        mailbox = notice.to.role_mailbox
        rows = type(notice).objects.filter(pk=notice.pk)
        if not still_true(notice):
            rows.update(waits=False)
            continue
        if not mailbox:
            continue
        try:
            send(notice, mailbox)
        except OSError:
            logger.exception("the notice %s could not be sent", notice)
            failed += 1
            continue
        rows.update(waits=False, sent_on=timezone.localdate())
        sent += 1
    return Sent(sent, failed)
