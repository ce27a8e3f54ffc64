"""Tags of the public templates: icons, links in the reader's language, typed values.

    {% frame as frame %}                            core.frame.Frame of the page, in base.html
    {% icon "pin" %} {% icon "pin" "icon-sm" %}    an icon; the sprite prints only those used
    {% icon_sprite %}                               once, before </body>
    {% page_links pages as links %}                 core.localize.Link objects (one query)
    {% page_link page as link %}                    the same for one page
    {% localized_snippets rows as rows %}           organisations or points in the reader's language
    {% term_label "document" code %}                label of a term known by its code
    {{ value|amount }}                              <bdi dir="ltr">70,46 €</bdi>
    {{ value|phone }}  {{ value|partial_date }}     0171 123456 · aprile 2017
    {% duration 60 "day" %}                         60 giorni
    {{ time_block|time_phrase }}                    almeno 60 giorni prima
    {{ code|html_lang }} {{ code|direction }} {{ code|native_name }}
"""

from decimal import Decimal
from typing import Any

from core import dates, frame as frames, icons, locales, localize, structured
from core.durations import duration_text, time_phrase as phrase
from directory import phones
from django import template
from django.template import Context
from django.utils import formats
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from taxonomy import labels

register = template.Library()
NBSP = "\u00a0"


def _request(context: Context) -> Any:
    return getattr(context, "request", None) or context.get("request")


@register.simple_tag(takes_context=True)
def frame(context: Context) -> frames.Frame:
    return frames.build(_request(context), context.get("page"))


@register.simple_tag(takes_context=True)
def json_ld(context: Context) -> SafeString:
    """The page's schema.org description and its breadcrumb, as one script of data."""
    request, page = _request(context), context.get("page")
    if page is None or not hasattr(page, "json_ld"):
        return SafeString("")
    return structured.script(page, context.get("frame"), request)


@register.simple_tag(takes_context=True)
def icon(context: Context, name: str, css: str = "") -> SafeString:
    """A decorative icon from the sprite; unknown names print nothing."""
    if name not in icons.symbols():
        return SafeString("")
    request = _request(context)
    if request is not None:
        used = getattr(request, "icons_used", None)
        if used is None:
            used = request.icons_used = {}
        used[name] = True
    return format_html(
        '<svg class="icon{}" aria-hidden="true"><use href="#i-{}"/></svg>', f" {css}" if css else "", name
    )


@register.simple_tag(takes_context=True)
def icon_sprite(context: Context) -> SafeString:
    """The symbols of the icons that the page really used."""
    used = getattr(_request(context), "icons_used", {})
    if not used:
        return SafeString("")
    symbols = icons.symbols()
    inner = format_html_join(
        "",
        '<symbol id="i-{}" viewBox="0 0 24 24">{}</symbol>',
        ((name, mark_safe(symbols[name])) for name in used),
    )
    return format_html(
        '<svg width="0" height="0" class="visually-hidden" aria-hidden="true">{}</svg>', inner
    )


@register.simple_tag(takes_context=True)
def page_links(context: Context, pages: Any) -> list[localize.Link]:
    return localize.links([_page(item) for item in pages or []], _request(context))


@register.simple_tag(takes_context=True)
def page_link(context: Context, page: Any) -> localize.Link | None:
    found = localize.links([page] if page else [], _request(context))
    return found[0] if found else None


def _page(item: Any) -> Any:
    """A page, whether it comes bare, in a stream block or in a structure with a `page`."""
    value = getattr(item, "value", item)
    return value.get("page") if hasattr(value, "get") else value


@register.simple_tag
def localized_snippets(rows: Any) -> list[Any]:
    return localize.snippets(rows or [])


@register.simple_tag
def localized_snippet(row: Any) -> Any:
    return (localize.snippets([row]) or [None])[0] if row else None


@register.simple_tag
def term_label(vocabulary: str, code: str) -> str:
    return labels.code_label(vocabulary, code) if code else ""


@register.filter
def term_icon(term: Any) -> str:
    return labels.term_icon(term.pk) if term else ""


@register.filter
def amount(value: Any) -> SafeString | str:
    """An amount in euro; cents only when there are some."""
    if value is None or value == "":
        return ""
    number = Decimal(str(value))
    places = 0 if number == number.to_integral_value() else 2
    text = formats.number_format(number, places, use_l10n=True, force_grouping=True)
    return format_html('<bdi dir="ltr">{}{}€</bdi>', text, NBSP)


@register.filter
def phone(value: str) -> str:
    return phones.display(value) if value else ""


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
