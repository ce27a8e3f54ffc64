"""A translated file comes back: choose it, and hear what was taken from it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages

from translations.editor.access import DeskView
from translations.exchange import po, xliff


class ExchangeView(DeskView, View):
    """One page in one language as a PO file, out and in."""

    template_name = "translations/editor/exchange.html"
    page_title = gettext_lazy("Translated file")

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The form."""
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Take the file in; a bad one changes nothing."""
        if self.lock:
            messages.error(request, self.lock)
            return redirect(self.url("editor"))
        done = po.take_in(request, self.desk, self.desk.translation)
        return redirect(self.url("editor" if done else "exchange"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The addresses of the form."""
        return super().get_context_data(**kwargs) | {
            "editor_url": self.url("editor"), "xliff_url": self.url("xliff"),
        }  # fmt: skip


class XliffView(DeskView, View):
    """The page's sentences as an XLIFF file."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The file, to be kept."""
        name = f"{self.source.slug}-{self.desk.locale.language_code}.xlf"
        return HttpResponse(
            xliff.export(self.desk), content_type="application/xliff+xml",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )  # fmt: skip
