"""Form widgets for editors."""

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from core import icons
from taxonomy.models import Language

# Of all drawings those that can stand for a topic; the others belong to buttons.
TOPIC_ICONS = (
    "card", "calendar", "clock", "doc", "euro", "family", "flag", "food", "globe", "hands", "health",
    "home", "info", "language", "leaf", "people", "phone", "pin", "scales", "school", "shield",
    "speech", "star", "warning", "work",
)  # fmt: skip


def _drawings() -> list[tuple[str, str]]:
    """The icons under their names; the drawing is its own label."""
    symbols = icons.symbols()
    drawn = [
        (
            name,
            format_html(
                '<svg class="site-icon" viewBox="0 0 24 24" role="img" aria-label="{}">{}</svg>',
                name,
                mark_safe(symbols[name]),
            ),
        )
        for name in TOPIC_ICONS
    ]
    return [("", "—"), *drawn]


class IconRadios(forms.RadioSelect):
    """One of the site's icons, chosen by its drawing."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "icon-radios"} | (attrs or {}), choices=_drawings)  # type: ignore[arg-type]  # a callable is asked anew for each form


def _languages() -> list[tuple[str, str]]:
    names = {language.code: language.label() for language in Language.objects.all()}
    return [("", "—"), *sorted(names.items(), key=lambda row: row[1].casefold())]


class LanguageSelect(forms.Select):
    """The code of a language, chosen by the language's name."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, choices=_languages)  # type: ignore[arg-type]  # see above
