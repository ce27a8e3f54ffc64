"""The screens of facts: list, form, deletion. Who may see them is said by permissions."""

from typing import Any

from django.contrib import messages as plain_messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.views import generic

from facts import changing
from facts.models import Fact
from facts.values import Kind


class IndexView(generic.IndexView):
    """All facts with their values, and on how many pages they stand."""

    any_permission_required = ["add", "change", "delete", "view"]
    default_ordering = "name"

    def get_base_queryset(self) -> QuerySet:
        return (
            super()
            .get_base_queryset()
            .prefetch_related("values")
            .annotate(
                pages=Count("uses__translation_key", distinct=True),
                languages=Count("uses__locale", distinct=True),
            )
        )


class AddView(generic.CreateView):
    """A new fact. Its kind is chosen first: it decides which fields there are."""

    @property
    def kind(self) -> str:
        named = self.request.GET.get("kind", "")
        return named if named in Kind.values else ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        if self.kind or response.status_code != 200:
            return response
        return TemplateResponse(request, "facts/desk/kinds.html", self.kinds_context())

    def kinds_context(self) -> dict[str, Any]:
        return {
            "kinds": Kind.choices, "header_icon": self.header_icon,
            "page_title": _("What kind of fact?"), "header_title": _("What kind of fact?"),
            "breadcrumbs_items": self.get_breadcrumbs_items(),
        }  # fmt: skip

    def get_initial_form_instance(self) -> Fact:
        return Fact(kind=self.kind or Kind.FEE)

    def get_add_url(self) -> str:
        return f"{super().get_add_url()}?kind={self.kind}"

    def save_instance(self) -> Fact:
        fact: Fact = super().save_instance()
        changing.give(fact, self.form.new_value, self.request.user)
        return fact


class DeleteView(generic.DeleteView):
    """Deletes a fact that no page shows; one that is shown can only get another value."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.user_has_permission("delete"):
            raise PermissionDenied
        pages = self.object.uses.values("translation_key").distinct().count()
        if pages:
            plain_messages.error(request, in_use(self.object, pages))
            return HttpResponseRedirect(reverse("fact:edit", args=[self.object.pk]))
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response


def in_use(fact: Fact, pages: int) -> str:
    """Why a fact cannot be deleted and what to do."""
    return ngettext(
        "“%(fact)s” stands on %(number)d page. Take it out there first, or give it another value.",
        "“%(fact)s” stands on %(number)d pages. Take it out there first, or give it another value.",
        pages,
    ) % {"fact": fact.name, "number": pages}
