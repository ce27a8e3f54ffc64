"""The matrix in the admin: its addresses and the entries of the menu that lead to it."""

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from core import locales
from core.desk.access import GuardedMenuItem
from translations.matrix import scope, urls

ORDER = 110
MOST_ENTRIES = 3  # languages with an entry of their own; the tabs lead to the others


# Before the addresses of the editor: “page/12/” is no language.
@hooks.register("register_admin_urls", order=-1)
def matrix_addresses() -> list[Any]:
    return [path("desk/translations/", include(urls, namespace="translations_matrix"))]


@hooks.register("register_admin_menu_item")
def matrix_entry() -> GuardedMenuItem:
    return GuardedMenuItem(
        _("Translations"), reverse("translations_matrix:all"), name="translations",
        icon_name="globe", order=ORDER, rule=scope.sees_all,
    )  # fmt: skip


@hooks.register("construct_main_menu")
def language_entries(request: HttpRequest, items: list[MenuItem]) -> None:
    """Translators and reviewers find their languages in the menu, each by its own name."""
    found = scope.of(request.user)
    if found.source:
        return
    for locale in found.own[:MOST_ENTRIES]:
        code = locale.language_code
        items.append(
            MenuItem(
                format_lazy("{} · {}", _("Translations"), locales.native_name(code)),
                reverse("translations_matrix:one", args=[code]),
                name=f"translations-{code}", icon_name="globe", order=ORDER,
            )
        )  # fmt: skip
