"""When the lists of calls must be read anew: a stamp of their own, moved by what they show.

Whoever changes calls or their hosts without saving the objects (`QuerySet.update`, raw SQL) calls
`changed()`. On several hosts the lists are at most `snapshot.SECONDS` old.
"""

from typing import Any

from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.models import PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from core.stamps import Stamp
from directory.models import Organisation

STAMP = Stamp("calls")


def changed(**kwargs: Any) -> None:
    """Have every process read the calls again, now and once more when this transaction is over.

    A process that reads between the two would otherwise keep what it saw before the commit.
    """
    STAMP.bump()
    if transaction.get_connection().in_atomic_block:
        transaction.on_commit(STAMP.bump)


def connect() -> None:
    """Listen to everything that changes a list of calls."""
    from volunteering.models import CallPage, CallSlot

    for model in (CallPage, CallSlot, Organisation, PageViewRestriction):
        for signal in (post_save, post_delete):
            _listen(signal, model)
    for relation in (CallPage.open_to, CallPage.languages_useful):
        _listen(m2m_changed, relation.through)
    for signal in (page_published, page_unpublished):
        _listen(signal, CallPage)
    _listen(post_page_move, None)


def _listen(signal: Any, sender: Any) -> None:
    name = sender.__name__ if sender else "any"
    signal.connect(changed, sender=sender, dispatch_uid=f"finding.{id(signal)}.{name}")
