"""From the desk to review and to readers: only as a version that somebody approves.

Nothing here writes the page that readers see. wagtail-localize's own way of saving a draft does
(`Translation.save_target(publish=False)`, 1.14), so a version is made from an instance that is
never saved.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision, TaskState, WorkflowState
from wagtail_localize.models import StringTranslation

from translations.editor.segments import Desk
from translations.law import rights
from translations.models import SegmentComment


class NotSentError(Exception):
    """A translation that cannot go to review; the message says why and what to do."""


def version_of(desk: Desk, user: Any) -> Revision:
    """A draft version of the translated page as the desk has it. Raises NotSentError.

    Sentences without a translation stand in it in the language of the source.
    """
    thing = desk.translation.source.get_ephemeral_translated_instance(desk.locale, fallback=True)
    try:
        revision: Revision = thing.save_revision(user=user)
    except ValidationError as error:
        reasons = "; ".join(error.messages)
        raise NotSentError(_("The page does not take this translation: %s") % reasons) from error
    return revision


@transaction.atomic
def send(desk: Desk, user: Any) -> WorkflowState:
    """Send the translation for review. Raises NotSentError."""
    page = Page.objects.select_for_update().get(pk=desk.page.pk).specific
    reason = rights.lock_reason(user, page)
    if reason:
        raise NotSentError(reason)
    running = page.current_workflow_state
    if running and running.status == WorkflowState.STATUS_IN_PROGRESS:
        raise NotSentError(_("This translation is in review already."))
    workflow = rights.workflow_of(page)
    if workflow is None:
        raise NotSentError(
            _("Nobody reviews this language yet: ask an administrator to set up its workflow.")
        )
    version_of(desk, user)
    page = Page.objects.get(pk=page.pk).specific
    comments = SegmentComment.objects.filter(
        key=desk.source.translation_key, locale=desk.locale, settled=False
    )
    comments.update(settled=True)
    if running and running.status == WorkflowState.STATUS_NEEDS_CHANGES:
        running.resume(user)
        return running
    state: WorkflowState = workflow.start(page, user)
    return state


def step_of(page: Page) -> TaskState | None:
    """The step a translation is at, or nothing when it is not in review."""
    state = page.current_workflow_state
    if state is None or state.status != WorkflowState.STATUS_IN_PROGRESS:
        return None
    step: TaskState | None = state.current_task_state
    return step.specific if step else None


def returned(page: Page) -> TaskState | None:
    """The answer of a reviewer who asked for changes, while it stands."""
    state = page.current_workflow_state
    if state is None or state.status != WorkflowState.STATUS_NEEDS_CHANGES:
        return None
    found: TaskState | None = state.current_task_state
    return found


def may_withdraw(page: Page, user: Any) -> bool:
    """Whether the user may take a translation back from review: who sent it, and publishers."""
    state = page.current_workflow_state
    if state is None or state.status != WorkflowState.STATUS_IN_PROGRESS:
        return False
    return bool(state.user_can_cancel(user))


def writers(workflow_state: WorkflowState) -> set[int]:
    """Who wrote sentences of a translation since it was last published: they do not approve it."""
    page = workflow_state.content_object
    if not isinstance(page, Page):
        return set()
    found = StringTranslation.objects.filter(
        context__object_id=page.translation_key, locale_id=page.locale_id,
        last_translated_by__isnull=False,
    )  # fmt: skip
    if page.live and page.last_published_at:
        found = found.filter(updated_at__gt=page.last_published_at)
    return set(found.values_list("last_translated_by_id", flat=True))
