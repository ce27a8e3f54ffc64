"""Wagtail's accessibility checker with all rules of WCAG 2.2 AA, and what they say in our words."""

from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.userbar import ContentCheckerItem

# Names of axe-core. `seo` is that of Wagtail's own rule for the description of a page.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice", "seo"]

Message = tuple[str | Promise, str | Promise]
MESSAGES: dict[str, Message] = {
    "color-contrast": (_("Text with too little contrast"), _("Choose darker words or a lighter ground: 4.5 to 1 at least.")),
    "link-in-text-block": (_("A link is only marked by its colour"), _("Underline links in sentences.")),
    "image-alt": (_("A picture without alternative text"), _("Say what it shows, or mark it as decorative.")),
    "image-redundant-alt": (_("The alternative text repeats the words beside it"), _("Mark the picture as decorative.")),
    "page-has-heading-one": (_("The page has no main heading"), _("Give the page a title.")),
    "duplicate-id": (_("Two parts of the page have the same name"), _("Use a heading only once, or tell the technical team.")),
    "list": (_("A list with something else than items"), _("Make the list anew with the button of the text box.")),
    "listitem": (_("An item outside a list"), _("Make the list anew with the button of the text box.")),
    "valid-lang": (_("A language mark names no language"), _("Mark the words again with the button “Language”.")),
    "region": (_("Text outside the parts of the page"), _("Tell the technical team.")),
    "target-size": (_("Something to click is too small"), _("At least 24 by 24 pixels, or more space around it.")),
    "label": (_("A field without a label"), _("Give every field of the form a label.")),
    "identical-links-same-purpose": (_("The same text leads to different pages"), _("Give each link words of its own.")),
    "video-caption": (_("A video without captions"), _("Add captions, or the text of what is said.")),
    "audio-caption": (_("A recording without its text"), _("Add the text of what is said.")),
    "aria-hidden-focus": (_("Something hidden can be reached with the keyboard"), _("Tell the technical team.")),
    "scrollable-region-focusable": (_("A part that scrolls cannot be reached with the keyboard"), _("Tell the technical team.")),
}  # fmt: skip


class WideChecker(ContentCheckerItem):
    """All rules of WCAG 2.0, 2.1 and 2.2 on levels A and AA, and good practice."""

    axe_run_only: ClassVar[list[str]] = TAGS
    # Wagtail's own marks beside what was found, which have faults themselves.
    axe_exclude: ClassVar[list[str]] = ["wagtail-inline-userbar"]
    # Part of WCAG 2.2 AA, and off in axe unless asked for.
    axe_rules: ClassVar[dict[str, Any]] = {"target-size": {"enabled": True}}
    axe_messages: ClassVar[dict[str, Any]] = ContentCheckerItem.axe_messages | {
        rule: {"error_name": name, "help_text": help_text}
        for rule, (name, help_text) in MESSAGES.items()
    }


def widen(items: list[Any]) -> None:
    """Put it into the place of Wagtail's own."""
    for number, item in enumerate(items):
        if isinstance(item, ContentCheckerItem):
            items[number] = WideChecker(in_editor=item.in_editor)
