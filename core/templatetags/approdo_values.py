"""Values as readers see them: amounts, dates, telephones, labels, words of another language.

Part of the `approdo` tag library; `{% load approdo %}` brings these too.
"""

import datetime
import re
from collections.abc import Iterable
from decimal import Decimal
from itertools import zip_longest
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.utils import formats, timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import get_language, pgettext
from wagtail.templatetags.wagtailcore_tags import richtext

from core import dates, locales
from core.blocks.project import STATUS_CHOICES
from core.durations import duration_text
from core.durations import time_phrase as phrase
from directory import phones
from facts.formats import money
from taxonomy import labels

register = template.Library()


register.filter("isolated", locales.isolated)


@register.simple_tag
def term_label(vocabulary: str, code: str) -> str:
    return labels.code_label(vocabulary, code) if code else ""


@register.simple_tag
def term_labels(vocabulary: str, codes: Iterable[str]) -> str:
    """Labels of terms known by their codes, in a row."""
    return listed(*(term_label(vocabulary, code) for code in codes))


@register.simple_tag
def listed(*words: str) -> str:
    """Those of the words that there are, in a row as the language writes it."""
    return pgettext("list of days", ", ").join(word for word in words if word)


@register.simple_tag
def code_icon(vocabulary: str, code: str) -> str:
    """The icon of a term known by its code."""
    pk = labels.term_id(vocabulary, code) if code else None
    return labels.term_icon(pk) if pk else ""


@register.filter
def term_icon(term: Any) -> str:
    return labels.term_icon(term.pk) if term else ""


@register.filter
def amount(value: Any) -> SafeString | str:
    """An amount in euro; cents only when there are some."""
    if value is None or value == "":
        return ""
    return format_html('<bdi dir="ltr">{}</bdi>', money(Decimal(str(value))))


@register.filter
def phone(value: str) -> str:
    return phones.display(value) if value else ""


@register.filter
def tel(value: str) -> str:
    """A number as a telephone link takes it: digits and a leading plus."""
    digits = "".join(character for character in value or "" if character.isdigit())
    return f"+{digits}" if (value or "").startswith("+") else digits


@register.filter
def partial_date(value: str) -> str:
    """`2017`, `2017-04` or `2017-04-01` in the active language."""
    parsed = dates.parse_partial(value or "")
    return dates.format_date(*parsed) if parsed else value


@register.simple_tag
def duration(value: int | None, unit: str) -> str:
    return duration_text(value, unit) if value else ""


@register.filter
def time_phrase(value: Any) -> str:
    return phrase(value["direction"], value["value"], value["unit"])


@register.filter
def day(value: Any) -> SafeString | str:
    """A date as a time element: <time datetime="2026-11-03"><bdi>3 novembre 2026</bdi></time>."""
    if not value:
        return ""
    if isinstance(value, datetime.datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return format_html(
        '<time datetime="{}"><bdi>{}</bdi></time>', value.isoformat(), formats.date_format(value)
    )


@register.filter
def type_label(page: Any) -> str:
    """What kind of page it is, in a word: Guide, Project."""
    return capfirst(page._meta.verbose_name)


@register.filter
def starts_with(text: Any, beginning: str) -> bool:
    return str(text or "").startswith(beginning)


@register.simple_tag
def control(field: Any) -> SafeString:
    """A form field's control with the classes and the descriptions of components/field.html."""
    described = [f"{field.auto_id}-h"] if field.help_text else []
    attrs = {}
    if getattr(field.field.widget, "input_type", "") not in {"checkbox", "radio"}:
        attrs["class"] = "form-control is-invalid" if field.errors else "form-control"
    if field.errors:
        described.append(f"{field.auto_id}-e")
        attrs["aria-invalid"] = "true"
    if described:
        attrs["aria-describedby"] = " ".join(described)
    return field.as_widget(attrs=attrs)


@register.filter
def html_lang(code: str) -> str:
    return locales.html_lang(code)


@register.filter
def direction(code: str) -> str:
    return locales.direction(code)


@register.filter
def native_name(code: str) -> str:
    return locales.native_name(code)


@register.filter
def locale_code(page: Any) -> str:
    """The language code of a page or snippet, without a query."""
    return locales.by_id(page.locale_id).language_code


@register.filter
def filesize(document: Any) -> str:
    """Size of a document for people: 41 KB."""
    from django.template.defaultfilters import filesizeformat

    return filesizeformat(document.get_file_size() or 0)


@register.filter
def lookup(mapping: Any, key: Any) -> Any:
    return mapping.get(key) if mapping else None


@register.filter
def italian(text: Any) -> SafeString | str:
    """Italian words (names of bodies, streets, offices), marked as such in other languages."""
    if not text or get_language() == "it":
        return text or ""
    return format_html('<span lang="it" dir="ltr">{}</span>', text)


@register.filter
def named(item: Any) -> SafeString | str:
    """The label of a term, place or language in the reader's language, else marked as Italian."""
    if not item:
        return ""
    own = getattr(item, "label_language", None)
    return italian(item.label()) if own == "it" else item.label()


@register.filter
def names(items: Iterable[Any]) -> SafeString:
    """Labels in a row: Italian, Arabic, French."""
    return format_html_join(
        pgettext("list of days", ", "), "{}", ((named(item),) for item in items)
    )


@register.filter
def status_label(code: str) -> str:
    """The state of a phase or an action in words."""
    return str(dict(STATUS_CHOICES).get(code, ""))


@register.filter
def status_css(code: str) -> str:
    """How the route shows that state."""
    return {"done": "done", "in-progress": "now", "planned": "planned", "suspended": "planned"}.get(
        code, ""
    )


@register.filter
def inline_rich(value: Any) -> SafeString:
    """One paragraph of rich text without its paragraph, for list items and lines."""
    html = re.sub(r"</p>\s*<p[^>]*>", " ", str(richtext(getattr(value, "source", value) or "")))
    return mark_safe(re.sub(r"</?p[^>]*>", "", html))


@register.filter
def host(url: str) -> str:
    """The name of the site an address leads to: poliziadistato.it."""
    return urlsplit(url or "").netloc.removeprefix("www.")


@register.filter
def days_left(value: datetime.date | None) -> int | None:
    """Days from today until a date; negative when it has passed."""
    return (value - timezone.localdate()).days if value else None


@register.simple_tag
def pairs(rows: Any, others: Any = None) -> list[tuple[Any, Any]]:
    """Each row with the one in the same position of another language, or with nothing."""
    return list(zip_longest(rows or [], list(others or [])[: len(rows or [])]))
