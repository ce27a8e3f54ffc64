"""Tags of the public templates: icons, links in the reader's language, typed values.

{% frame as frame %}                            core.frame.Frame of the page, in base.html
{% icon "pin" %} {% icon "pin" "icon-sm" %}    an icon; the sprite prints only those used
{% icon_sprite %}                               once, before </body>
{% page_links pages as links %}                 core.localize.Link objects (one query)
{% page_link page as link %}                    the same for one page
{% localized_snippets rows as rows %}           organisations or points in the reader's language
{% term_label "document" code %}                label of a term known by its code
{% links_in page.ways as links %}               the same as a dictionary, for pages inside blocks
{{ place|named }} {{ terms|names }}             labels, marked as Italian where they are
{{ organisation.name|italian }}                 Italian words, marked as such in other languages
{% organisation_url organisation as url %}      its page in the directory, or nothing
{% service_url code as url %}                   the service points of a kind, or nothing
{% pairs page.steps it.steps as rows %}         (block, Italian block or nothing), by position
{% uid "c" as id %}                             an id not used yet on this page
{% heading_id text as id %}                     the anchor of a heading
{{ value|day }}                                 <time datetime="2026-11-03"><bdi>3 novembre 2026</bdi></time>
{{ value|amount }}                              <bdi dir="ltr">70,46 €</bdi>
{{ value|phone }}  {{ value|partial_date }}     0171 123456 · aprile 2017
{% duration 60 "day" %}                         60 giorni
{{ time_block|time_phrase }}                    almeno 60 giorni prima
{{ code|html_lang }} {{ code|direction }} {{ code|native_name }}
"""

import datetime
import re
from collections.abc import Iterable
from decimal import Decimal
from itertools import zip_longest
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.template import Context
from django.utils import formats, timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import get_language, pgettext
from wagtail.blocks import StreamValue
from wagtail.blocks.list_block import ListValue
from wagtail.models import Page
from wagtail.templatetags.wagtailcore_tags import richtext

from core import anchors, dates, icons, locales, localize, structured
from core import frame as frames
from core.blocks.project import STATUS_CHOICES
from core.durations import duration_text
from core.durations import time_phrase as phrase
from directory import phones
from taxonomy import labels

register = template.Library()
NBSP = "\u00a0"


def _request(context: Context) -> Any:
    """The request, also in an include that was given nothing but its arguments."""
    shared: dict[str, Any] = context.render_context.dicts[0]
    found = getattr(context, "request", None) or context.get("request") or shared.get("_request")
    shared["_request"] = found
    return found


@register.simple_tag(takes_context=True)
def frame(context: Context) -> frames.Frame:
    suffix = str(context.get("url_suffix") or "")
    return frames.build(_request(context), context.get("page"), suffix)


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
        '<svg class="icon{}" aria-hidden="true"><use href="#i-{}"/></svg>',
        f" {css}" if css else "",
        name,
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
    wanted = [page for item in pages or [] if (page := _page(item)) is not None]
    found = _known(context, wanted)
    return [link for page in wanted if (link := found.get(page.translation_key)) is not None]


@register.simple_tag(takes_context=True)
def page_link(context: Context, page: Any) -> localize.Link | None:
    return _known(context, [page]).get(page.translation_key) if page else None


@register.simple_tag(takes_context=True)
def links_in(context: Context, *values: Any) -> dict[Any, localize.Link]:
    """Links to every page that stands anywhere in these streams, by translation key.

    They are kept for the rest of the page: `page_link` and `page_links` ask nothing anew.
    """
    return _known(context, _pages_in(values))


def _known(context: Context, pages: list[Page]) -> dict[Any, localize.Link]:
    """Links found so far on this page in the active language, and those to `pages`."""
    request = _request(context)
    attribute = f"links_{get_language()}"
    known: dict[Any, localize.Link | None] = getattr(request, attribute, {})
    missing = [page for page in pages if page.translation_key not in known]
    if missing:
        found = {link.page.translation_key: link for link in localize.links(missing, request)}
        known |= {page.translation_key: found.get(page.translation_key) for page in missing}
        if request is not None:
            setattr(request, attribute, known)
    return {key: link for key, link in known.items() if link is not None}


def _pages_in(value: Any) -> list[Page]:
    if isinstance(value, Page):
        return [value]
    if isinstance(value, dict):
        return [page for item in value.values() for page in _pages_in(item)]
    if isinstance(value, list | tuple | StreamValue | ListValue):
        return [page for item in value for page in _pages_in(getattr(item, "value", item))]
    return []


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
    number = Decimal(str(value))
    places = 0 if number == number.to_integral_value() else 2
    text = formats.number_format(number, places, use_l10n=True, force_grouping=True)
    return format_html('<bdi dir="ltr">{}{}€</bdi>', text, NBSP)


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
def page_helplines(page: Any, helplines: Any) -> list[Any]:
    """The helplines about the page's topics first, then those of the home page."""
    topics = {term.pk for term in page.topic_list} if page else set()
    near = [line for line in helplines if topics & {term.pk for term in line.topics.all()}]
    return near + [line for line in helplines if line.on_home and line not in near]


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


# Words in Italian, labels ------------------------------------------------------------------------


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


# Small pieces of text ----------------------------------------------------------------------------


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


# Anchors -----------------------------------------------------------------------------------------


def _taken(context: Context, name: str) -> dict[str, int]:
    request = _request(context)
    found: dict[str, int] = getattr(request, name, {})
    if request is not None:
        setattr(request, name, found)
    return found


@register.simple_tag(takes_context=True)
def heading_id(context: Context, text: str) -> str:
    """The anchor of a heading in running text, the same that `headings` gives."""
    return anchors.count(_taken(context, "anchors_taken"), anchors.anchor(str(text)))


@register.simple_tag(takes_context=True)
def uid(context: Context, prefix: str) -> str:
    """An id that no other element of the page has: c1, c2."""
    taken = _taken(context, "ids_taken")
    taken[prefix] = taken.get(prefix, 0) + 1
    return f"{prefix}{taken[prefix]}"


@register.simple_tag
def headings(*streams: Any) -> dict[str, str]:
    """Anchor to text of every heading block in these streams, for components/page_index.html."""
    return anchors.headings(*streams)


# Addresses in the directories --------------------------------------------------------------------


def _directory(context: Context, model: str) -> str:
    """The address of the live directory page of a type in the reader's language, or nothing."""
    request = _request(context)
    known: dict[str, str] = getattr(request, "directory_urls", {})
    key = f"{model}-{get_language()}"
    if key not in known:
        pages = Page.objects.live().filter(
            locale_id=locales.active().pk,
            content_type__app_label="home",
            content_type__model=model,
        )
        page = pages.first()
        known[key] = (page.get_url(request) or "") if page else ""
        if request is not None:
            request.directory_urls = known
    return known[key]


@register.simple_tag(takes_context=True)
def organisation_url(context: Context, organisation: Any) -> str:
    """Where the directory shows an organisation, or nothing."""
    base = _directory(context, "organisationindexpage") if organisation else ""
    return f"{base}{organisation.slug}/" if base and organisation.live else ""


@register.simple_tag(takes_context=True)
def service_url(context: Context, code: str = "") -> str:
    """The directory of service points, filtered by a service; nothing where there is none."""
    base = _directory(context, "servicedirectorypage")
    return f"{base}?service={code}" if base and code else base
