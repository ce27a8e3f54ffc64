"""Answering a call, at addresses below the call. No account, no cookie, no address kept."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core import traps
from volunteering.applications import places, retention, service, tasks
from volunteering.applications.forms import ApplicationForm
from volunteering.applications.private import private
from volunteering.models import CallPage
from volunteering.models.choices import Minors

SALT = "volunteering.application"


def apply(request: HttpRequest, call: CallPage) -> HttpResponse:
    """The form; once it is sent, the private page of the answer."""
    if request.method == "POST":
        return _sent(request, call)
    if not call.takes_applications:
        return HttpResponseRedirect(call.get_url(request))
    return _form_page(request, call, ApplicationForm(call, initial={"language": get_language()}))


def _sent(request: HttpRequest, call: CallPage) -> HttpResponse:
    form = ApplicationForm(call, request.POST)
    if form.is_minor():
        return _see(f"{call.get_url(request)}{call.reverse_subpage('minors')}")
    if not form.is_valid():
        return _form_page(request, call, form, 422)
    status, why_not = _refusal(request, call)
    if why_not:
        form.add_error(None, why_not)
        return _form_page(request, call, form, status)
    receipt = service.submit(call, form.answer(), request.POST[traps.STAMP])
    if receipt.is_new:
        tasks.tell_host.enqueue(receipt.application.pk)
    return private(_see(reverse("application", args=[receipt.token])))


def _refusal(request: HttpRequest, call: CallPage) -> tuple[int, str]:
    """Why a well-filled form is not taken now, in words for its writer; nothing when it is."""
    if not call.takes_applications:
        return 422, _("This call takes no applications now. Nothing has been sent.")
    if not traps.looks_human(request.POST, SALT):
        return 422, _("Your answer could not be sent. Please send it once more.")
    if service.too_many(call):
        return 429, _(
            "Too many people answer this call now. Send it again in an hour: nothing is lost."
        )
    return 200, ""


def _see(url: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(url, status=303)


def _form_page(
    request: HttpRequest, call: CallPage, form: ApplicationForm, status: int = 200
) -> HttpResponse:
    context = call.get_context(request) | traps.context(SALT)
    context |= {
        "form": form,
        "url_suffix": call.reverse_subpage("apply"),
        "minors_url": f"{call.get_url(request)}{call.reverse_subpage('minors')}",
        "deleted_by": retention.purge_day(call),
        "waits": places.is_full(call.translation_key),
    }
    response = render(request, "volunteering/apply_page.html", context, status=status)
    return private(response)


def minors(request: HttpRequest, call: CallPage) -> HttpResponse:
    """For who is under 18: whom to write to, and a sheet for the parents. Nothing is stored.

    Where the host is not published there is nobody to write to: the call says so.
    """
    if not call.named_host:
        return HttpResponseRedirect(call.get_url(request))
    context = call.get_context(request) | {
        "url_suffix": call.reverse_subpage("minors"),
        "takes_minors": call.minors != Minors.NO,
        "list_url": call.list_url,
    }
    return private(render(request, "volunteering/minors_page.html", context))
