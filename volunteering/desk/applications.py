"""The screen on which an organisation answers those who want to help."""

import uuid
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db.models import Case, Count, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext
from django.views import View
from wagtail.admin import messages
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core.desk.access import GuardedMixin
from volunteering.applications import desk, sealing
from volunteering.desk import rows, scope
from volunteering.models import Application, CallPage
from volunteering.models.choices import ApplicationState, CallState

PER_PAGE = 25
NOTE_LENGTH = 300
ORDER = (
    ApplicationState.NEW, ApplicationState.CONTACTED, ApplicationState.WAITING,
    ApplicationState.ACCEPTED, ApplicationState.NOT_NOW, ApplicationState.WITHDRAWN,
)  # fmt: skip


class OwnCallMixin(GuardedMixin, WagtailAdminTemplateMixin):
    """What screens about the answers to one of the user's own calls share."""

    rule = scope.may_read
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().dispatch(request, *args, **kwargs)
        patch_cache_control(response, private=True, no_store=True)
        return response

    @cached_property
    def counts(self) -> dict[uuid.UUID, dict[str, int]]:
        """Call to state to number of answers, for all calls of the user's organisations."""
        found: dict[uuid.UUID, dict[str, int]] = {}
        grouped = scope.applications(self.request.user).order_by().values("call_key", "state")
        for row in grouped.annotate(number=Count("pk")):
            found.setdefault(row["call_key"], {})[row["state"]] = row["number"]
        return found

    @cached_property
    def calls(self) -> list[CallPage]:
        """Own calls that run or have answers: those with new answers first, then by deadline."""
        found = [
            call for call in scope.calls(self.request.user).order_by("apply_by", "title")
            if call.translation_key in self.counts
            or (call.live and call.state not in {CallState.CLOSED, CallState.WITHDRAWN})
        ]  # fmt: skip
        return sorted(found, key=lambda call: not self.number(call.translation_key, "new"))

    def number(self, key: uuid.UUID, state: str = "") -> int:
        """How many answers a call has, in one state or in all."""
        states = self.counts.get(key, {})
        return states.get(state, 0) if state else sum(states.values())

    @cached_property
    def key(self) -> uuid.UUID | None:
        """The call that the address names, else the first; nothing where there is none."""
        named = self.request.GET.get("call", "")
        if named:
            return scope.call_key(self.request.user, named)
        known = [call.translation_key for call in self.calls] or list(self.counts)
        return known[0] if known else None

    @cached_property
    def call(self) -> CallPage | None:
        """The call; nothing when it was deleted and its answers are still kept."""
        return next((call for call in self.calls if call.translation_key == self.key), None) or (
            scope.calls(self.request.user).filter(translation_key=self.key).first()
        )

    @cached_property
    def answers(self) -> QuerySet:
        """The answers to the call."""
        return scope.applications(self.request.user).filter(call_key=self.key)

    def address(self, name: str = "calls_desk:applications", **query: Any) -> str:
        """The address of a screen about this call."""
        return f"{reverse(name)}?{urlencode({'call': self.key} | query)}"


