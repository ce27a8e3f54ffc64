"""Why something was left out of a run, or a run stopped: codes in the database, words on screens."""

from typing import Any

from django.utils.translation import gettext_lazy as _

# What the asker cannot do, or what has to come first
GONE, REFUSED, UNPUBLISHED, NO_PARENT, SINGLE = "gone", "refused", "unpublished", "parent", "single"
INVALID, BROKEN = "invalid", "broken"
# Machine translation
LOCKED, OFF, MARKS, DIFFERS, LONG, SAME = "locked", "off", "marks", "differs", "long", "same"
TIMEOUT, UNREACHABLE, BUSY, QUOTA, KEY = "timeout", "unreachable", "busy", "quota", "key"
DOWN, REJECTED, GARBAGE, LIMIT = "down", "rejected", "garbage", "limit"

WORDS: dict[str, Any] = {
    GONE: _("The page is gone."),
    REFUSED: _("You may not edit this page."),
    UNPUBLISHED: _("Publish the page first: translators get the text that readers see."),
    NO_PARENT: _("Translate the page above first: it has no version in this language."),
    SINGLE: _("Pages of this type are not translated."),
    INVALID: _("The page does not take a translation: look at its fields."),
    LOCKED: _("The translation is locked or in review."),
    OFF: _("No service for machine translation is set up."),
    MARKS: _("The machine lost or changed a mark (bold, link)."),
    DIFFERS: _("The machine lost or changed a number, a link or a protected word."),
    LONG: _("The machine's text is too long for the page."),
    SAME: _("The machine gave the Italian text back, or none."),
    TIMEOUT: _("The service did not answer in time."),
    UNREACHABLE: _("The service cannot be reached."),
    BUSY: _("The service asks for a pause."),
    QUOTA: _("The service's quota is used up: wait for the next period or raise it there."),
    KEY: _("The service refuses the key: an administrator has to look at it."),
    DOWN: _("The service has a fault of its own."),
    REJECTED: _("The service refuses what was asked: an administrator has to look at it."),
    GARBAGE: _("The service's answer cannot be understood."),
    LIMIT: _("This month's limit of characters is reached: an administrator can raise it."),
    BROKEN: _("Something went wrong. The job is among the failed ones; try again."),
}


def words(code: str) -> Any:
    """A sentence for who asked; the code itself where a newer version of the site wrote it."""
    return WORDS.get(code, code)
