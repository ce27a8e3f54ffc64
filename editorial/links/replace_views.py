"""Replace an address everywhere: where it stands and what would change, then what became of it."""

from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.paginator import Page as Leaf
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from core.desk.access import GuardedMixin, permitted
from editorial.links import owners, replacing, targets
from editorial.links.report import LinksReport
from editorial.links.rewriting import Spot, Target, spots
from editorial.models import ExternalLink, LinkReplacement, LinkUse, ReplacedPlace
from editorial.models.replacing import DONE, LEFT, Outcome
from editorial.verification.states import PERMISSION

SHOWN = 50
SALT = "editorial.links.replace"
HOURS = 12  # a preview that lay about longer is made anew


@dataclass
class Preview:
    """A page in one language, or a thing that is no page, and what would become of it."""

    title: str
    url: str | None
    locale: Any
    spots: list[Spot]
    outcome: Outcome
    draft: bool = False

    @property
    def left(self) -> bool:
        return self.outcome in LEFT


class LinksView(GuardedMixin, WagtailAdminTemplateMixin, View):
    """What the screens about one address share."""

    rule = permitted(PERMISSION)
    header_icon = "link-external"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        report = {"url": reverse("desk_links"), "label": LinksReport.page_title}
        return [*self.breadcrumbs_items, report, {"url": "", "label": self.get_page_title()}]


def live_uses(link: ExternalLink) -> QuerySet:
    """Where readers meet an address: pages by their translations, then what is no page."""
    found = link.uses.filter(Q(page__live=True) | Q(page=None))
    rows = found.select_related("page", "locale").prefetch_related("owner")
    return rows.order_by("page__translation_key", "owner_type", "locale_id", "pk")


class ReplaceView(LinksView):
    """Every page, language and place before and after; nothing changes before the button."""

    page_title = gettext_lazy("Replace everywhere")
    template_name = "editorial/links/replace.html"

    @cached_property
    def link(self) -> ExternalLink:
        """The address. Raises Http404 for one that nobody knows."""
        return get_object_or_404(ExternalLink, pk=self.kwargs["pk"])

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The form; with a new address that may be used, what would change."""
        form = targets.NewAddressForm(request.GET if "to" in request.GET else None, link=self.link)
        checked = None
        if form.is_bound and form.is_valid():
            try:
                checked = targets.check(form.cleaned_data["to"])
            except ValidationError as error:
                form.add_error("to", error)
        return self.shown(form, checked)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Have it done in the background: only what was checked and shown."""
        try:
            said = signing.loads(
                request.POST.get("checked", ""), salt=SALT, max_age=HOURS * 60 * 60
            )
        except signing.BadSignature:
            said = {}
        if said.get("link") != self.link.pk:
            messages.error(request, _("Look at the changes once more before you replace."))
            return redirect("desk_link_replace", self.link.pk)
        target = Target(said["url"], said["page"])
        decision = replacing.ask(live_uses(self.link), self.link.url, target, request.user)
        return redirect("desk_link_replaced", decision.pk)

    def shown(self, form: targets.NewAddressForm, checked: targets.Checked | None) -> HttpResponse:
        leaf = Paginator(live_uses(self.link), SHOWN).get_page(self.request.GET.get("p"))
        context = self.get_context_data(
            link=self.link, form=form, checked=checked, leaf=leaf,
            rows=self.previews(leaf) if checked else [],
        )  # fmt: skip
        if checked:
            target = checked.target
            told = {"link": self.link.pk, "url": target.url, "page": target.page}
            context["token"] = signing.dumps(told, salt=SALT)
            context["next"] = self.request.GET.urlencode()
        return self.render_to_response(context)

    def previews(self, leaf: Leaf) -> list[Preview]:
        """The places of one leaf."""
        uses = list(leaf)
        keys = [use.page_id for use in uses if use.page_id]
        rows = Page.objects.filter(pk__in=keys).annotate_approved_schedule().specific()
        pages = {page.pk: page for page in rows.prefetch_workflow_states()}
        stored = owners.stored(pages.values())
        return [
            self.of_page(pages[use.page_id], use, stored[use.page_id])
            if use.page_id in pages
            else self.of_owner(use.owner, use)
            for use in uses
            if use.page_id in pages or use.owner
        ]

    def of_page(self, page: Any, use: LinkUse, stored: dict[str, Any]) -> Preview:
        """What would become of a page."""
        return Preview(
            title=page.title, url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
            locale=use.locale, draft=page.has_unpublished_changes,
            spots=named(page, spots(stored, self.link.url)),
            outcome=replacing.outlook(page, self.request.user),
        )  # fmt: skip

    def of_owner(self, owner: Any, use: LinkUse) -> Preview:
        """What would become of a thing that is no page."""
        found = [
            Spot(str(capfirst(field.verbose_name)), spot.words)
            for _row, field, text in owners.parts(owner)
            for spot in spots(text, self.link.url, field.name)
        ]
        user = self.request.user
        return Preview(
            title=str(owner), url=owners.edit_url(owner, user), locale=use.locale, spots=found,
            outcome=replacing.owner_outlook(owner, user),
        )  # fmt: skip


