"""Putting a fact into running text in the admin's text editor."""

from typing import Any

from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from draftjs_exporter import DOM
from wagtail.admin.rich_text.converters.html_to_contentstate import LinkElementHandler

from core import fact_links
from core.entities import LinkEntity

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
    LinkEntity(
        feature=FEATURE, entity=ENTITY, shown=fact_links.FactLinkHandler,
        from_stored=FactElementHandler, to_stored=stored, icon="decimal", description=_("Fact"),
        attributes=["id", "code", "name", "value", "url"], script="js/fact-link.js",
        options={"chooserUrls": {"factChooser": reverse_lazy("fact_chooser:choose")}},
        css=["css/desk.css", "css/facts.css"],
    ).register(features)  # fmt: skip
