"""Choosing an organisation or a service point: those that readers see, and drafts for who edits them."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from wagtail.permissions import policy_registry
from wagtail.snippets.views import chooser

ENTERS = "wagtailadmin.access_admin"
RIGHTS = ("add", "change", "delete", "view", "publish")


def sees_drafts(model: Any, user: Any) -> bool:
    """Whether the user works with rows of this kind."""
    return bool(policy_registry.get_by_type(model).user_has_any_permission(user, RIGHTS))


def seen(rows: QuerySet, user: Any) -> QuerySet:
    """Of these rows those that the user may be told of."""
    return rows if sees_drafts(rows.model, user) else rows.filter(live=True)


class _List:
    request: Any
    model_class: Any

    def filter_object_list(self, objects: Any) -> Any:
        found = super().filter_object_list(objects)  # type: ignore[misc]
        if isinstance(found, QuerySet):
            return seen(found, self.request.user)
        if sees_drafts(self.model_class, self.request.user):
            return found
        return [row for row in found if row.live]  # what a search found has no filter of its own


class ChooseView(_List, chooser.ChooseView):
    """The window."""


class ResultsView(_List, chooser.ChooseResultsView):
    """Its rows."""


class ChosenView(chooser.SnippetChosenView):
    """One that was chosen."""

    permission_required = ENTERS

    def get_object(self, pk: Any) -> Any:
        return seen(self.model_class.objects.all(), self.request.user).get(pk=pk)


class ChosenMultipleView(chooser.SnippetChosenMultipleView):
    """Several."""

    permission_required = ENTERS

    def get_objects(self, pks: Any) -> Any:
        return seen(super().get_objects(pks), self.request.user)


class DraftChooserViewSet(chooser.SnippetChooserViewSet):
    """For models whose rows may be drafts."""

    choose_view_class: ClassVar[Any] = ChooseView
    choose_results_view_class: ClassVar[Any] = ResultsView
    chosen_view_class: ClassVar[Any] = ChosenView
    chosen_multiple_view_class: ClassVar[Any] = ChosenMultipleView
