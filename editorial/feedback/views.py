"""The readers' pages of feedback: the form of a page, what became of a report. No cookie, no script."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.models import Page

from core import access, locales, localize, traps
from editorial.feedback import codes, passages, service
from editorial.feedback.forms import FeedbackForm
from editorial.models import Feedback

SALT = "editorial.feedback"
UNPROCESSABLE, TOO_MANY = 422, 429


def unlisted(response: HttpResponse) -> HttpResponse:
    """Nobody keeps a copy, finds the page by searching or learns its address from a link."""
    patch_cache_control(response, private=True, no_store=True)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def page_for(page_id: int) -> Any:
    """The public page that takes feedback. Raises Http404 for any other."""
    found = access.public(Page.objects.filter(pk=page_id)).first()
    page = found.specific if found else None
    if page is None or not getattr(page, "takes_feedback", False):
        raise Http404
    return page


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, page_id: int) -> HttpResponse:
    """The form about a page; a sent one leads to the page of its code."""
    page = page_for(page_id)
    here = localize.localized([page])
    if request.method != "POST" and here and here[0].pk != page.pk:
        own = here[0].specific
        if getattr(own, "takes_feedback", False):
            return HttpResponseRedirect(reverse("feedback", args=[own.pk]))
    form = FeedbackForm(
        *passages.choices(page), request.POST if request.method == "POST" else None,
        initial={"part": request.GET.get("part", ""), "stars": request.GET.get("stars", "")},
    )  # fmt: skip
    if request.method == "POST":
        return unlisted(_sent(request, page, form))
    return unlisted(_form_page(request, page, form))


def _sent(request: HttpRequest, page: Any, form: FeedbackForm) -> HttpResponse:
    if not form.is_valid():
        return _form_page(request, page, form, UNPROCESSABLE)
    if not traps.looks_human(request.POST, SALT):
        form.add_error(None, _("Your words could not be sent. Please send them once more."))
        return _form_page(request, page, form, UNPROCESSABLE)
    stamp, wait = request.POST[traps.STAMP], request.POST.get("wait", "")
    language = locales.active().language_code
    try:
        kept = service.send(page, language, form.said(), stamp, wait)
    except service.CrowdedError as crowd:
        return _crowded(request, page, form, slow=crowd.slow)
    address = reverse("feedback-code", args=[codes.shown(kept.code)])
    return HttpResponseRedirect(address, status=303)


def _crowded(request: HttpRequest, page: Any, form: FeedbackForm, *, slow: bool) -> HttpResponse:
    """The form as it was filled in, to be sent once more: after a minute, or in an hour."""
    if slow:
        form.add_error(
            None,
            _("Many messages are coming in. Yours is still here: wait a minute, then press Send again."),
        )  # fmt: skip
    else:
        form.add_error(
            None,
            _("Too many messages have come in. Yours was not kept: send it again in an hour."),
        )
    stamp = request.POST[traps.STAMP]
    again = {"stamp": stamp, "wait": request.POST.get("wait") or service.must_wait(stamp)}
    response = _form_page(request, page, form, TOO_MANY, **again)
    response["Retry-After"] = "60" if slow else "3600"
    return response


def _form_page(
    request: HttpRequest, page: Any, form: FeedbackForm, status: int = 200, **again: str
) -> HttpResponse:
    context = traps.context(SALT) | {
        "form": form, "about": localize.link_to(page, request),
        "is_sensitive": page.is_sensitive, **again,
    }  # fmt: skip
    return render(request, "editorial/feedback/form.html", context, status=status)


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """The field for a code that somebody noted; a right one leads to its page."""
    typed = request.GET.get("code", "")
    found = service.find(typed) if typed else None
    if found is not None:
        return unlisted(
            HttpResponseRedirect(reverse("feedback-code", args=[codes.shown(found.code)]))
        )
    context = {"typed": typed[:40], "missing": bool(typed)}
    status = 404 if typed else 200
    return unlisted(render(request, "editorial/feedback/find.html", context, status=status))


@require_safe
def state(request: HttpRequest, code: str) -> HttpResponse:
    """What became of a report: received, being looked at, answered, fixed on a day."""
    found = service.find(code)
    if found is None:
        context = {"typed": code[:40], "missing": True}
        return unlisted(render(request, "editorial/feedback/find.html", context, status=404))
    context = {
        "feedback": found, "code": codes.shown(found.code), "about": _about(request, found),
        "address": request.build_absolute_uri(
            reverse("feedback-code", args=[codes.shown(found.code)])
        ),
        "answer_lang": locales.html_lang(found.answer_language or found.language),
        "answer_dir": locales.direction(found.answer_language or found.language),
        "text_lang": locales.html_lang(found.language),
        "text_dir": locales.direction(found.language),
        "days_kept": service.DAYS_KEPT,
    }  # fmt: skip
    return unlisted(render(request, "editorial/feedback/state.html", context))


def _about(request: HttpRequest, found: Feedback) -> localize.Link | None:
    """The page in the reader's language, as long as readers may see it."""
    links = localize.links([found.page], request) if found.page else []
    return links[0] if links else None
