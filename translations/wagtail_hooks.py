"""What the translation desk adds to Wagtail's admin."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin import messages

from translations import assignment, choices, jobs, lifecycle, staleness, values
from translations.law import hooks as law_hooks  # noqa: F401
from translations.machine import filling
from translations.matrix import hooks as matrix_hooks  # noqa: F401
from translations.partial import hooks as partial_hooks  # noqa: F401
from translations.submission import hooks as submission_hooks  # noqa: F401


@hooks.register("register_log_actions")
def register_actions(actions: Any) -> None:
    """Entries in the history of a page."""
    actions.register_action(assignment.ACTION)(assignment.AssignFormatter)
    actions.register_action(
        staleness.STILL_RIGHT,
        _("Translation still right"),
        _("Said that a translation holds although the original changed"),
    )
    actions.register_action(
        jobs.MINOR,
        _("Minor change"),
        _("Published a change that translations need not follow"),
    )
    actions.register_action(
        filling.ACTION,
        _("Machine translation"),
        _("Had a machine translate sentences that had no translation"),
    )
    actions.register_action(
        values.ACTION,
        _("Values of the original"),
        _("Took over numbers, dates and choices that changed in the original"),
    )


@hooks.register("before_publish_page")
@hooks.register("after_edit_page")
def keep_choices(request: HttpRequest, page: Any) -> None:
    """Before it is published, and whenever a version was saved."""
    choices.read(request, page)


@hooks.register("before_unpublish_page")
def tell_what_went_along(request: HttpRequest, page: Any) -> None:
    """An editor who withdraws a page reads what happens to its translations."""
    number = sum(translation.live for translation in lifecycle.followers(page))
    if number:
        said = ngettext(
            "%(count)d translation is withdrawn as well. It comes back when this page is published again.",
            "%(count)d translations are withdrawn as well. They come back when this page is published again.",
            number,
        )
        messages.warning(request, said % {"count": number})


@hooks.register("before_delete_page")
def tell_what_goes_along(request: HttpRequest, page: Any) -> None:
    """Before it is confirmed, an editor reads what happens to the translations."""
    number = len(lifecycle.followers(page)) if request.method == "GET" else 0
    if number:
        said = ngettext(
            "%(count)d translation goes with it, unless “Translations live on their own” is ticked in the page.",
            "%(count)d translations go with it, unless “Translations live on their own” is ticked in the page.",
            number,
        )
        messages.warning(request, said % {"count": number})
