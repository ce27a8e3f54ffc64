"""The second step of an import of redirects without its first."""

import contextlib

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin import messages
from wagtail.contrib.redirects.forms import ConfirmImportManagementForm
from wagtail.contrib.redirects.views import process_import

from core.desk.access import GuardedMixin, permitted


class ImportView(GuardedMixin, View):
    """Wagtail's answers 500 when the form does not say which file, or the file is gone."""

    rule = permitted("wagtailredirects.add_redirect")

    def post(self, request: HttpRequest) -> HttpResponse:
        if all(request.POST.get(name) for name in ConfirmImportManagementForm.base_fields):
            with contextlib.suppress(FileNotFoundError):
                answer: HttpResponse = process_import(request)
                return answer
        messages.error(request, _("The file of redirects is not here. Choose it again."))
        return redirect("wagtailredirects:start_import")
