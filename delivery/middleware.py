"""What every answer carries, and in which language it is."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

Handler = Callable[[HttpRequest], HttpResponse]

BACK_OFFICE = ("/admin/",)
UNSPOKEN = ("/static/", "/media/", "/theme/", "/-/")
APIS = ("/api/",)  # their language is a parameter


def is_back_office(request: HttpRequest) -> bool:
    """Whether the request is for the editors' side."""
    return request.path_info.startswith(BACK_OFFICE)


def has_session(request: HttpRequest) -> bool:
    """Whether the browser holds a session, asked without opening it (which would vary on cookies)."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES


class SecurityHeadersMiddleware:
    """Policies per side: strict for readers, wider for Wagtail's admin; nothing kept of editors."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_back_office(request) and not has_session(request):
            # Without a session there is nothing a forged form could act with, and no cookie is set.
            request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]
        response = self.get_response(request)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if response.status_code == 200 and "Cache-Control" not in response:
            if is_back_office(request) or has_session(request):
                patch_cache_control(response, private=True, no_store=True)
            else:
                patch_cache_control(response, max_age=0, must_revalidate=True)
        return response


class AdminPolicyMiddleware:
    """Gives the admin, and pages shown to signed-in editors, the admin's content policy."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if is_back_office(request) or has_session(request):
            response._csp_config = settings.ADMIN_CONTENT_SECURITY_POLICY  # type: ignore[attr-defined]
        return response


class LanguageMiddleware:
    """The language of an answer: that of the address; on `/` and on errors that of the reader.

    Django's own middleware redirects unknown addresses under the default language's prefix; here
    an unknown prefix is simply not found. Addresses with a language never vary on headers.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        from_path = translation.get_language_from_path(request.path_info)
        language = from_path or accepted_language(request) or settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        if request.path_info.startswith((*UNSPOKEN, *APIS)):
            return response
        response.headers.setdefault("Content-Language", language)
        if not from_path and not is_back_office(request):
            patch_vary_headers(response, ("Accept-Language",))
        return response


def accepted_language(request: HttpRequest) -> str | None:
    """The first language of the reader's list that the site has."""
    header = request.headers.get("Accept-Language", "")
    for code, _quality in parse_accept_lang_header(header):
        if code == "*":
            return None
        try:
            return translation.get_supported_language_variant(code)
        except LookupError:
            continue
    return None


class MaintenanceMiddleware:
    """One plain page for everybody while MAINTENANCE is on; editors keep working."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.MAINTENANCE and not request.path_info.startswith((*BACK_OFFICE, *UNSPOKEN)):
            response = render(request, "503.html", status=503)
            response["Retry-After"] = "600"
            return response
        return self.get_response(request)
