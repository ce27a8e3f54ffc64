"""Saying the language of words in the admin's text editor."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from draftjs_exporter import DOM
from wagtail.admin.rich_text.converters.html_to_contentstate import LinkElementHandler

from core import language_marks
from core.entities import LinkEntity

FEATURE = "language"
ENTITY = "LANGUAGE"


class LanguageElementHandler(LinkElementHandler):
    """Stored mark to what the editor keeps: the code of the language and its name."""

    def get_attribute_data(self, attrs: dict[str, str]) -> dict[str, Any]:
        code = attrs.get("id", "")
        return {"id": code, "name": str(dict(language_marks.choices()).get(code, code))}


def stored(props: dict[str, Any]) -> Any:
    """What the editor keeps to the stored mark; what names no language is left as its words."""
    code = str(props.get("id", ""))
    if not language_marks.is_known(code):
        return props["children"]
    attributes = {"linktype": language_marks.LINKTYPE, "id": code}
    return DOM.create_element("a", attributes, props["children"])


def register(features: Any) -> None:
    """Add the feature `language` to Wagtail's registry of rich text features."""
    LinkEntity(
        feature=FEATURE, entity=ENTITY, shown=language_marks.LanguageMarkHandler,
        from_stored=LanguageElementHandler, to_stored=stored, icon="globe",
        description=_("Language"), attributes=["id", "name"], script="js/language-mark.js",
        options={
            "languages": language_marks.choices(),
            "words": {
                "label": _("Language of these words"), "choose": _("Mark the language"), "cancel": _("Cancel"),
                "none": _("Select the words in the text first."),
            },
        },
        css=["css/language-mark.css"],
    ).register(features)  # fmt: skip
