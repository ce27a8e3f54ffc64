"""Sitemaps: one a language, every page with its translations (sitemaps.org, hreflang)."""

from collections import defaultdict
from io import StringIO
from typing import Any
from xml.sax.xmlreader import AttributesImpl

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe
from wagtail.models import Site

from core import locales
from core.checks import page_types
from delivery import pages

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"


def _xml(text: str) -> HttpResponse:
    return HttpResponse(text, content_type="application/xml; charset=utf-8")


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """The list of the languages' sitemaps."""
    out = StringIO()
    xml = SimplerXMLGenerator(out, "utf-8")
    xml.startDocument()
    xml.startElement("sitemapindex", AttributesImpl({"xmlns": SITEMAP}))
    for locale in locales.all_locales():
        xml.startElement("sitemap", AttributesImpl({}))
        address = reverse("sitemap", args=[locale.language_code])
        xml.addQuickElement("loc", request.build_absolute_uri(address))
        xml.endElement("sitemap")
    xml.endElement("sitemapindex")
    return _xml(out.getvalue())


def _rows(site: Site) -> list[dict[str, Any]]:
    """Every public page of every language below the site's home pages; one query a page type."""
    homes = {
        home.locale_id: home.url_path
        for home in site.root_page.get_translations(inclusive=True).live()
    }
    rows = []
    for model in page_types():
        for locale in locales.all_locales():
            prefix = homes.get(locale.pk)
            if prefix is None:
                continue
            values = pages.public(model, locale.pk).values_list(
                "translation_key", "url_path", "last_published_at"
            )
            rows += [
                {
                    "key": key,
                    "lang": locales.html_lang(locale.language_code),
                    "path": f"/{locale.language_code}/{path[len(prefix) :]}",
                    "modified": modified,
                }
                for key, path, modified in values
                if path.startswith(prefix)
            ]
    return rows


@require_safe
def sitemap(request: HttpRequest, code: str) -> HttpResponse:
    """The pages of one language, each with the addresses of its translations."""
    locale = locales.by_code(code)
    site = Site.find_for_request(request)
    if locale is None or site is None:
        raise Http404
    rows = _rows(site)
    translations: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        translations[row["key"]].append(row)
    out = StringIO()
    xml = SimplerXMLGenerator(out, "utf-8")
    xml.startDocument()
    xml.startElement("urlset", AttributesImpl({"xmlns": SITEMAP, "xmlns:xhtml": XHTML}))
    for row in rows:
        if row["lang"] == locales.html_lang(code):
            _write_url(xml, row, translations[row["key"]], site.root_url)
    xml.endElement("urlset")
    return _xml(out.getvalue())


def _write_url(
    xml: SimplerXMLGenerator,
    row: dict[str, Any],
    others: list[dict[str, Any]],
    root: str,
) -> None:
    xml.startElement("url", AttributesImpl({}))
    xml.addQuickElement("loc", root + row["path"])
    if row["modified"]:
        xml.addQuickElement("lastmod", row["modified"].date().isoformat())
    if len(others) > 1:
        for other in others:
            link = {
                "rel": "alternate",
                "hreflang": other["lang"],
                "href": root + other["path"],
            }
            xml.addQuickElement("xhtml:link", "", link)
        chooser = {
            "rel": "alternate",
            "hreflang": "x-default",
            "href": f"{root}/",
        }
        xml.addQuickElement("xhtml:link", "", chooser)
    xml.endElement("url")
