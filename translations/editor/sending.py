"""From the desk to review and to readers: only as a version that somebody approves.

Nothing here writes the page that readers see. wagtail-localize's own way of saving a draft does
(`Translation.save_target(publish=False)`, 1.14), so a version is made from an instance that is
never saved.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.html import escape
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision, TaskState, WorkflowState
from wagtail_localize.fields import copy_synchronised_fields
from wagtail_localize.models import StringTranslation
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.ingest import ingest_segments
from wagtail_localize.strings import StringValue

from translations.editor import marks
from translations.editor.segments import Desk, Row
from translations.law import rights
from translations.models import SegmentComment


class NotSentError(Exception):
    """A translation that cannot go to review; the message says why and what to do."""


def version_of(desk: Desk, user: Any) -> Revision:
    """A draft version of the translated page as the desk has it. Raises NotSentError.

    A changed sentence that nobody has looked at keeps its former translation; one that was never
    translated stands in it in the language of the source.
    """
    thing = instance_of(desk)
    try:
        revision: Revision = thing.save_revision(user=user)
    except ValidationError as error:
        reasons = "; ".join(error.messages)
        raise NotSentError(_("The page does not take this translation: %s") % reasons) from error
    return revision


def instance_of(desk: Desk) -> Any:
    """The translated page with the desk's sentences, never to be saved itself.

    What `TranslationSource.get_ephemeral_translated_instance` does (wagtail-localize 1.14), with the
    former translation where the source has changed since.
    """
    source = desk.translation.source
    original = source.as_instance()
    thing = source.get_translated_instance(desk.locale)
    copy_synchronised_fields(original, thing)
    former = {
        (row.path, row.html): _former(row) for row in desk.rows if row.kept is None and row.target
    }
    values = source._get_segments_for_translation(desk.locale, fallback=True)
    for value in values:
        if isinstance(value, StringSegmentValue):
            held = former.get((value.path, value.string.data))
            if held is not None:
                value.string = StringValue(held)
    ingest_segments(original, thing, source.locale, desk.locale, values)
    return thing


def _former(row: Row) -> str:
    """The former translation under the marks of today's source, without any where they differ."""
    try:
        return marks.write(row.target, row.marks)
    except marks.MarkError:
        return str(escape(marks.MARK.sub("", row.target)))


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
