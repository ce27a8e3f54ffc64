"""Wagtail's screens on the editors' side, as an administrator finds them; ours are in `stage`."""

from typing import Any

from django.urls import reverse
from wagtail.models import Page
from wagtail.snippets.models import get_snippet_models

from core.checks import page_types
from tests.browser.addresses import SOURCE, of_types

LISTS = [
    "wagtailadmin_home", "wagtailadmin_explore_root", "wagtailadmin_account",
    "wagtailadmin_collections:index", "wagtailadmin_workflows:index",
    "wagtailadmin_reports:aging_pages", "wagtailadmin_reports:locked_pages",
    "wagtailadmin_reports:page_types_usage", "wagtailadmin_reports:site_history",
    "wagtailadmin_reports:workflow", "wagtail_localize:translations_report",
    "wagtaildocs:add_multiple", "wagtaildocs:index", "wagtailforms:index", "wagtailimages:index",
    "wagtailimages:add_multiple", "wagtaillocales:index", "wagtailredirects:index",
    "wagtailusers_users:add", "wagtailusers_users:index", "term:index", "termlabel:index",
]  # fmt: skip
PAGE_TYPES = sorted(model.__name__ for model in page_types())
SNIPPETS = sorted(model.__name__ for model in get_snippet_models())
SINGLE = [
    "explorer",
    "edit-guide",
    "edit-home",
    "edit-translated-page",
    "settings",
]
SCREENS = [
    *LISTS,
    *SINGLE,
    *(f"form-{name}" for name in PAGE_TYPES),
    *(f"{kind}-{name}" for name in SNIPPETS for kind in ("list", "edit")),
]


def form_path(model: Any) -> str:
    """Where a page of a type is created, or changed if the site may have no other of them."""
    meta = model._meta
    pages = Page.objects.order_by("path").specific()
    parent = next((page for page in pages if model.can_create_at(page)), None)
    if parent is None:
        return reverse("wagtailadmin_pages:edit", args=[model.objects.order_by("pk").first().pk])
    return reverse("wagtailadmin_pages:add", args=[meta.app_label, meta.model_name, parent.pk])


def snippet_paths(model: Any) -> tuple[str, str]:
    """The list of a kind of snippet, and the form of its first Italian entry, or an empty one."""
    views = model.snippet_viewset
    rows = model.objects.order_by("pk")
    row = rows.filter(locale__language_code=SOURCE).first() if hasattr(model, "locale") else None
    row = row or rows.first()
    if row is None:
        return reverse(views.get_url_name("list")), reverse(views.get_url_name("add"))
    edit = reverse(views.get_url_name("edit"), args=[row.pk])
    return reverse(views.get_url_name("list")), edit


def single_paths() -> dict[str, str]:
    """Screens of which one is enough."""
    pages = of_types(SOURCE)
    guide, home = pages["GuidePage"], pages["HomePage"]
    arabic = guide.get_translations().get(locale__language_code="ar")
    edit = "wagtailadmin_pages:edit"
    return {
        "explorer": reverse("wagtailadmin_explore", args=[guide.get_parent().pk]),
        "edit-guide": reverse(edit, args=[guide.pk]),
        "edit-home": reverse(edit, args=[home.pk]),
        "edit-translated-page": f"{reverse(edit, args=[arabic.pk])}?plain=1",
        "settings": reverse("wagtailsettings:edit", args=["core", "sitesettings"]),
    }


def discover() -> dict[str, str]:
    """The path of each screen by its name."""
    found = {name: reverse(name) for name in LISTS} | single_paths()
    found |= {f"form-{model.__name__}": form_path(model) for model in page_types()}
    for model in get_snippet_models():
        name = model.__name__
        found[f"list-{name}"], found[f"edit-{name}"] = snippet_paths(model)
    return found
