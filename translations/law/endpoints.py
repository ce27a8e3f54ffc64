"""wagtail-localize's addresses, answered here first: the same law as in the page editor."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.pages.utils import get_valid_next_url_from_request
from wagtail.models import Page
from wagtail.snippets.views.snippets import get_snippet_model_from_url_params
from wagtail_localize.models import TranslationSource

from core.desk.access import GuardedMixin, permitted
from translations.law import rights

LOCKED = 423  # RFC 4918, 11.3


class Endpoint(GuardedMixin, View):
    """Asks `refusal`, then passes the request on to wagtail-localize's own view."""

    rule = permitted("wagtailadmin.access_admin")
    original: ClassVar[Callable[..., HttpResponse] | None] = None

    def handle(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The answer of the view, or why there is none."""
        refused = self.refusal(request, **kwargs)
        if refused is not None:
            return refused
        if self.original is None:
            raise TypeError(f"{type(self).__name__} stands before no view")
        return self.original(request, **kwargs)

    get = post = put = delete = handle

    def refusal(self, request: HttpRequest, **kwargs: Any) -> HttpResponse | None:
        """An answer that says why not, or nothing. Raises PermissionDenied or Http404."""
        raise NotImplementedError

    def back(self, reason: str) -> HttpResponse:
        """To where the user came from, with the reason."""
        messages.error(self.request, reason)
        return redirect(
            get_valid_next_url_from_request(self.request) or reverse("wagtailadmin_home")
        )


class SubmitSnippet(Endpoint):
    """Asking for translations of a snippet."""

    def refusal(self, request: HttpRequest, **kwargs: Any) -> HttpResponse | None:
        """Needs edit permission on its kind."""
        model = get_snippet_model_from_url_params(kwargs["app_label"], kwargs["model_name"])
        if not rights.user_can_edit_snippet_type(request.user, model):
            raise PermissionDenied
        return None


class Update(Endpoint):
    """Giving the new text of the source to its translators."""

    def refusal(self, request: HttpRequest, **kwargs: Any) -> HttpResponse | None:
        """Needs edit permission on the source; on each translation where a machine writes."""
        source = get_object_or_404(TranslationSource, pk=kwargs["translation_source_id"])
        if not rights.may_edit(request.user, rights.origin(source)):
            raise PermissionDenied
        if request.method != "POST" or not request.POST.get("use_machine_translation"):
            return None
        for translation in source.translations.filter(enabled=True):
            thing = rights.target(translation)
            if not rights.may_edit(request.user, thing):
                raise PermissionDenied
            if reason := rights.lock_reason(request.user, thing):
                return self.back(reason)
        return None


class Target(Endpoint):
    """Something done to one translation: needs edit permission on the translated page."""

    writes = True

    def refusal(self, request: HttpRequest, **kwargs: Any) -> HttpResponse | None:
        """Writing needs that no lock keeps the user off."""
        translation = rights.translation_or_404(kwargs["translation_id"])
        rights.origin(translation.source)
        thing = rights.target(translation)
        if not rights.may_edit(request.user, thing):
            raise PermissionDenied
        if self.writes and (reason := rights.lock_reason(request.user, thing)):
            return self.locked(reason)
        return None

    def locked(self, reason: str) -> HttpResponse:
        """The answer where a lock keeps the user off."""
        return self.back(reason)


class TargetData(Target):
    """The same, answered in JSON: a script asks."""

    def handle(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Refusals and mistakes have a status and a sentence."""
        try:
            return super().handle(request, **kwargs)
        except PermissionDenied:
            return JsonResponse({"error": _("You may not edit this translation.")}, status=403)
        except MultiValueDictKeyError:
            return JsonResponse({"error": _("The text is missing.")}, status=400)

    get = post = put = delete = handle

    def locked(self, reason: str) -> HttpResponse:
        return JsonResponse({"error": reason}, status=LOCKED)


class Convert(Endpoint):
    """Replacing a translation by the source's own text, live where the source is."""

    def refusal(self, request: HttpRequest, **kwargs: Any) -> HttpResponse | None:
        """Publishes, so it needs the right to, and no lock or review in between."""
        page = get_object_or_404(Page, pk=kwargs["page_id"]).specific
        if not rights.may_edit(request.user, page):
            raise PermissionDenied
        if request.method == "POST":
            if not rights.may_publish(request.user, page):
                raise PermissionDenied
            if reason := rights.lock_reason(request.user, page):
                return self.back(reason)
        return None


class SnippetList(Endpoint):
    """Names of snippets, for a chooser: of the kinds that the user works with."""

    def refusal(self, request: HttpRequest, **kwargs: Any) -> HttpResponse | None:
        """Needs any permission on the kind."""
        model = get_snippet_model_from_url_params(kwargs["app_label"], kwargs["model_name"])
        kind = model._meta
        names = [f"{kind.app_label}.{verb}_{kind.model_name}" for verb in ("add", "change", "view")]
        if not any(request.user.has_perm(name) for name in names):
            return JsonResponse({"error": _("You may not see these entries.")}, status=403)
        return None