def named(page: Any, found: Any) -> list[Spot]:
    """The places of a page under the names that its form gives them."""
    rows = []
    for spot in found:
        field = page._meta.get_field(spot.field)
        name = getattr(field, "verbose_name", "") or field.related_model._meta.verbose_name_plural
        rows.append(Spot(str(capfirst(name)), spot.words))
    return rows


class ReplacedView(LinksView):
    """What was done and what was left, place by place; try what was left again."""

    page_title = gettext_lazy("Link replaced")
    template_name = "editorial/links/replaced.html"

    @cached_property
    def decision(self) -> LinkReplacement:
        """What was asked for. Raises Http404 for what nobody asked for."""
        rows = LinkReplacement.objects.select_related("asked_by", "page")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """How far it is."""
        places = self.decision.places
        numbers = dict(places.order_by().values_list("outcome").annotate(Count("pk")))
        ranked = places.select_related("page").prefetch_related("owner")
        return self.render_to_response(self.get_context_data(
            decision=self.decision, waiting=numbers.get(Outcome.WAITING, 0),
            done=sum(numbers.get(outcome, 0) for outcome in DONE),
            drafts=numbers.get(Outcome.DRAFT, 0),
            left=[self.told(row) for row in ranked.filter(outcome__in=[*LEFT, Outcome.DRAFT])[:500]],
            left_number=sum(numbers.get(outcome, 0) for outcome in LEFT),
            finished=[self.told(row) for row in ranked.filter(outcome__in=DONE)[:200]],
        ))  # fmt: skip

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Try again what was left."""
        number = replacing.ask_again(self.decision)
        text = ngettext(
            "%(count)d place is tried again.", "%(count)d places are tried again.", number
        )
        messages.success(request, text % {"count": number})
        return redirect("desk_link_replaced", self.decision.pk)

    def told(self, row: ReplacedPlace) -> ReplacedPlace:
        """A place with the address of its form."""
        if row.page_id:
            row.url = reverse("wagtailadmin_pages:edit", args=[row.page_id])  # type: ignore[attr-defined]
        else:
            row.url = owners.edit_url(row.owner, self.request.user)  # type: ignore[attr-defined]
        return row


class ReplacementsView(LinksView):
    """What was replaced, the latest first."""

    page_title = gettext_lazy("Replaced links")
    template_name = "editorial/links/replacements.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list, newest first."""
        rows = LinkReplacement.objects.select_related("asked_by").annotate(
            all=Count("places"), left=Count("places", filter=Q(places__outcome__in=LEFT))
        )
        leaf = Paginator(rows.order_by("-asked_at", "-pk"), SHOWN).get_page(request.GET.get("p"))
        return self.render_to_response(self.get_context_data(leaf=leaf))
