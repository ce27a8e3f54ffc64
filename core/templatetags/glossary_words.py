"""Running text with the words of the glossary linked and the facts in their places."""

from django import template
from django.utils.safestring import SafeString

from core import fact_links, glossary_links, language_marks

register = template.Library()


@register.filter(name="glossary_words", is_safe=True)
def finish(html: str) -> SafeString:
    """Rich text after Wagtail's rewriters: values for facts, languages of marked words, the
    Italian word by linked words."""
    return glossary_links.show(language_marks.show(fact_links.show(html)))
