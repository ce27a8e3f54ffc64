"""Why something was left out of a run, or a run stopped: codes in the database, words on screens."""

from typing import Any

from django.utils.translation import gettext_lazy as _

# What the asker cannot do, or what has to come first
GONE, REFUSED, UNPUBLISHED, NO_PARENT, SINGLE = "gone", "refused", "unpublished", "parent", "single"
INVALID, BROKEN = "invalid", "broken"

WORDS: dict[str, Any] = {
    GONE: _("The page is gone."),
    REFUSED: _("You may not edit this page."),
    UNPUBLISHED: _("Publish the page first: translators get the text that readers see."),
    NO_PARENT: _("Translate the page above first: it has no version in this language."),
    SINGLE: _("Pages of this type are not translated."),
    INVALID: _("The page does not take a translation: look at its fields."),
    BROKEN: _("Something went wrong. The job is among the failed ones; try again."),
}


def words(code: str) -> Any:
    """A sentence for who asked; the code itself where a newer version of the site wrote it."""
    return WORDS.get(code, code)
