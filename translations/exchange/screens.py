"""The screen of files of translations: send some in, and find those that were built."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core.desk.access import GuardedMixin
from translations import tasks
from translations.exchange import archives, bundles
from translations.exchange.errors import BadFileError
from translations.matrix import scope
from translations.models import Bundle

SHOWN = 50


class FilesScreen(GuardedMixin, WagtailAdminTemplateMixin, View):
    """For who sees a list of translations; everybody finds their own bundles only."""

    rule = scope.sees_one
    header_icon = "globe"
    page_title = gettext_lazy("Files of translations")
    request: Any
    kwargs: dict[str, Any]

    @cached_property
    def bundle(self) -> Bundle:
        """The user's own bundle of the address. Raises Http404."""
        found: Bundle = get_object_or_404(Bundle.of(self.request.user), pk=self.kwargs["key"])
        return found

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("translations_matrix:all"), "label": _("Translations")},
            {"url": "", "label": self.get_page_title()},
        ]


class FilesView(FilesScreen):
    """Send files in; the user's own exports and imports of the last week."""

    template_name = "translations/exchange/files.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take a few files in at once, leave more to the worker; then say what became of each."""
        try:
            sent = archives.read(request.FILES.getlist("files"))
        except BadFileError as error:
            messages.error(request, str(error))
            return redirect("translations_matrix:files")
        good = [file for file in sent if not file.fault]
        bundle = Bundle.objects.create(
            user=self.request.user, way=Bundle.Way.IN, content=archives.pack(good), total=len(good),
            report=[bundles.fault(file) for file in sent if file.fault],
        )  # fmt: skip
        if len(good) <= bundles.AT_ONCE:
            bundles.take_all(bundle)
        else:
            tasks.carry_out.enqueue(str(bundle.pk))
        return redirect("translations_matrix:bundle", bundle.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = Bundle.of(self.request.user).defer("content", "wanted", "report")[:SHOWN]
        return super().get_context_data(**kwargs) | {
            "bundles": rows, "most_files": archives.MOST_FILES,
            "most_plain": settings.DATA_UPLOAD_MAX_NUMBER_FILES, "most_sent": archives.MOST_SENT // 1024**2,
        }  # fmt: skip


class BundleView(FilesScreen):
    """What became of each file of a bundle."""

    template_name = "translations/exchange/bundle.html"

    def get(self, request: HttpRequest, key: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        report = self.bundle.report
        return super().get_context_data(**kwargs) | {
            "bundle": self.bundle, "faults": [row for row in report if row["fault"]],
            "taken": [row for row in report if not row["fault"]],
            "source_lang": settings.LANGUAGE_CODE,
        }  # fmt: skip


class DownloadView(FilesScreen):
    """The ZIP of an export, for who asked for it."""

    def get(self, request: HttpRequest, key: Any) -> HttpResponse:
        """Raises Http404 where it is somebody else's, not built, or past its time."""
        if not self.bundle.ready:
            raise Http404
        return archives.zipped(bytes(self.bundle.content), archives.name(self.bundle.format))
