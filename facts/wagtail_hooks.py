"""Facts in the admin: their screens, the window to choose one, words of their history."""

from typing import Any

from django.urls import path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import LogFormatter

from facts import confirming, deciding, editing, views
from facts.choosers import FactChooserViewSet
from facts.columns import COLUMNS
from facts.forms import OTHERS, FactForm, text_field
from facts.models import Fact


class FactViewSet(ModelViewSet):
    model = Fact
    icon = "decimal"
    menu_label = _("Facts")
    menu_order = 130
    add_to_admin_menu = True
    copy_view_enabled = False
    inspect_view_enabled = True
    list_display = COLUMNS
    list_filter = ["kind", "risk_class", "owner_role"]
    list_per_page = 50
    search_fields = ["name", "code"]
    search_backend_name = None
    template_prefix = "facts/desk/"
    index_view_class = views.IndexView
    add_view_class = views.AddView
    edit_view_class = editing.EditView
    inspect_view_class = editing.ReadView
    delete_view_class = views.DeleteView
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldPanel("name"),
                    FieldPanel("code"),
                    FieldRowPanel([FieldPanel("amount"), FieldPanel("currency")]),
                    FieldPanel("per"),
                    FieldRowPanel([FieldPanel("number"), FieldPanel("unit")]),
                    FieldPanel("phone"),
                    FieldPanel("day"),
                    FieldPanel("text"),
                    *(FieldPanel(text_field(code)) for code, _name in OTHERS),
                ],
                heading=_("Value"),
            ),
            InlinePanel(
                "labels", heading=_("Name in other languages"), label=_("Name"),
                help_text=_("What it is called in other languages, for those who translate."),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("source_url"), FieldPanel("law_reference")]),
                    FieldRowPanel([FieldPanel("owner_role"), FieldPanel("risk_class")]),
                    FieldRowPanel([FieldPanel("verified_on"), FieldPanel("next_review")]),
                    FieldRowPanel([FieldPanel("verified_by_role"), FieldPanel("review_flag")]),
                ],
                heading=_("Source and verification"),
            ),
        ],
        base_form_class=FactForm,
    )  # fmt: skip

    @property
    def confirm_view(self) -> Any:
        return self.construct_view(confirming.ConfirmView, **self.get_edit_view_kwargs())

    def get_urlpatterns(self) -> list[Any]:
        return [
            *super().get_urlpatterns(),
            path("confirm/<int:pk>/", self.confirm_view, name="confirm"),
            path("proposal/<int:pk>/", deciding.ProposalView.as_view(), name="proposal"),
            path("planned/<int:pk>/withdraw/", editing.WithdrawView.as_view(), name="withdraw"),
        ]


@hooks.register("register_admin_viewset")
def fact_screens() -> list[Any]:
    return [FactViewSet("fact", url_prefix="facts"), FactChooserViewSet("fact_chooser")]


class _Said(LogFormatter):
    """A sentence of the history with the values of its entry."""

    sentence: Any = ""

    def format_message(self, log_entry: Any) -> str:
        data = log_entry.data
        names = ("after", "day", "comment", "author")
        said = str(self.sentence) % {name: data.get(name, "") for name in names}
        if data.get("alone"):
            said += " " + gettext("(at once, without a second person)")
        elif data.get("author"):
            said += " " + gettext("(proposed by %(who)s)") % {"who": data["author"]}
        return said


class Changed(_Said):
    label = _("Change the value")
    sentence = _("The value is now %(after)s")


class Proposed(_Said):
    label = _("Propose a value")
    sentence = _("The value %(after)s is proposed")


class Returned(_Said):
    label = _("Send a value back")
    sentence = _("The value %(after)s is sent back: %(comment)s")


class TakenBack(_Said):
    label = _("Withdraw a proposal")
    sentence = _("The proposed value %(after)s is withdrawn")


class Named(_Said):
    label = _("Name in another language")
    sentence = _("The name in %(day)s is now “%(after)s”")


class Planned(_Said):
    label = _("Plan a value")
    sentence = _("From %(day)s the value is %(after)s")


class Withdrawn(_Said):
    label = _("Withdraw a value")
    sentence = _("The value %(after)s planned for %(day)s is withdrawn")


@hooks.register("register_log_actions")
def fact_log_actions(actions: Any) -> None:
    """Words of the history of a fact."""
    for formatter in (Changed, Proposed, Returned, TakenBack, Named, Planned, Withdrawn):
        actions.register_action(f"facts.{formatter.__name__.lower()}")(formatter)
