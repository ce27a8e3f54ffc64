"""The admin's screens: choose a file, look at what it would do, import it.

Between the look and the import the file stays here (`CallUpload`); what comes back from the
browser is only its key. The plan is made anew at the import: when anything moved since the look,
the editor looks again.
"""

import csv
import io
from typing import Any, ClassVar, cast

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permissions import page_permission_policy

from accounts.models import User
from core import locales
from core.desk.access import GuardedMixin, Rule
from volunteering.importing import plan as plans
from volunteering.importing import reading
from volunteering.importing.carry_out import carry_out
from volunteering.importing.columns import columns
from volunteering.importing.problems import FileProblemError
from volunteering.models import CallFolderPage, CallUpload

PER_PAGE = 100


def folders_for(user: Any) -> QuerySet:
    """The folders in which somebody may add calls. Imports are written in Italian, the source."""
    allowed = page_permission_policy.instances_user_has_permission_for(user, "add")
    return (
        CallFolderPage.objects.filter(pk__in=allowed.values("pk"), locale=locales.source())
        .select_related("organisation")
        .order_by("title")
    )


class ImportForm(forms.Form):
    """Which folder, which file."""

    folder = forms.ModelChoiceField(
        CallFolderPage.objects.none(), label=gettext_lazy("Folder"), empty_label=None
    )
    file = forms.FileField(
        label=gettext_lazy("File"), max_length=120,
        help_text=gettext_lazy("CSV or JSON, at most 2 MB and 500 calls."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.json"}),
    )  # fmt: skip

    def __init__(self, *args: Any, folders: QuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["folder"].queryset = folders  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > reading.MOST_BYTES:
            raise forms.ValidationError(
                _("The file is larger than %(size)d MB.")
                % {"size": reading.MOST_BYTES // 1024 // 1024}
            )
        return file


def may_import(user: Any) -> bool:
    """Whether somebody may add calls to a folder."""
    return bool(folders_for(user).exists())


class _ImportView(GuardedMixin, WagtailAdminTemplateMixin, View):
    """Only for those who may add calls to a folder."""

    rule: ClassVar[Rule] = may_import

    header_icon = "upload"
    page_title = gettext_lazy("Import calls")
    folders: QuerySet

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.folders = folders_for(request.user)

    @property
    def _user(self) -> User:
        """The editor; the admin lets nobody else in."""
        return cast("User", self.request.user)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("calls_import"), "label": str(self.page_title)},
        ]

    def shown(self, **context: Any) -> HttpResponse:
        """The view's template with the admin's own context."""
        whole = {**self.get_context_data(), **context}
        return render(self.request, str(self.template_name), whole)


class ChooseView(_ImportView):
    """Choose a folder and a file; below, what the columns may hold."""

    template_name = "volunteering/import_choose.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        wanted = request.GET.get("folder", "")
        initial = {"folder": wanted} if wanted.isascii() and wanted.isdigit() else {}
        return self._form(ImportForm(folders=self.folders, initial=initial))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ImportForm(request.POST, request.FILES, folders=self.folders)
        if form.is_valid():
            file, folder = form.cleaned_data["file"], form.cleaned_data["folder"]
            content = file.read()
            try:
                plan = plans.make(content, folder, request.user)
            except FileProblemError as error:
                form.add_error("file", str(error))
            else:
                return redirect(
                    "calls_import_look", key=self._keep(file.name, content, folder, plan)
                )
        return self._form(form)

    def _keep(self, name: str, content: bytes, folder: CallFolderPage, plan: plans.Plan) -> Any:
        CallUpload.forget_old()
        CallUpload.objects.filter(user=self._user, folder=folder).delete()
        upload = CallUpload.objects.create(
            user=self._user, folder=folder, content=content,
            name=get_valid_filename(name)[:120], fingerprint=plan.fingerprint,
        )  # fmt: skip
        return upload.pk

    def _form(self, form: ImportForm) -> HttpResponse:
        return self.shown(form=form, columns=columns())


class LookView(_ImportView):
    """What the import would do, row by row; the button that does it."""

    template_name = "volunteering/import_look.html"
    page_title = gettext_lazy("What the import would do")
    SHOWN: ClassVar[tuple[str, ...]] = (plans.REFUSE, plans.CREATE, plans.CHANGE, plans.KEEP)

    def _upload(self, key: Any) -> CallUpload | None:
        """The user's own file, in a folder that is still the user's."""
        CallUpload.forget_old()
        return CallUpload.objects.filter(pk=key, user=self._user, folder__in=self.folders).first()

    def _gone(self) -> HttpResponse:
        messages.warning(
            self.request,
            _("The file was imported already, or lay here for an hour. Choose it again."),
        )
        return redirect("calls_import")

    def get(self, request: HttpRequest, key: Any) -> HttpResponse:
        upload = self._upload(key)
        if upload is None:
            return self._gone()
        return self._look(upload)

    def _look(self, upload: CallUpload) -> HttpResponse:
        plan = self._plan(upload)
        if upload.fingerprint != plan.fingerprint:
            upload.fingerprint = plan.fingerprint
            upload.save(update_fields=["fingerprint"])
        wanted = self.request.GET.get("show", "")
        rows = (
            [row for row in plan.rows if row.action == wanted]
            if wanted in self.SHOWN
            else plan.rows
        )
        pages = Paginator(rows, PER_PAGE)
        counts = [(action, plan.count(action)) for action in self.SHOWN]
        return self.shown(
            upload=upload, plan=plan, wanted=wanted, counts=counts,
            rows=pages.get_page(self.request.GET.get("p")),
        )  # fmt: skip

    def _plan(self, upload: CallUpload) -> plans.Plan:
        return plans.make(bytes(upload.content), upload.folder, self.request.user)

    def post(self, request: HttpRequest, key: Any) -> HttpResponse:
        """Import, unless somebody was faster or something moved."""
        try:
            with transaction.atomic():
                upload = self._upload(key)
                if upload is None or not CallUpload.objects.filter(pk=key).delete()[0]:
                    return self._gone()
                plan = self._plan(upload)
                moved = plan.fingerprint != upload.fingerprint or not plan.may_run
                if not moved:
                    carry_out(plan, upload.folder, request.user)
        except IntegrityError:
            return self._gone()
        if moved:
            upload.save(force_insert=True)
            messages.warning(request, _("Something changed since you looked. Look again."))
            return redirect("calls_import_look", key=key)
        made = plan.count(plans.CREATE) + plan.count(plans.CHANGE)
        messages.success(
            request,
            ngettext(
                "%(count)d draft is ready. Readers see it when somebody publishes it.",
                "%(count)d drafts are ready. Readers see them when somebody publishes them.",
                made,
            )
            % {"count": made},
        )
        return redirect("wagtailadmin_explore", upload.folder_id)


class TemplateView(_ImportView):
    """An empty sheet with all headings and an example."""

    def get(self, request: HttpRequest) -> HttpResponse:
        text = io.StringIO()
        sheet = csv.writer(text, delimiter=";")
        sheet.writerow(column.heading for column in columns())
        sheet.writerow(column.sample for column in columns())
        answer = HttpResponse(
            text.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8"
        )
        answer["Content-Disposition"] = 'attachment; filename="calls.csv"'
        return answer
