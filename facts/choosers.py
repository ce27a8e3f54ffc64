"""The window in which an editor chooses a fact for a text: names with their values."""

from typing import Any

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.chooser import ChooserViewSet

from facts.models import Fact


class _Listed:
    """Facts with their values."""

    def get_object_list(self) -> QuerySet:
        return Fact.objects.prefetch_related("values")

    @property
    def columns(self) -> list[Column]:
        return [
            *super().columns,  # type: ignore[misc]
            Column("shown", label=_("Value"), accessor="shown", classname="desk-val"),
            Column("kind", label=_("Kind"), accessor="get_kind_display"),
        ]


class ChooseView(_Listed, chooser.ChooseView):
    pass


class ChooseResultsView(_Listed, chooser.ChooseResultsView):
    pass


class ChosenView(PermissionRequiredMixin, chooser.ChosenView):
    """Tells the text editor the code and the value too. Values are public: for all editors."""

    permission_required = "wagtailadmin.access_admin"

    def get_chosen_response_data(self, item: Fact) -> dict[str, Any]:
        data: dict[str, Any] = super().get_chosen_response_data(item)
        return data | {"code": item.code, "value": item.shown}


class FactChooserViewSet(ChooserViewSet):
    model = Fact
    icon = "decimal"
    choose_one_text = _("Choose a fact")
    choose_view_class = ChooseView
    choose_results_view_class = ChooseResultsView
    chosen_view_class = ChosenView
    register_widget = False
    per_page = 20
