"""People are added by colleagues who are no administrators, and who cannot make themselves one.

Wagtail 8.0 shows “Administrator” to whoever may add or change a user, and lets them change the
password of an administrator.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail import hooks

from accounts.models import User


@hooks.register("before_create_user")
def no_new_administrator(request: HttpRequest) -> None:
    """Only an administrator makes an administrator. Raises PermissionDenied."""
    if request.POST.get("is_superuser") and not _is_administrator(request):
        raise PermissionDenied(_("Only an administrator can make somebody an administrator."))


@hooks.register("before_edit_user")
def administrators_stay_as_they_are(request: HttpRequest, user: User) -> None:
    """Neither promoted nor changed by who is none; nobody changes their own groups."""
    if _is_administrator(request):
        return
    if user.is_superuser:
        raise PermissionDenied(_("Only an administrator can change an administrator."))
    no_new_administrator(request)
    if request.method == "POST" and user == request.user:
        own = {str(key) for key in user.groups.values_list("pk", flat=True)}
        if set(request.POST.getlist("groups")) != own:
            raise PermissionDenied(_("Nobody changes their own roles: ask a colleague."))


@hooks.register("before_bulk_action")
def nor_many_at_once(request: HttpRequest, kind: str, things: list[Any], view: Any) -> None:
    """The same for the actions on many users. Raises PermissionDenied."""
    users = [thing for thing in things if isinstance(thing, User)]
    if _is_administrator(request) or not users:
        return
    if any(user.is_superuser or user == request.user for user in users):
        raise PermissionDenied(_("Choose colleagues who are neither you nor administrators."))


def _is_administrator(request: HttpRequest) -> bool:
    return bool(getattr(request.user, "is_superuser", False))
