"""Small answers of the house: language chooser, theme, QR codes, health, errors."""

import io
from pathlib import Path

import segno
from django.conf import settings
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe
from wagtail.models import Page

from core import access, colours, frame, locales, reading
from delivery.middleware import accepted_language


@require_safe
def chooser(request: HttpRequest) -> HttpResponse:
    """The reader's own language when the browser says one we have; else the list of languages.

    `/?languages` always shows the list, so that a reader can leave the browser's choice.
    """
    wanted = accepted_language(request)
    if wanted and "languages" not in request.GET:
        response: HttpResponse = HttpResponseRedirect(f"/{wanted}/")
    else:
        built = frame.build(request)
        response = render(request, "chooser.html", {"languages": built.languages})
    patch_vary_headers(response, ("Accept-Language",))
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may read: everything but the admin, searches and readers' own settings."""
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /*?q="]
    lines += [
        f"Disallow: /*?{reading.PARAM}=",
        f"Disallow: /*&{reading.PARAM}=",
        "Disallow: /*?next=",
    ]
    lines.append(f"Sitemap: {request.build_absolute_uri(reverse('sitemap-index'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def theme(request: HttpRequest, hue: int, saturation: int) -> HttpResponse:
    """The stylesheet in a site's own hue. Refuses colours that would be hard to read."""
    if hue > 359 or saturation > 100 or colours.lowest_contrast(hue, saturation) < colours.MINIMUM:
        raise Http404
    source = Path(settings.BASE_DIR) / "site" / "static" / "css" / "site.css"
    css = source.read_text(encoding="utf-8").replace("../fonts/", "/static/fonts/")
    css += f"\n:root{{--h:{hue};--s:{saturation}%}}\n"
    response = HttpResponse(css, content_type="text/css; charset=utf-8")
    response["Cache-Control"] = "public, max-age=3600"
    return response


@require_safe
def qr(request: HttpRequest, pk: int) -> HttpResponse:
    """The address of a public page as a QR code."""
    page = access.public(Page.objects.filter(pk=pk)).first()
    if page is None:
        raise Http404
    buffer = io.BytesIO()
    code = segno.make(page.get_full_url(request), error="m", micro=False)
    code.save(buffer, kind="svg", scale=8, border=4, xmldecl=False, svgns=True, light="#fff")
    response = HttpResponse(buffer.getvalue(), content_type="image/svg+xml")
    response["Content-Disposition"] = f'inline; filename="qr-{pk}.svg"'
    return response


@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """The database answers. Search and cache may be down: readers are still served."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return HttpResponse("ok\n", content_type="text/plain")


def _error(request: HttpRequest, template: str, status: int) -> HttpResponse:
    code = translation.get_language() or settings.LANGUAGE_CODE
    if locales.by_code(code) is None:
        translation.activate(settings.LANGUAGE_CODE)
    return render(request, template, status=status)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """There is no such page: search, and the way home."""
    return _error(request, "404.html", 404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The reader may not see this."""
    return _error(request, "403.html", 403)
