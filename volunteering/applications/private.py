"""The pages behind a private link: what somebody sent, and what she can do with it.

They stand by themselves and not below the call, so that they outlive it.
"""

import functools
import json
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_http_methods, require_safe

from core import localize
from volunteering import slots
from volunteering.applications import service
from volunteering.applications.answers import Answer
from volunteering.applications.forms import ApplicationForm
from volunteering.models import CallPage
from volunteering.models.applications import Application
from volunteering.models.choices import ApplicationState, CallState

PrivateView = Callable[[HttpRequest, str, Application, Answer], HttpResponse]


def private(response: HttpResponse) -> HttpResponse:
    """Nobody keeps a copy, finds the page by searching or learns its address from a link."""
    patch_cache_control(response, private=True, no_store=True)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def of_answer(view: PrivateView) -> Callable[[HttpRequest, str], HttpResponse]:
    """Opens the answer that a link belongs to; a page that says so where there is none."""

    @functools.wraps(view)
    def opened(request: HttpRequest, token: str) -> HttpResponse:
        found = service.find(token)
        if found is None:
            return private(render(request, "volunteering/application_gone.html", status=404))
        return private(view(request, token, found, service.read_own(found, token)))

    return opened


def _call_here(application: Application) -> CallPage | None:
    """The call in the reader's language, else as it was written; nothing once it is gone."""
    found = localize.localized([application.call], specific=True) if application.call else []
    return found[0] if found else None  # type: ignore[return-value]  # it is a call in any language


def _context(application: Application, answer: Answer, token: str) -> dict[str, Any]:
    call = _call_here(application)
    offered = dict(slots.slot_choices(call.slot_list)) if call else {}
    return {
        "application": application,
        "answer": answer,
        "answer_slots": [offered.get(code, code) for code in answer.slots],
        "call": call,
        "host": localize.snippets([application.host])[0],
        "token": token,
        "settled": application.state in {ApplicationState.NOT_NOW, ApplicationState.WITHDRAWN},
        "call_over": call is None or call.state in {CallState.CLOSED, CallState.WITHDRAWN},
    }


@require_safe
@of_answer
def show(
    request: HttpRequest, token: str, application: Application, answer: Answer
) -> HttpResponse:
    """What the person sent, how it stands, and what she can do with it."""
    context = _context(application, answer, token)
    context["private_url"] = request.build_absolute_uri(request.path)
    return render(request, "volunteering/application.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@of_answer
def change(
    request: HttpRequest, token: str, application: Application, answer: Answer
) -> HttpResponse:
    """Other words in the place of the first."""
    call, status = _call_here(application), 200
    if request.method == "POST":
        form = ApplicationForm(call, request.POST, asks_age=False)
        if form.is_valid():
            service.change(application, token, form.answer())
            return HttpResponseRedirect(reverse("application", args=[token]), status=303)
        status = 422
    else:
        form = ApplicationForm(call, initial=answer.as_data(), asks_age=False)
    context = _context(application, answer, token) | {"form": form}
    return render(request, "volunteering/application_change.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@of_answer
def erase(
    request: HttpRequest, token: str, application: Application, answer: Answer
) -> HttpResponse:
    """Asks once, then deletes for good."""
    if request.method == "POST":
        service.erase(application)
        return HttpResponseRedirect(reverse("application-erased"), status=303)
    context = _context(application, answer, token)
    return render(request, "volunteering/application_erase.html", context)


@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    """Says that nothing is left."""
    return private(render(request, "volunteering/application_erased.html"))


@require_safe
@of_answer
def copy(
    request: HttpRequest, token: str, application: Application, answer: Answer
) -> HttpResponse:
    """All that is stored about the person, to take away (GDPR art. 15 and 20)."""
    data = answer.as_data() | {
        "call": application.call.title if application.call else "",
        "host": application.host.name,
        "state": application.state,
        "holds_a_place": application.place_held,
        "sent": application.created_at.isoformat(),
        "notice_version": application.notice_version,
        "deleted_on": application.purge_on.isoformat(),
    }
    text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="approdo.json"'
    return response
