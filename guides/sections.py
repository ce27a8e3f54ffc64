"""The parts a guide really has, in reading order: for its headings and for its index."""

from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from core import anchors


def sections(page: Any) -> dict[str, str]:
    """Anchor to heading of every part of the guide that is not empty."""
    own = anchors.headings(page.what_is, page.body)
    inside = anchors.headings(page.what_is)
    parts = {
        "who": (_("Who it is for"), _has_text(page.who_for)),
        "what": (_("What it is"), page.what_is),
        "documents": (_("What you need"), page.documents_needed),
        "steps": (_("What to do"), page.steps),
        **{key: (text, True) for key, text in own.items() if key not in inside},
        "costs": (_("How much it costs"), page.costs or _has_text(page.costs_note)),
        "times": (_("Times and deadlines"), page.times),
        "where": (_("Where to go"), page.where_list),
        "free-help": (_("Free help"), page.help_list),
        "result": (_("What you get"), page.output_id or _has_text(page.what_you_get)),
        "problems": (_("If something goes wrong"), _has_text(page.if_something_goes_wrong)),
        "rights": (_("Your rights"), _has_text(page.your_rights)),
        "exceptions": (_("Different rules"), page.exceptions),
        "faq": (_("Frequent questions"), page.faq),
        "words": (_("Words to know"), page.glossary_list),
        "sources": (_("Laws and sources"), page.legal_basis or page.sources or page.changes),
    }
    return {anchor: heading for anchor, (heading, content) in parts.items() if content}


def _has_text(html: str) -> bool:
    return bool(strip_tags(html or "").strip())
