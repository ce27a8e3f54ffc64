"""Wagtail's screens of pages, with people and titles of one's own part of the tree alone."""

import copy
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from wagtail.admin.views.pages import workflow
from wagtail.admin.views.pages.listing import GenericPageFilterSet
from wagtail.admin.views.pages.move import MoveConfirmView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from core.desk.access import GuardedMixin, permitted
from core.desk.creating import FirmCreateView
from core.desk.side_panels import PanelsEditView
from core.desk.sight import rules


def narrowed(base: Any, **choices: Any) -> Any:
    """A filter set like `base` whose named filters offer what a function of the request returns."""
    filters = {}
    for name, queryset in choices.items():
        filters[name] = copy.deepcopy(base.base_filters[name])
        filters[name].queryset = queryset
    return type(f"Own{base.__name__}", (base,), {**filters, "__module__": __name__})


class OwnPageMixin:
    """Only for who works on the page: Wagtail first says that a page waits for nobody, by its title."""

    object: Page

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not rules.works_on(request.user, self.object):
            raise PermissionDenied
        answer: HttpResponse = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return answer


class ActionView(OwnPageMixin, workflow.WorkflowActionView):
    """Approve, reject, resume."""


class DataView(OwnPageMixin, workflow.CollectWorkflowActionDataView):
    """The words that go with it."""


class CancelView(OwnPageMixin, workflow.ConfirmWorkflowCancellationView):
    """Publish although an approval is under way."""


class PreviewView(OwnPageMixin, workflow.PreviewRevisionForTaskView):
    """The version that waits."""


class MoveView(GuardedMixin, MoveConfirmView):
    """Wagtail tells the address and the title of a page before it asks whether it may be moved."""

    rule = permitted("wagtailadmin.access_admin")

    def dispatch(
        self, request: HttpRequest, page_to_move_id: int, destination_id: int, **kwargs: Any
    ) -> HttpResponse:
        page, above = (get_object_or_404(Page, pk=pk) for pk in (page_to_move_id, destination_id))
        if not page.specific.permissions_for_user(request.user).can_move_to(above.specific):
            raise PermissionDenied
        answer: HttpResponse = super().dispatch(request, page_to_move_id, destination_id)
        return answer


class OwnPageViewSet(PageViewSet):
    """The screens of every page type that has none of its own: Wagtail's, with the views above."""

    add_view_class = FirmCreateView
    edit_view_class = PanelsEditView
    filterset_class = narrowed(GenericPageFilterSet, owner=rules.owners, edited_by=rules.writers)
    workflow_action_view_class = ActionView
    collect_workflow_action_data_view_class = DataView
    confirm_workflow_cancellation_view_class = CancelView
    workflow_preview_view_class = PreviewView
