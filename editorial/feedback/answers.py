"""Answers that are ready in every language, for the cases that come again and again."""

from django.utils import translation
from django.utils.translation import gettext_lazy as _

READY = {
    "fixed": (_("Thank you, fixed"), _("Thank you. You were right: we have corrected the page.")),
    "checking": (
        _("We are checking with the office"),
        _("Thank you. We are checking with the office and will answer here."),
    ),
    "right": (
        _("It is right as it is"),
        _("Thank you. We have checked: what the page says is right."),
    ),
    "clearer": (
        _("Thank you, said more clearly"),
        _("Thank you. We have written this part more clearly."),
    ),
    "elsewhere": (
        _("It depends on the office"),
        _("Thank you. The page is right, but the office does it differently. We have told them."),
    ),
}
"""Code to (name for editors, what the reader gets)."""


def ready_text(code: str, language: str) -> str:
    """A ready answer in a language; empty for an unknown code."""
    if code not in READY:
        return ""
    with translation.override(language):
        return str(READY[code][1])


def in_language(answer: str, written_in: str, language: str) -> tuple[str, str]:
    """The answer for a reader of another language, and the language it is then in.

    A ready answer is found again in the other language; one's own words stay as they are.
    """
    for code in READY:
        if answer == ready_text(code, written_in):
            return ready_text(code, language), language
    return answer, written_in
