"""Who may open a screen of the desk: every screen says whom it is for, or it cannot be imported."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from wagtail.admin.menu import MenuItem

Rule = Callable[[Any], bool]


def permitted(name: str) -> Rule:
    """The rule that a user has a permission ("app.codename")."""
    return lambda user: bool(user.has_perm(name))


class GuardedMixin:
    """Opens a view only to users for whom its `rule` holds.

    Wagtail's reports and generic views are open to everybody who may enter the admin unless they
    say otherwise.
    """

    rule: ClassVar[Rule]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if not hasattr(cls, "rule"):
            raise TypeError(f"{cls.__name__} does not say whom it is for")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer, or raise PermissionDenied (the admin leads back to its start with a message)."""
        if not type(self).rule(request.user):
            raise PermissionDenied
        response: HttpResponse = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way here ends with the screen itself; Wagtail takes its last entry for the heading."""
        found: list[dict[str, Any]] = super().get_breadcrumbs_items()  # type: ignore[misc]
        if found != list(self.breadcrumbs_items):  # type: ignore[attr-defined]
            return found
        return [*found, {"url": "", "label": self.get_page_title()}]  # type: ignore[attr-defined]


class GuardedMenuItem(MenuItem):
    """An entry of the menu that those see who may open it."""

    def __init__(self, *args: Any, rule: Rule, **kwargs: Any) -> None:
        self.rule = rule
        super().__init__(*args, **kwargs)

    def is_shown(self, request: HttpRequest) -> bool:
        return self.rule(request.user)
