"""Nobody approves what they wrote themselves: a rule of the task, not of the screen.

Wagtail 8.0 asks only for membership in a group (`AbstractGroupApprovalTask`), so that an author
who is also a reviewer, or an administrator, approves their own text.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from wagtail.models import Revision, TaskState, WorkflowState

APPROVE = "approve"
_more: list[Callable[[WorkflowState], set[int]]] = []


def register(more: Callable[[WorkflowState], set[int]]) -> None:
    """Have further authors asked for: an app keeps texts of a page outside of its versions."""
    if more not in _more:
        _more.append(more)


def authors(workflow_state: WorkflowState) -> set[int]:
    """Keys of the users who wrote what is to be approved: who saved a version since the one that
    readers see, and who asked for the approval."""
    thing = workflow_state.content_object
    written = Revision.objects.for_instance(thing).filter(user__isnull=False)
    live = getattr(thing, "live_revision_id", None)
    if live is not None:
        written = written.filter(pk__gt=live)
    found = set(written.values_list("user_id", flat=True))
    if workflow_state.requested_by_id:
        found.add(workflow_state.requested_by_id)
    return found.union(*(more(workflow_state) for more in _more))


class FourEyesMixin:
    """For a task: its authors may ask for changes and may not approve."""

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        """What the user may do with the object at this step; no approval of one's own."""
        actions = super().get_actions(obj, user)  # type: ignore[misc]
        state = getattr(obj, "current_workflow_state", None)
        if state is not None and user.pk in authors(state):
            return [action for action in actions if action[0] != APPROVE]
        return list(actions)

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> Any:
        """Carry out an action. Raises PermissionDenied when an author approves."""
        if action_name == APPROVE and user.pk in authors(task_state.workflow_state):
            raise PermissionDenied(_("You wrote this: somebody else has to approve it."))
        return super().on_action(task_state, user, action_name, **kwargs)  # type: ignore[misc]
