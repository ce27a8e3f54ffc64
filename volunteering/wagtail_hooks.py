"""What calls add to the admin: the desk's screens, their entries in the menu, their permissions."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from volunteering.desk import insurance, urls
from volunteering.desk.access import PermittedMenuItem
from volunteering.importing import hooks as importing_hooks

__all__ = ["importing_hooks"]
DESK_PERMISSIONS = [insurance.PERMISSION]


@hooks.register("register_admin_urls")
def desk_urls() -> list[Any]:
    return [path("desk/", include(urls, namespace="calls_desk"))]


@hooks.register("register_admin_menu_item")
def insurance_menu_item() -> PermittedMenuItem:
    return PermittedMenuItem(
        _("Insurance"), reverse("calls_desk:insurance"), name="insurance", icon_name="lock",
        order=160, permission=insurance.PERMISSION,
    )  # fmt: skip


@hooks.register("register_permissions")
def desk_permissions() -> QuerySet:
    """So that an administrator gives them to groups by hand."""
    codes = [name.partition(".")[2] for name in DESK_PERMISSIONS]
    return Permission.objects.filter(content_type__app_label="volunteering", codename__in=codes)


@hooks.register("register_log_actions")
def insurance_log_actions(actions: Any) -> None:
    """Words of the history of an organisation and of its calls."""
    actions.register_action(
        "volunteering.insurance_paused",
        _("Pause calls"), _("Calls paused: the declared insurance has ended"),
    )  # fmt: skip
    actions.register_action(
        "volunteering.insurance_resumed",
        _("Open calls again"), _("Calls open again: the insurance is declared"),
    )  # fmt: skip
