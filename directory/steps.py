"""Steps of a workflow of an organisation: Wagtail names the row before it asks who wants to know."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from wagtail.permissions import policy_registry
from wagtail.snippets.views import snippets


class _OwnMixin:
    any_permission_required = ("change", "publish")
    object: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        policy = policy_registry.get_by_type(type(self.object))
        if not policy.user_has_any_permission(request.user, self.any_permission_required):
            raise PermissionDenied
        answer: HttpResponse = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return answer


class ActionView(_OwnMixin, snippets.WorkflowActionView):
    """Approve, reject, resume."""


class DataView(_OwnMixin, snippets.CollectWorkflowActionDataView):
    """The words that go with it."""


class CancelView(_OwnMixin, snippets.ConfirmWorkflowCancellationView):
    """Publish although an approval is under way."""
