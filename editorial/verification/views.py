"""One page to verify; a law that changed for one page or a topic."""

from typing import Any

from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page, PageLogEntry

from core import locales
from core.dates import format_date
from core.desk.access import GuardedMixin, permitted
from editorial.verification import checked, signing, states
from editorial.verification.forms import LawForm, SignForm, TopicForm
from editorial.verification.panel import sign_form
from editorial.verification.report import VerificationReport
from taxonomy.models import Term

HISTORY = 10
MOST = 200  # pages of a topic at once


class VerificationView(GuardedMixin, WagtailAdminTemplateMixin, View):
    """What the screens share: for whom they are, where they stand."""

    rule = permitted(states.PERMISSION)
    header_icon = "calendar-check"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        report = {"url": reverse("desk_verification"), "label": VerificationReport.page_title}
        return [*self.breadcrumbs_items, report, {"url": "", "label": self.get_page_title()}]


class VerifyView(VerificationView):
    """Sign a page for all languages; say that a law changed, or that it does not touch it."""

    page_title = gettext_lazy("Verify")
    template_name = "editorial/verification/verify.html"

    @cached_property
    def page(self) -> Any:
        """The page in the source language. Raises Http404 for one that is not verified."""
        found = get_object_or_404(Page, pk=self.kwargs["pk"])
        model = found.specific_class
        if model not in states.reviewed_types():
            raise Http404
        return get_object_or_404(
            model, translation_key=found.translation_key, locale=locales.source()
        )

    def get_page_subtitle(self) -> str:
        return str(self.page.title)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The state, the form with its one tick, the history."""
        return self.shown(self.sign_form(), LawForm(prefix="law"))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Sign, flag or take the flag away."""
        if "clear" in request.POST:
            signing.clear(self.page, request.user)
            messages.success(request, _("Readers see no notice about this law any more."))
            return redirect("desk_verify", self.page.pk)
        if "flag" in request.POST:
            return self.flag(LawForm(request.POST, prefix="law"))
        form = SignForm(request.POST)
        if not form.is_valid():
            return self.shown(form, LawForm(prefix="law"))
        said = form.cleaned_data
        number = signing.sign(self.page, request.user, said["role"], said["due"])
        text = ngettext(
            "“%(title)s” is verified in %(count)d language. Next check: %(day)s.",
            "“%(title)s” is verified in %(count)d languages. Next check: %(day)s.",
            number,
        )
        day = format_date(said["due"])
        messages.success(request, text % {"title": self.page.title, "count": number, "day": day})
        came_from = request.POST.get("from", "")
        if came_from.isascii() and came_from.isdigit():  # from the panel beside the text
            return redirect("wagtailadmin_pages:edit", int(came_from[:12]))
        return redirect("desk_verification")

    def flag(self, form: LawForm) -> HttpResponse:
        """A law changed that touches this page."""
        if not form.is_valid():
            return self.shown(self.sign_form(), form)
        said = form.cleaned_data
        signing.law_changed(
            [self.page], self.request.user, said["law"], said["changed_on"], said["due"]
        )
        messages.success(self.request, _("Readers of this page see now that the law changed."))
        return redirect("desk_verify", self.page.pk)

    def sign_form(self) -> SignForm:
        """The form as it opens."""
        return sign_form(self.page, self.request.user)

    def shown(self, form: SignForm, law: LawForm) -> HttpResponse:
        page = self.page
        history = PageLogEntry.objects.filter(page=page.pk, action__startswith="editorial.")
        context = self.get_context_data(
            page=page, form=form, law_form=law, law_open=bool(law.errors),
            history=history.select_related("user").order_by("-timestamp")[:HISTORY],
            languages=type(page).objects.filter(translation_key=page.translation_key).count(),
            edit_url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
            days=signing.REVIEW_DAYS[page.risk_class], looked=checked.of(page),
        )  # fmt: skip
        return self.render_to_response(context)


class LawView(VerificationView):
    """A law changed: choose the topic, untick what it does not touch, tell readers at once."""

    page_title = gettext_lazy("A law changed")
    header_icon = "warning"
    template_name = "editorial/verification/law.html"

    def pages(self, topic: str) -> QuerySet:
        """The published pages of a topic: those not told of a law yet, the riskiest first."""
        model = states.reviewed_types()[0]
        term = Term.objects.filter(vocabulary="topic", code=topic).first()
        if term is None:
            return model.objects.none()
        found = states.pages(model).filter(topics=term).select_related("owner_organisation")
        return found.order_by(
            F("law_changed_on").asc(nulls_first=True), "risk_class", "title", "pk"
        )

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form, and the pages of the topic once it is chosen; all ticked."""
        topic = request.GET.get("topic", "")
        given = {name: request.GET[name] for name in ("topic", "law") if request.GET.get(name)}
        form = TopicForm(initial=given)
        return self.shown(form, self.pages(topic), None)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Flag the chosen pages of the topic."""
        form = TopicForm(request.POST)
        pages = self.pages(request.POST.get("topic", ""))
        keys = {int(key) for key in request.POST.getlist("page") if key.isascii() and key.isdigit()}
        if not form.is_valid():
            return self.shown(form, pages, keys)
        chosen = list(pages.filter(pk__in=list(keys)[:MOST]))
        if not chosen:
            form.add_error(None, _("Tick at least one page."))
            return self.shown(form, pages, keys)
        said = form.cleaned_data
        number = signing.law_changed(
            chosen, request.user, said["law"], said["changed_on"], said["due"]
        )
        text = ngettext(
            "%(count)d page is due now; its readers see that the law changed, in every language.",
            "%(count)d pages are due now; their readers see that the law changed, in every language.",
            number,
        )
        messages.success(request, text % {"count": number})
        return redirect(f"{reverse('desk_verification')}?state=law")

    def shown(self, form: TopicForm, pages: QuerySet, ticked: set[int] | None) -> HttpResponse:
        found = list(pages[: MOST + 1])
        more = pages.count() - MOST if len(found) > MOST else 0
        del found[MOST:]
        for page in found:
            page.ticked = ticked is None or page.pk in ticked
        number = sum(page.ticked for page in found)
        topic = form["topic"].value() or ""
        return self.render_to_response(
            self.get_context_data(form=form, pages=found, number=number, topic=topic, more=more)
        )


class LawUndoView(VerificationView):
    """Take back within ten minutes that a law changed."""

    page_title = gettext_lazy("A law changed")
    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Only what the user said, only for as long as the button stands there."""
        number = signing.undo(request.POST.get("batch", ""), request.user)
        if number:
            text = ngettext(
                "Taken back for %(count)d page: it is as it was.",
                "Taken back for %(count)d pages: they are as they were.",
                number,
            )
            messages.success(request, text % {"count": number})
        else:
            messages.error(
                request, _("It can no longer be taken back: take the notice away page by page.")
            )
        return redirect("desk_verification")
