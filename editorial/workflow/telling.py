"""Mails about approvals: to those who can act, in the language each works in, sent by the worker.

They stand in the place of Wagtail's own, which go out inside the request, also to authors who may
not approve and to every administrator, with their HTML in the language of whoever clicked.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q
from wagtail.admin import signal_handlers
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted
from wagtail.users.models import UserProfile

from core.desk.four_eyes import authors
from editorial.models import ApprovalTask
from editorial.tasks import tell

WAGTAILS_OWN = (
    (task_submitted, TaskState, "group_approval_task_submitted_email_notification"),
    (workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification"),
    (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification"),
    (workflow_approved, WorkflowState, "workflow_state_approved_email_notification"),
)


def connect() -> None:
    """Take Wagtail's mails away and put ours there; once, when everything is loaded."""
    signal_handlers.register_signal_handlers = _nothing
    for signal, sender, uid in WAGTAILS_OWN:
        signal.disconnect(sender=sender, dispatch_uid=uid)
    for signal, handler in (
        (task_submitted, on_step), (workflow_rejected, on_return), (workflow_approved, on_approval),
    ):  # fmt: skip
        signal.connect(handler, dispatch_uid=f"editorial.{handler.__name__}")


def _nothing() -> None:
    """In the place of Wagtail's registration, whichever app is ready first."""


def able(step: TaskState) -> Iterable[Any]:
    """Who may take a step: not who wrote the text."""
    task = step.task.specific
    if not isinstance(task, ApprovalTask):
        return []
    may = Q(groups__in=task.groups.all()) & ~Q(pk__in=authors(step.workflow_state))
    return get_user_model().objects.filter(may).distinct()


def on_step(sender: Any, instance: TaskState, user: Any = None, **kwargs: Any) -> None:
    """A step begins: those who may take it hear of it."""
    _tell(able(instance), "to_approve", instance.pk, "submitted", but=user)


def remind(step: TaskState, user: Any) -> int:
    """Write once more to those who may take a step; how many get a mail."""
    return _tell(able(step), "still_to_approve", step.pk, "submitted", but=user)


def on_return(sender: Any, instance: WorkflowState, user: Any = None, **kwargs: Any) -> None:
    """Work comes back: who asked for the approval hears of it."""
    _tell([instance.requested_by], "returned", instance.pk, "rejected", but=user)


def on_approval(sender: Any, instance: WorkflowState, user: Any = None, **kwargs: Any) -> None:
    """The last step was approved."""
    _tell([instance.requested_by], "approved", instance.pk, "approved", but=user)


def _tell(people: Iterable[Any], what: str, key: int, preference: str, *, but: Any) -> int:
    told = 0
    for person in people:
        if person is None or person == but or not person.is_active or not person.email:
            continue
        if getattr(UserProfile.get_for_user(person), f"{preference}_notifications"):
            tell.enqueue(what, key, person.pk)
            told += 1
    return told
