"""Tags of the public templates: icons, links in the reader's language, typed values.

{% frame as frame %}                            core.frame.Frame of the page, in base.html
{% icon "pin" %} {% icon "pin" "icon-sm" %}    an icon; the sprite prints only those used
{% icon_sprite %}                               once, before </body>
{% page_links pages as links %}                 core.localize.Link objects (one query)
{% page_link page as link %}                    the same for one page
{% localized_snippets rows as rows %}           organisations or points in the reader's language
{% term_label "document" code %}                label of a term known by its code
{% term_labels "beneficiary" codes %}           several, as the language writes a row
{% listed one two as row %}                     the same for words, leaving out empty ones
{% links_in page.ways as links %}               the same as a dictionary, for pages inside blocks
{{ name|isolated }}                             for plain text: what <bdi> does in HTML
{% in_language page %} {% language_note page %}  lang, dir and name of a page in another language than this
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

from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from wagtail.blocks import StreamValue
from wagtail.blocks.list_block import ListValue
from wagtail.models import Page

from core import anchors, icons, locales, localize, structured
from core import frame as frames
from core.templatetags import approdo_values

register = template.Library()
register.filters.update(approdo_values.register.filters)
register.tags.update(approdo_values.register.tags)
NBSP = "\u00a0"


def request_of(context: Context) -> Any:
    """The request, also in an include that was given nothing but its arguments."""
    shared: Any = context.render_context.dicts[0]
    found = getattr(context, "request", None) or context.get("request") or shared.get("_request")
    shared["_request"] = found
    return found


@register.simple_tag(takes_context=True)
def frame(context: Context) -> frames.Frame:
    suffix = str(context.get("url_suffix") or "")
    return frames.build(request_of(context), context.get("page"), suffix)


@register.simple_tag(takes_context=True)
def json_ld(context: Context) -> SafeString:
    """The page's schema.org description and its breadcrumb, as one script of data."""
    request, page = request_of(context), context.get("page")
    if page is None or not hasattr(page, "json_ld"):
        return SafeString("")
    return structured.script(page, context.get("frame"), request)


@register.simple_tag(takes_context=True)
def icon(context: Context, name: str, css: str = "") -> SafeString:
    """A decorative icon from the sprite; unknown names print nothing."""
    if name not in icons.symbols():
        return SafeString("")
    request = request_of(context)
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
    used = getattr(request_of(context), "icons_used", {})
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
    request = request_of(context)
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


def _foreign(item: Any) -> str:
    """The language code of a page in a list, where it is another than the active one."""
    locale_id = getattr(item, "locale_id", None)
    if locale_id is None or locale_id == locales.active().pk:
        return ""
    return str(locales.by_id(locale_id).language_code)


@register.simple_tag
def in_language(item: Any) -> SafeString:
    """`lang` and `dir` for the words of a page in a list; nothing in the language around it."""
    code = _foreign(item)
    if not code:
        return SafeString("")
    return format_html(' lang="{}" dir="{}"', locales.html_lang(code), locales.direction(code))


@register.simple_tag
def language_note(item: Any) -> SafeString:
    """The name of a page's language in brackets; nothing in the language around it."""
    code = _foreign(item)
    if not code:
        return SafeString("")
    return format_html(' <small class="text-secondary">({})</small>', locales.native_name(code))


@register.simple_tag
def localized_snippets(rows: Any) -> list[Any]:
    return localize.snippets(rows or [])


@register.simple_tag
def localized_snippet(row: Any) -> Any:
    return (localize.snippets([row]) or [None])[0] if row else None


@register.simple_tag
def page_helplines(page: Any, helplines: Any) -> list[Any]:
    """The helplines about the page's topics first, then those of the home page."""
    topics = {term.pk for term in page.topic_list} if page else set()
    near = [line for line in helplines if topics & {term.pk for term in line.topics.all()}]
    return near + [line for line in helplines if line.on_home and line not in near]


# Anchors -----------------------------------------------------------------------------------------


def _taken(context: Context, name: str) -> dict[str, int]:
    request = request_of(context)
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
    shell = frames.shell(request_of(context), locales.active().language_code)
    return shell.directories.get(model, "")


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
