"""Running text with the words of the glossary linked and the facts in their places."""

from django import template
from django.utils.safestring import SafeString

from core import fact_links, glossary_links

register = template.Library()


@register.filter(name="glossary_words", is_safe=True)
def finish(html: str) -> SafeString:
    """Rich text after Wagtail's rewriters: values for facts, the Italian word by linked words."""
    return glossary_links.show(fact_links.show(html))
