"""Who may open a screen of the desk: every screen names its permission, or the site does not start."""

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from wagtail.admin.menu import MenuItem


class NamedPermissionMixin:
    """Opens the view only to users with `permission` ("app.codename").

    Wagtail's reports and generic views are open to everybody who may enter the admin unless they
    say otherwise.
    """

    permission: ClassVar[str]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if not getattr(cls, "permission", ""):
            raise TypeError(f"{cls.__name__} names no permission")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer, or raise PermissionDenied (the admin leads back to its start with a message)."""
        if not request.user.has_perm(self.permission):  # type: ignore[union-attr]
            raise PermissionDenied
        response: HttpResponse = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response


class PermittedMenuItem(MenuItem):
    """An entry of the menu that those see who may open it."""

    def __init__(self, *args: Any, permission: str, **kwargs: Any) -> None:
        self.permission = permission
        super().__init__(*args, **kwargs)

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.permission)  # type: ignore[union-attr]
