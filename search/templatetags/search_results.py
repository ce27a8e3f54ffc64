"""How results of search are written."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from core.search_entries import kind_label
from search import highlight
from search.highlight import Piece

register = template.Library()


@register.simple_tag
def pieces(parts: list[Piece]) -> SafeString:
    """A text with the words of the query in `mark`; everything else escaped."""
    return mark_safe(highlight.html(parts))


@register.filter
def kind_name(kind: str) -> str:
    """What a kind of result is called."""
    return kind_label(kind)
