"""The pages of an alert below the list of calls: ask, confirm, stop.

Links in mails are opened by machines too (scanners, previews): opening changes nothing, a button
does. A mail program that stops with one click (RFC 8058) sends a POST.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from core import locales, traps
from volunteering.alerts import service
from volunteering.alerts.forms import AlertForm
from volunteering.applications.sealing import MissingKeyError
from volunteering.finding import CallFilter

SALT = "volunteering.alert"


@never_cache
def ask(request: HttpRequest, page: Any) -> HttpResponse:
    """The form for an address; a sent one leads to a page of its own."""
    wanted = CallFilter.from_query(request.GET)
    form = AlertForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not traps.looks_human(request.POST, SALT):
            form.add_error(None, _("Your request could not be sent. Please send it once more."))
        elif _asked(form, wanted, page):
            return redirect(f"{page.get_url(request)}avvisi/inviato/")
    query = wanted.to_query()
    context = _context(request, page) | traps.context(SALT) | {
        "form": form,
        "wanted": wanted,
        "action": f"?{query}" if query else "?",
        "list_url": f"{page.get_url(request)}?{query}" if query else page.get_url(request),
    }  # fmt: skip
    return _render(request, page, "alert_form", context, 422 if form.errors else 200)


def _asked(form: AlertForm, wanted: CallFilter, page: Any) -> bool:
    language = locales.by_id(page.locale_id).language_code
    try:
        service.ask(form.cleaned_data["address"], wanted, language)
    except service.TooManyError:
        form.add_error(None, _("We cannot send more mails now. Try again in an hour, or follow the list by Atom."))  # fmt: skip
    except MissingKeyError:
        form.add_error(None, _("Alerts cannot be taken right now. Try again later."))
    return not form.errors


def asked(request: HttpRequest, page: Any) -> HttpResponse:
    """“Now look at your mail”."""
    return _state(request, page, "asked")


@never_cache
def confirm(request: HttpRequest, page: Any, token: str) -> HttpResponse:
    """The link of the first mail: a button, then the alert is on."""
    alert = service.to_confirm(token)
    if alert is None:
        return _state(request, page, "gone", status=404)
    if request.method == "POST":
        service.confirm(alert)
    state = "confirmed" if alert.confirmed_at else "confirm"
    return _state(request, page, state, wanted=service.filter_of(alert))


@never_cache
def stop(request: HttpRequest, page: Any, token: str) -> HttpResponse:
    """The link at the foot of every mail: a button, then the address is forgotten."""
    alert = service.to_stop(token)
    if alert is None:
        return _state(request, page, "gone", status=404)
    wanted, others = service.filter_of(alert), service.has_others(alert)
    if request.method == "POST":
        service.stop(alert, everything=bool(request.POST.get("everything")))
        return _state(request, page, "stopped", wanted=wanted)
    return _state(request, page, "stop", wanted=wanted, others=others)


def _state(
    request: HttpRequest, page: Any, state: str, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = _context(request, page) | {"state": state, "list_url": page.get_url(request)} | more
    return _render(request, page, "alert_state", context, status)


def _context(request: HttpRequest, page: Any) -> dict[str, Any]:
    heading = _("New calls by mail")
    home = page.get_parent()
    trail = [{"title": each.title, "url": each.get_url(request)} for each in (home, page)]
    return {"heading": heading, "trail": trail}


def _render(
    request: HttpRequest, page: Any, name: str, context: dict[str, Any], status: int
) -> HttpResponse:
    response: HttpResponse = page.render(
        request, template=f"volunteering/{name}.html", context_overrides=context
    )
    response.status_code = status
    response["Referrer-Policy"] = "no-referrer"
    return response