class ApplicationsView(OwnCallMixin, View):
    """Lists the answers to a call; each is opened, decided on and noted upon in its row."""

    page_title = gettext_lazy("Applications")
    header_icon = "group"
    template_name = "volunteering/desk/applications.html"
    paginate_by: ClassVar[int] = PER_PAGE
    shown = 0

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list, with a prepared message where something was just decided (`told`)."""
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Show one contact, save one row, or give a state to all that are chosen."""
        if not desk.can_read():
            return redirect(self.address())
        if "contact" in request.POST:
            return self.show_contact(self.own(request.POST["contact"]))
        if "save" in request.POST:
            return self.save(self.own(request.POST["save"]))
        return self.save_chosen()

    def own(self, pk: str) -> Application:
        """One answer to this call. Raises PermissionDenied for any other."""
        found = self.answers.filter(pk=int(pk)) if pk.isascii() and pk.isdigit() else None
        application = found.select_related("call", "host").first() if found is not None else None
        if application is None:
            raise PermissionDenied
        return application

    def show_contact(self, application: Application) -> HttpResponse:
        """The list with one contact in it; the access is in the register before it is shown."""
        try:
            desk.read(application, self.request.user)  # type: ignore[arg-type]
        except sealing.SealingError:
            messages.error(self.request, _("No key of this server opens this answer."))
            return redirect(self.here())
        self.shown = application.pk
        return self.render_to_response(self.get_context_data())

    def save(self, application: Application) -> HttpResponse:
        """State and note of one row; then a message to the applicant is at hand."""
        query: dict[str, Any] = {"at": application.pk}
        note = self.request.POST.get(f"note-{application.pk}", "").strip()[:NOTE_LENGTH]
        try:
            if note:
                desk.add_note(application, self.request.user, note)  # type: ignore[arg-type]
        except sealing.SealingError:
            messages.error(self.request, _("This server cannot seal notes: there is no key."))
        state = self.request.POST.get(f"state-{application.pk}", "")
        if state in rows.CHOICES and state != application.state:
            if self.set_state(application, state):
                query |= {"show": "", "told": application.pk}
                prepared = state != ApplicationState.NEW
                messages.success(
                    self.request,
                    _("Saved. A message to the person is prepared.") if prepared else _("Saved."),
                )
            else:
                self.refuse(1)
        elif note:
            messages.success(self.request, _("Note saved."))
        return redirect(f"{self.here(**query)}#a{application.pk}")

    def save_chosen(self) -> HttpResponse:
        """One state for all chosen rows."""
        state = self.request.POST.get("state", "")
        keys = [pk for pk in self.request.POST.getlist("id") if pk.isascii() and pk.isdigit()]
        chosen = list(self.answers.filter(pk__in=keys[:PER_PAGE]).order_by("position"))
        if state not in rows.CHOICES or not chosen:
            messages.warning(self.request, _("Choose at least one person and a state."))
            return redirect(self.here())
        wanted = [row for row in chosen if row.state != state]
        done = [row for row in wanted if self.set_state(row, state)]
        if len(done) < len(wanted):
            self.refuse(len(wanted) - len(done))
        if done:
            said = ngettext("%(count)d answer changed.", "%(count)d answers changed.", len(done))
            messages.success(self.request, said % {"count": len(done)})
        return redirect(self.here())

    def set_state(self, application: Application, state: str) -> bool:
        """Whether the answer could be given the state."""
        try:
            desk.set_state(application, ApplicationState(state), self.request.user)  # type: ignore[arg-type]
        except desk.NoPlaceLeftError:
            return False
        return True

    def refuse(self, number: int) -> None:
        """Say that there is no place, and what can be done about it."""
        places = self.call.places_available if self.call else 0
        said = ngettext(
            "%(places)d places, %(places)d taken: add a place, or leave the person on the waiting list.",
            "%(places)d places, %(places)d taken: add places, or leave %(count)d persons on the waiting list.",
            number,
        ) % {"places": places or 0, "count": number}  # fmt: skip
        link = ""
        if self.call and self.call.permissions_for_user(self.request.user).can_edit():
            link = format_html(
                ' <a href="{}">{}</a>',
                reverse("wagtailadmin_pages:edit", args=[self.call.pk]), _("Change the call"),
            )  # fmt: skip
        messages.error(self.request, format_html("{}{}", said, link))

    @property
    def show(self) -> str:
        """The state that is shown; all when empty."""
        named = self.request.GET.get("show", "")
        return named if named in ApplicationState.values else ""

    def here(self, **query: Any) -> str:
        """The address of this state and page of the list."""
        page = self.request.GET.get("p", "")
        return self.address(**({"show": self.show} | ({"p": page} if page else {}) | query))

    def page_number(self, rows: QuerySet, *focus: int) -> str | int | None:
        """The page on which the row in hand stands, else the one of the address."""
        in_hand = next((pk for pk in focus if pk), 0)
        keys = list(rows.values_list("pk", flat=True)) if in_hand else []
        if in_hand in keys:
            return keys.index(in_hand) // self.paginate_by + 1
        return self.request.GET.get("p")

    def number_in(self, name: str) -> int:
        """A number of the address; 0 where there is none."""
        given = self.request.GET.get(name, "")
        return int(given) if given.isascii() and given.isdigit() else 0

    def listed(self) -> QuerySet:
        """The answers of the chosen state: what needs a decision first, then by arrival."""
        found = self.answers.filter(state=self.show) if self.show else self.answers
        rank = Case(*[When(state=state, then=Value(n)) for n, state in enumerate(ORDER)])
        return (
            found.select_related("call", "host")
            .prefetch_related("notes__author")
            .order_by(rank, "position")
        )

    def tabs(self) -> list[dict[str, Any]]:
        """A link for each state that holds something, with its number."""
        states = self.counts.get(self.key, {}) if self.key else {}
        tabs: list[dict[str, Any]] = [
            {"value": "", "label": pgettext("applications", "all"), "number": sum(states.values())}
        ]
        tabs += [
            {"value": state.value, "label": state.label, "number": states.get(state, 0)}
            for state in ORDER
            if state in states or state in rows.CHOICES
        ]
        return tabs

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs) | {
            "can_read": desk.can_read(), "calls": self.calls, "call": self.call, "key": self.key,
            "counts": self.counts, "show": self.show, "note_length": NOTE_LENGTH,
            "states": rows.CHOICES, "shown": self.shown,
        }  # fmt: skip
        if self.key is None or not desk.can_read():
            return context
        found, told = self.listed(), self.number_in("told")
        paginator = WagtailPaginator(found, self.paginate_by)
        number = self.page_number(found, self.shown, told, self.number_in("at"))
        page = paginator.get_page(number)
        last = self.answers.order_by("purge_on").values_list("purge_on", flat=True).first()
        return context | {
            "rows": rows.build(
                page.object_list, self.request.POST, shown=self.shown, told=told
            ),
            "page_obj": page,
            "elided_page_range": paginator.get_elided_page_range(page.number),
            "index_url": reverse("calls_desk:applications"),
            "tabs": self.tabs(),
            "total": self.number(self.key),
            "purge_on": last,
            "deleted": [key for key in self.counts if not self.is_call(key)],
            "self_url": self.here(),
            "register_url": self.address("calls_desk:register"),
            "export_url": self.address("calls_desk:export"),
        }  # fmt: skip

    def is_call(self, key: uuid.UUID) -> bool:
        """Whether the call of these answers is still there."""
        return any(call.translation_key == key for call in self.calls)
