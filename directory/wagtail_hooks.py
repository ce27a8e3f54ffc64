"""Organisations, service points and helplines in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from directory import steps
from directory.choosing import DraftChooserViewSet
from directory.models import EmergencyNumber, Organisation, ServicePoint
from taxonomy.widgets import NameCheckboxes, TermCheckboxes


def _address() -> FieldPanel:
    """The slug, which `save` fills."""
    return FieldPanel(
        "slug",
        heading=_("Address"),
        help_text=_("The last part of the page’s address. When empty, it is made from the name."),
    )


class OrganisationViewSet(SnippetViewSet):
    model = Organisation
    workflow_action_view_class = steps.ActionView
    collect_workflow_action_data_view_class = steps.DataView
    confirm_workflow_cancellation_view_class = steps.CancelView
    chooser_viewset_class = DraftChooserViewSet
    icon = "group"
    list_display = ["name", "kind", "seat", "insurance_valid_until", "locale"]
    list_filter = ["kind", "is_demo"]
    inspect_view_enabled = True
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    MultiFieldPanel(
                        [
                            FieldPanel("name"),
                            FieldRowPanel([FieldPanel("acronym"), FieldPanel("kind")]),
                            FieldPanel("description"),
                            FieldPanel("mission"),
                            FieldPanel("logo"),
                        ],
                        heading=_("Organisation"),
                    ),
                    MultiFieldPanel(
                        [FieldPanel("address"), FieldPanel("seat"), FieldPanel("website")],
                        heading=_("Seat"),
                    ),
                    InlinePanel("contacts", heading=_("Contacts"), label=_("Contact")),
                    FieldPanel("languages", widget=NameCheckboxes),
                ],
                heading=_("Content"),
            ),
            ObjectList(
                [
                    MultiFieldPanel(
                        [
                            FieldRowPanel(
                                [
                                    FieldPanel("insurance_declared_on"),
                                    FieldPanel("insurance_valid_until"),
                                ]
                            ),
                            FieldPanel("insurance_accidents"),
                            FieldPanel("insurance_illness"),
                            FieldPanel("insurance_liability"),
                            FieldPanel("insurance_checked_by_role"),
                        ],
                        heading=_("Insurance of volunteers"),
                        help_text=_(
                            "D.Lgs. 117/2017, art. 18: whoever hosts volunteers insures them. "
                            "Only the declaration is kept, never the policy."
                        ),
                    )
                ],
                heading=_("Insurance"),
            ),
            ObjectList(
                [
                    MultiFieldPanel(
                        [
                            FieldPanel("legal_form"),
                            FieldPanel("parent"),
                            FieldRowPanel(
                                [FieldPanel("runts_number"), FieldPanel("runts_section")]
                            ),
                            FieldRowPanel(
                                [FieldPanel("art42_section"), FieldPanel("art42_number")]
                            ),
                            FieldPanel("other_registers"),
                            FieldRowPanel([FieldPanel("ipa_code"), FieldPanel("tax_code")]),
                        ],
                        heading=_("Registers"),
                    ),
                    MultiFieldPanel(
                        [FieldPanel("volunteers_count"), FieldPanel("public_funding_url")],
                        heading=_("Transparency"),
                    ),
                    MultiFieldPanel(
                        [FieldPanel("verified_on"), _address(), FieldPanel("is_demo")],
                        heading=_("Settings"),
                    ),
                ],
                heading=_("Registers and settings"),
            ),
        ]
    )


class ServicePointViewSet(SnippetViewSet):
    model = ServicePoint
    chooser_viewset_class = DraftChooserViewSet
    icon = "site"
    list_display = ["name_public", "place", "status", "locale"]
    list_filter = ["status", "is_demo"]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    MultiFieldPanel(
                        [
                            FieldPanel("name_public"),
                            FieldPanel("organisation"),
                            FieldPanel("categories", widget=TermCheckboxes),
                            FieldPanel("audience", widget=TermCheckboxes),
                        ],
                        heading=_("Service point"),
                    ),
                    MultiFieldPanel(
                        [
                            FieldPanel("description"),
                            FieldPanel("how_to_access"),
                            FieldPanel("documents_to_bring"),
                        ],
                        heading=_("Text"),
                    ),
                    MultiFieldPanel(
                        [FieldPanel("alert"), FieldPanel("alert_until")], heading=_("Notice")
                    ),
                ],
                heading=_("Content"),
            ),
            ObjectList(
                [
                    FieldPanel("status"),
                    MultiFieldPanel(
                        [
                            FieldPanel("address"),
                            FieldPanel("place"),
                            FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
                            FieldPanel("hide_address"),
                            FieldPanel("step_free"),
                        ],
                        heading=_("Where"),
                    ),
                    InlinePanel("schedules", heading=_("Opening hours"), label=_("Hours")),
                    InlinePanel("phones", heading=_("Telephones"), label=_("Telephone")),
                    MultiFieldPanel(
                        [
                            FieldPanel("mailbox"),
                            FieldPanel("pec"),
                            FieldPanel("website"),
                            FieldPanel("appointment_needed"),
                            FieldPanel("appointment_url"),
                        ],
                        heading=_("Contacts"),
                    ),
                ],
                heading=_("Where and when"),
            ),
            ObjectList(
                [
                    MultiFieldPanel(
                        [
                            FieldRowPanel([FieldPanel("min_age"), FieldPanel("max_age")]),
                            FieldRowPanel([FieldPanel("is_free"), FieldPanel("women_only")]),
                            FieldPanel("children_welcome"),
                        ],
                        heading=_("For whom"),
                    ),
                    MultiFieldPanel(
                        [
                            FieldPanel("languages", widget=NameCheckboxes),
                            FieldPanel("interpreting", widget=NameCheckboxes),
                        ],
                        heading=_("Languages"),
                    ),
                    MultiFieldPanel(
                        [FieldPanel("assured_on"), _address(), FieldPanel("is_demo")],
                        heading=_("Settings"),
                    ),
                ],
                heading=_("For whom"),
            ),
        ]
    )


class EmergencyNumberViewSet(SnippetViewSet):
    model = EmergencyNumber
    icon = "mobile-alt"
    list_display = ["number", "name", "on_home", "verified_on", "locale"]
    panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("number"), FieldPanel("mobile_number")]),
                FieldPanel("name"),
                FieldPanel("note"),
                FieldRowPanel([FieldPanel("is_free"), FieldPanel("always_open")]),
            ],
            heading=_("Telephone"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("on_home"),
                FieldPanel("order"),
                FieldPanel("topics", widget=TermCheckboxes),
            ],
            heading=_("Where it is shown"),
        ),
        MultiFieldPanel(
            [FieldPanel("languages_count"), FieldPanel("languages", widget=NameCheckboxes)],
            heading=_("Languages"),
        ),
        MultiFieldPanel(
            [FieldPanel("verified_on"), FieldPanel("review_flag")], heading=_("Verification")
        ),
    ]


class DirectoryViewSetGroup(SnippetViewSetGroup):
    items = (OrganisationViewSet, ServicePointViewSet, EmergencyNumberViewSet)
    menu_label = _("Directory")
    menu_icon = "group"
    menu_order = 250


register_snippet(DirectoryViewSetGroup)
