"""What Wagtail's hooks let us say of pages in choosers and moves; its viewset of pages, narrowed."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import Page

from core.desk.sight import rules
from core.desk.sight.pages import OwnPageViewSet

LAST = 100


@hooks.register("register_admin_viewset", order=LAST)
def page_screens() -> OwnPageViewSet:
    return OwnPageViewSet()


@hooks.register("construct_page_chooser_queryset")
def published_and_own(pages: Any, request: HttpRequest) -> Any:
    return rules.seen(pages, request.user)


@hooks.register("before_move_page")
def only_what_may_be_moved(request: HttpRequest, page: Page, above: Page) -> None:
    """Wagtail asks whether the page may be moved after it has shown it. Raises PermissionDenied."""
    if not page.permissions_for_user(request.user).can_move_to(above):
        raise PermissionDenied
