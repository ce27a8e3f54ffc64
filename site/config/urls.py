"""All addresses of the site."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from core.desk.sight import urls as sight_urls
from core.routing import serve as serve_page
from delivery import urls as delivery_urls
from editorial import urls as editorial_urls
from projects import urls as projects_urls
from search import urls as search_urls
from volunteering import urls as volunteering_urls

urlpatterns: list[URLPattern | URLResolver] = [
    *delivery_urls.neutral,
    *search_urls.neutral,
    *volunteering_urls.neutral,
    *projects_urls.neutral,
    path("admin/", include(sight_urls)),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
]
if settings.SERVE_MEDIA:
    # One machine: the site hands out its own pictures. On the open web nginx or the object
    # storage does. Originals are never public, only the copies made for pages.
    urlpatterns.append(
        re_path(r"^media/(?P<path>images/.+)$", serve, {"document_root": settings.MEDIA_ROOT})
    )
urlpatterns += i18n_patterns(
    *delivery_urls.in_language,
    *volunteering_urls.in_language,
    *editorial_urls.in_language,
    re_path(wagtail_urls.serve_pattern, serve_page, name="wagtail_serve"),
    path("", include(wagtail_urls)),
    prefix_default_language=True,
)

handler404 = "delivery.views.not_found"
handler403 = "delivery.views.forbidden"
