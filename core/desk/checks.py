"""A system check: every screen of ours in the admin says whom it is for."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.urls import URLPattern, URLResolver, get_resolver

from core.desk.access import GuardedMixin

DECLARED = ("permission_required", "any_permission_required", "permission_policy", "rule")


def own_modules() -> set[str]:
    """Names of the project's apps: those that lie in its own folder."""
    root = str(settings.BASE_DIR)
    return {
        config.name
        for config in apps.get_app_configs()
        if config.path.startswith(root) and "site-packages" not in config.path
    }


def admin_views(patterns: Any = None, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """(address, view) of everything the resolver has under the admin."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        address = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from admin_views(pattern.url_patterns, address)
        elif isinstance(pattern, URLPattern) and pattern.callback is not None:
            yield address, pattern.callback


def undeclared(views: Any, modules: set[str]) -> list[str]:
    """Addresses of our own views that name no rule and no permission."""
    found = []
    for address, view in views:
        kind = getattr(view, "view_class", None) or getattr(view, "cls", None)
        module = (kind or view).__module__.partition(".")[0]
        if module not in modules:
            continue
        options = getattr(view, "view_initkwargs", {})
        guarded = kind is not None and issubclass(kind, GuardedMixin)
        declared = any(options.get(name) or getattr(kind, name, None) for name in DECLARED)
        if not guarded and not declared:
            found.append(address)
    return found


@register()
def desk_views_declare_whom_they_are_for(**kwargs: Any) -> list[CheckMessage]:
    """core.E020: Wagtail's generic views are open to everybody in the admin unless they say more."""
    prefix = "admin/"
    views = [(address, view) for address, view in admin_views() if address.startswith(prefix)]
    return [
        Error(
            f"The screen {address} does not say whom it is for.",
            hint="Derive it from core.desk.access.GuardedMixin, or give it a permission.",
            id="core.E020",
        )
        for address in undeclared(views, own_modules())
    ]
