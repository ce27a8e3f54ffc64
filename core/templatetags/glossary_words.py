"""Running text with the words of the glossary linked."""

from django import template
from django.utils.safestring import SafeString

from core import glossary_links

register = template.Library()


@register.filter(name="glossary_words", is_safe=True)
def finish(html: str) -> SafeString:
    """Rich text after Wagtail's rewriters, with the Italian word by every linked word."""
    return glossary_links.show(html)
