"""Linking a word to its glossary term in the admin's text editor."""

from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from draftjs_exporter import DOM
from wagtail.admin.rich_text.converters.html_to_contentstate import LinkElementHandler

from core import glossary_links
from core.entities import LinkEntity

FEATURE = "glossary"
ENTITY = "GLOSSARY"


class GlossaryElementHandler(LinkElementHandler):
    """Stored link to what the editor keeps: the term's key, its name, where it is edited."""

    def get_attribute_data(self, attrs: dict[str, str]) -> dict[str, Any]:
        key = attrs.get("id", "")
        found = glossary_links.word(key)
        if found is None:
            return {"id": key, "name": str(_("This term is no longer in the glossary"))}
        return {"id": key, "name": found.italian, "url": _edit_url(key)}


def _edit_url(key: str) -> str:
    model = glossary_links.GlossaryLinkHandler.get_model()
    try:
        return reverse(model.snippet_viewset.get_url_name("edit"), args=[key])  # type: ignore[attr-defined]
    except NoReverseMatch:
        return ""


def stored(props: dict[str, Any]) -> Any:
    """What the editor keeps to the stored link; what names no row is left as its words."""
    key = str(props.get("id", ""))
    if not key.isdecimal():
        return props["children"]
    attributes = {"linktype": glossary_links.LINKTYPE, "id": key}
    return DOM.create_element("a", attributes, props["children"])


def register(features: Any) -> None:
    """Add the feature `glossary` to Wagtail's registry of rich text features."""
    chooser = reverse_lazy("wagtailsnippetchoosers_glossary_glossaryterm:choose")
    LinkEntity(
        feature=FEATURE, entity=ENTITY, shown=glossary_links.GlossaryLinkHandler,
        from_stored=GlossaryElementHandler, to_stored=stored, icon="openquote",
        description=_("Glossary word"), attributes=["id", "name", "url"],
        script="js/glossary-link.js",
        options={
            "chooserUrls": {"glossaryChooser": chooser}, "chooserLocale": settings.LANGUAGE_CODE,
        },
    ).register(features)  # fmt: skip
