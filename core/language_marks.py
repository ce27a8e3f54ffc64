"""Words of another language inside running text: `<a id="la" linktype="language">ius soli</a>`.

Stored as a link, like facts and words of the glossary: wagtail-localize keeps the attributes of links
alone, and would cut a sentence at a `span`. Readers get `<span lang dir>`, so that a screen reader
speaks the words as they are meant (WCAG 3.1.2).
"""

import re
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale
from wagtail.rich_text import LinkHandler

from core import locales

LINKTYPE = "language"
# Languages that the site does not speak and texts quote.
OTHERS = {"la": _("Latin"), "de": _("German"), "pt": _("Portuguese"), "sq": _("Albanian")}
_SHOWN = re.compile(r'<a data-lang="([A-Za-z-]+)">(.*?)</a>', re.DOTALL)


def choices() -> list[tuple[str, Any]]:
    """The languages that words can be marked with: code and name, translated when it is read."""
    return [*settings.LANGUAGES, *OTHERS.items()]


def is_known(code: str) -> bool:
    """Whether words can be marked with a language."""
    return code in OTHERS or code in dict(settings.LANGUAGES)


class LanguageMarkHandler(LinkHandler):
    """Marked words keep their language; a mark that names none leaves plain words."""

    identifier = LINKTYPE

    @staticmethod
    def get_model() -> type[Locale]:
        return Locale

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        codes = (attrs.get("id", "") for attrs in attrs_list)
        return [f'<a data-lang="{code}">' if is_known(code) else "<a>" for code in codes]


def show(html: str) -> SafeString:
    """What Wagtail's rewriters made of a rich text, with the languages said."""
    return mark_safe(_SHOWN.sub(_span, html) if "data-lang" in html else html)


def _span(match: re.Match[str]) -> str:
    code = match[1]
    return (
        f'<span lang="{locales.html_lang(code)}" dir="{locales.direction(code)}">{match[2]}</span>'
    )
