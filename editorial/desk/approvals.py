"""Work of workflows: to approve, come back, waiting for others."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields import BigIntegerField
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.models import Page, Revision, TaskState, WorkflowState

from core import locales
from core.desk.days import since
from core.desk.queue import Count, Share, Urgency, Work
from editorial.desk import nudging
from editorial.models import ApprovalTask
from editorial.workflow.letters import name_of

WEIGHT = 100.0  # a colleague waits: before what waits for nobody in particular


def with_pages(states: QuerySet, prefix: str = "") -> QuerySet:
    """States of pages, each with `page_id`, `page_title` and `page_language` in the same query."""
    key = Cast(F(f"{prefix}object_id"), BigIntegerField())
    kind = ContentType.objects.get_for_model(Page)
    page = Page.objects.filter(pk=OuterRef("page_id"))
    return states.filter(**{f"{prefix}base_content_type": kind}).annotate(page_id=key).annotate(
        page_title=Subquery(page.values("draft_title")[:1]),
        page_language=Subquery(page.values("locale__language_code")[:1]),
        page_live=Subquery(page.values("live_revision_id")[:1]),
    )  # fmt: skip


def to_approve(user: Any) -> QuerySet:
    """The steps a user may take: of their groups, and not about a text of their own."""
    states = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS, workflow_state__status=WorkflowState.STATUS_IN_PROGRESS
    ).exclude(workflow_state__requested_by=user)
    if not user.is_superuser:
        mine = ApprovalTask.objects.filter(groups__user=user)
        states = states.filter(task__in=mine.values("pk"))
    states = with_pages(states, "workflow_state__")
    own = Revision.objects.filter(
        base_content_type=OuterRef("workflow_state__base_content_type"),
        object_id=OuterRef("workflow_state__object_id"),
        user=user,
        pk__gt=Coalesce(OuterRef("page_live"), 0),
    )
    return states.filter(~Exists(own), page_title__isnull=False).order_by("started_at")


def edit_url(key: int) -> str:
    """The form of a page."""
    return reverse("wagtailadmin_pages:edit", args=[key])


class ToApprove:
    """Texts of others that wait for the user's eyes."""

    name: str | Promise = gettext_lazy("approvals")

    def share(self, user: Any, most: int) -> Share:
        found = to_approve(user)
        states = list(found.select_related("workflow_state__requested_by", "task")[:most])
        if not states:
            return Share()
        total = len(states) if len(states) < most else found.count()
        url = reverse("desk_work")
        return Share(
            [self.row(state) for state in states],
            total,
            [Count(number=total, label=_("to approve"), url=url, icon="check")],
        )

    def row(self, state: TaskState) -> Work:
        """One text, for how long it has waited, who asks."""
        who = locales.isolated(name_of(state.workflow_state.requested_by))
        return Work(
            kind=_("To approve"), title=state.page_title, lang=state.page_language,
            url=edit_url(state.page_id), action=_("Review"), urgency=Urgency.WAITING,
            since=state.started_at, due=since(state.started_at), note=state.task.name, weight=WEIGHT,
            reason=_("%(who)s asked for approval") % {"who": who},
        )  # fmt: skip


class OwnRequests:
    """What the user asked to have approved: come back, or waiting for others."""

    name: str | Promise = gettext_lazy("own requests for approval")

    def share(self, user: Any, most: int) -> Share:
        found = with_pages(WorkflowState.objects.active().filter(requested_by=user)).filter(
            page_title__isnull=False
        )
        found = found.select_related("current_task_state__task", "current_task_state__finished_by")
        states = list(found.order_by("-status", "pk")[:500])
        back = [state for state in states if state.status == WorkflowState.STATUS_NEEDS_CHANGES]
        rows = [self.returned(state) for state in back]
        others = [state for state in states if state not in back]
        late = {state.page_id for state in others if nudging.is_due(state)}
        late -= nudging.lately(late) if late else set()
        waiting = [self.waits(state, nudge=state.page_id in late) for state in others]
        counts = []
        if rows:
            label = ngettext("returned text", "returned texts", len(rows))
            counts = [
                Count(
                    number=len(rows),
                    label=label,
                    url=reverse("desk_work"),
                    icon="rotate",
                    late=True,
                )
            ]
        return Share(rows[:most], len(rows), counts, waiting)

    def returned(self, state: WorkflowState) -> Work:
        """Somebody asks for changes."""
        step = state.current_task_state
        who = locales.isolated(name_of(step.finished_by))
        reason = _("%(who)s asks for changes") % {"who": who}
        if step.comment:
            reason = f"{reason}: {locales.isolated(step.comment)}"
        when = step.finished_at or step.started_at
        return Work(
            kind=_("Returned"), title=state.page_title, lang=state.page_language,
            url=edit_url(state.page_id), action=_("Change"), urgency=Urgency.RETURNED,
            since=when, due=since(when), reason=reason,
        )  # fmt: skip

    def waits(self, state: WorkflowState, *, nudge: bool) -> Work:
        """Somebody else has it; after three days they can be reminded."""
        step = state.current_task_state
        return Work(
            kind=step.task.name, title=state.page_title, lang=state.page_language,
            url=edit_url(state.page_id), action=_("See"), urgency=Urgency.NEW,
            since=step.started_at, due=since(step.started_at),
            reason=_("You asked for approval"),
            nudge=reverse("desk_nudge", args=[state.pk]) if nudge else "",
        )  # fmt: skip


class OwnDrafts:
    """Texts the user began and nobody was asked to approve."""

    name: str | Promise = gettext_lazy("own drafts")

    def share(self, user: Any, most: int) -> Share:
        kind = ContentType.objects.get_for_model(Page)
        under_way = WorkflowState.objects.active().filter(
            base_content_type=kind, object_id=Cast(OuterRef("pk"), output_field=CharField())
        )
        found = Page.objects.filter(
            Q(has_unpublished_changes=True) | Q(live=False, first_published_at__isnull=True),
            ~Exists(under_way), latest_revision__user=user, expired=False,
        ).order_by("-latest_revision_created_at")  # fmt: skip
        pages = list(found.only("draft_title", "locale_id", "latest_revision_created_at")[:most])
        if not pages:
            return Share()
        total = len(pages) if len(pages) < most else found.count()
        url = reverse("desk_work")
        return Share(
            [self.row(page) for page in pages], total,
            [Count(number=total, label=ngettext("draft of yours", "drafts of yours", total), url=url, icon="draft")],
        )  # fmt: skip

    def row(self, page: Page) -> Work:
        """One draft and when it was last touched."""
        return Work(
            kind=_("Own draft"), title=page.draft_title, url=edit_url(page.pk),
            lang=locales.by_id(page.locale_id).language_code, action=_("Go on"),
            urgency=Urgency.NEW, since=page.latest_revision_created_at,
            due=since(page.latest_revision_created_at), reason=_("begun and not submitted"),
        )  # fmt: skip
