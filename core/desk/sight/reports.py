"""Wagtail's reports, for whom they are meant."""

from typing import Any

from wagtail.admin.views.reports import audit_logging, page_types_usage, workflows
from wagtail.contrib.forms import views as forms

from core.desk.access import GuardedMixin, permitted
from core.desk.sight import rules
from core.desk.sight.pages import narrowed

ENTERS = "wagtailadmin.access_admin"


def may_publish(user: Any) -> bool:
    """Whether the user publishes pages somewhere."""
    return bool(rules.policy.user_has_permission(user, "publish"))


class PageTypesView(GuardedMixin, page_types_usage.PageTypesUsageReportView):
    """How many pages of each type: it names the page edited last, whosever it is."""

    rule = may_publish


class WorkflowView(workflows.WorkflowView):
    """What is under way, asked for by colleagues of one's own pages."""

    filterset_class = narrowed(workflows.WorkflowReportFilterSet, requested_by=rules.askers)


class HistoryFilterSet(audit_logging.SiteHistoryReportFilterSet):
    """Wagtail 8.0 offers everybody who ever did anything: it overrides a method nothing calls."""

    def get_users_queryset(self) -> Any:
        return self.get_user_choices()


class HistoryView(GuardedMixin, audit_logging.LogEntriesView):
    """What was done to one's own pages."""

    rule = permitted(ENTERS)
    filterset_class = HistoryFilterSet


class FormsView(GuardedMixin, forms.FormPagesListView):
    """Pages with a form."""

    rule = permitted(ENTERS)

    filterset_class = narrowed(forms.FormPageFilterSet, owner=rules.owners, edited_by=rules.writers)
