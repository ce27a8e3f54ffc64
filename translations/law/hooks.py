"""Puts the law before wagtail-localize: hooks with a lower order are asked first, and the first
address that matches answers."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page
from wagtail_localize.models import Translation

from translations import sources
from translations import urls as desk_urls
from translations.editor import access, sending
from translations.editor.submitting import ACCEPTED
from translations.law import rights, urls

FIRST = -100
OF_LOCALIZE = ("localize-restart-translation", "localize-convert-to-alias")


@hooks.register("register_admin_urls", order=FIRST)
def addresses() -> list[Any]:
    return [path("localize/", include(urls.patterns()))]


@hooks.register("register_admin_urls")
def desk_addresses() -> list[Any]:
    return [path("desk/translations/", include(desk_urls, namespace="translations_desk"))]


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """Words of the history of a translated page."""
    actions.register_action(
        ACCEPTED,
        _("Accept a difference"),
        _("A difference from the original accepted, with a reason"),
    )


@hooks.register("before_edit_page", order=FIRST)
def law_of_the_editor(request: HttpRequest, page: Page) -> HttpResponse | None:
    """wagtail-localize's editor publishes past locks and workflows: not here.

    Asked after Wagtail has checked that the user may edit the page. A page that is translated
    sentence by sentence opens in the desk's editor, except for who may change its settings.
    """
    if request.method != "POST":
        return to_the_desk(request, page)
    translated = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
    ).exists()
    asked = any(name in request.POST for name in OF_LOCALIZE)
    if not translated and not asked:
        return None
    reason: Any = rights.lock_reason(request.user, page)
    if not reason and translated and request.POST.get("action") == "publish":
        if not rights.may_publish(request.user, page):
            raise PermissionDenied
        if rights.workflow_of(page) is not None:
            reason = _("A translation is published by its review: send it for review.")
    if not reason:
        return None
    messages.error(request, reason)
    return redirect("wagtailadmin_pages:edit", page.pk)


def to_the_desk(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Lead to the desk's editor, or to the review for who decides in it.

    `?plain` opens wagtail-localize's editor for who may publish the page.
    """
    desk = None if sources.is_source(page) else access.desk_of(page)
    if desk is None:
        return None
    if "plain" in request.GET and rights.may_publish(request.user, page):
        return None
    step = sending.step_of(desk.page)
    waits = step is not None and step.task.specific.get_actions(desk.page, request.user)
    return redirect(access.address("review" if waits else "editor", page, desk.source))
