"""Where editors find the import: in the menu, and on the folder of an organisation."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.models import Page

from core import locales
from core.desk.access import GuardedMenuItem
from volunteering.importing import urls
from volunteering.importing.views import may_import
from volunteering.models import CallFolderPage


@hooks.register("register_admin_urls")
def import_urls() -> list[URLPattern]:
    return urls.urlpatterns


@hooks.register("register_admin_menu_item")
def import_menu_item() -> MenuItem:
    return GuardedMenuItem(
        _("Import calls"), reverse("calls_import"), name="import-calls", icon_name="upload",
        order=170, rule=may_import,
    )  # fmt: skip


@hooks.register("register_page_header_buttons")
def import_button(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """“Import calls” on a folder's own page in the explorer."""
    if page.specific_class is not CallFolderPage or page.locale_id != locales.source().pk:
        return
    if page.permissions_for_user(user).can_add_subpage():
        yield Button(
            _("Import calls"), f"{reverse('calls_import')}?folder={page.pk}",
            icon_name="upload", priority=60,
        )  # fmt: skip
