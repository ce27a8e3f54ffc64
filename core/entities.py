"""Links of our own kinds in the admin's text editor: what each has to tell Wagtail about itself."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from wagtail.admin.rich_text.converters.html_to_contentstate import LinkElementHandler
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature
from wagtail.rich_text import LinkHandler

SHARED = (
    "wagtailadmin/js/modal-workflow.js",
    "wagtailadmin/js/chooser-modal.js",
    "js/link-entity.js",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkEntity:
    """One kind: stored as `<a linktype="…">`, kept by the editor as an entity of a type.

    `from_stored` reads the stored link for the editor, `to_stored` writes it; `script` draws it and
    opens its chooser, whose address stands in `options`.
    """

    feature: str
    entity: str
    shown: type[LinkHandler]
    from_stored: type[LinkElementHandler]
    to_stored: Callable[[dict[str, Any]], Any]
    icon: str
    description: str | Promise
    attributes: list[str]
    script: str
    options: dict[str, Any]
    css: list[str] = field(default_factory=list)

    def register(self, features: Any) -> None:
        """Add it to Wagtail's registry of rich text features."""
        features.register_link_type(self.shown)
        told = {
            "type": self.entity, "icon": self.icon, "description": self.description,
            "attributes": self.attributes, **self.options,
        }  # fmt: skip
        css = {"all": self.css} if self.css else {}
        plugin = EntityFeature(told, js=[*SHARED, self.script], css=css)
        features.register_editor_plugin("draftail", self.feature, plugin)
        rule = {
            "from_database_format": {
                f'a[linktype="{self.shown.identifier}"]': self.from_stored(self.entity)
            },
            "to_database_format": {"entity_decorators": {self.entity: self.to_stored}},
        }
        features.register_converter_rule("contentstate", self.feature, rule)
