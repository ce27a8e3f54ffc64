"""Putting a fact into running text in the admin's text editor."""

from typing import Any

from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from draftjs_exporter import DOM
from wagtail.admin.rich_text.converters.html_to_contentstate import LinkElementHandler
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature

from core import fact_links

FEATURE = "fact"
ENTITY = "FACT"


class FactElementHandler(LinkElementHandler):
    """Stored fact to what the editor keeps: key, code, name, today's value, where it is edited."""

    def get_attribute_data(self, attrs: dict[str, str]) -> dict[str, Any]:
        key = attrs.get("id", "")
        found = fact_links.by_key(key)
        if found is None:
            return {"id": key, "name": str(_("This fact is no longer kept"))}
        return {
            "id": key, "code": found.code, "name": found.name, "value": found.value.plain(),
            "url": reverse("fact:edit", args=[key]),
        }  # fmt: skip


def stored(props: dict[str, Any]) -> Any:
    """What the editor keeps to the stored fact; what names no row is left as its words.

    Between the tags stands the code, whatever the editor showed or somebody typed over it.
    """
    key, code = str(props.get("id", "")), str(props.get("code") or "")
    if not (key.isascii() and key.isdigit()):
        return props["children"]
    attributes = {"linktype": fact_links.LINKTYPE, "id": key}
    return DOM.create_element("a", attributes, code or props["children"])


def register(features: Any) -> None:
    """Add the feature `fact` to Wagtail's registry of rich text features."""
    features.register_link_type(fact_links.FactLinkHandler)
    features.register_editor_plugin(
        "draftail",
        FEATURE,
        EntityFeature(
            {
                "type": ENTITY,
                "icon": "decimal",
                "description": _("Fact"),
                "attributes": ["id", "code", "name", "value", "url"],
                "chooserUrls": {"factChooser": reverse_lazy("fact_chooser:choose")},
            },
            js=[
                "wagtailadmin/js/modal-workflow.js",
                "wagtailadmin/js/chooser-modal.js",
                "js/fact-link.js",
            ],
            css={"all": ["css/desk.css", "css/facts.css"]},
        ),
    )
    features.register_converter_rule(
        "contentstate",
        FEATURE,
        {
            "from_database_format": {
                f'a[linktype="{fact_links.LINKTYPE}"]': FactElementHandler(ENTITY)
            },
            "to_database_format": {"entity_decorators": {ENTITY: stored}},
        },
    )
