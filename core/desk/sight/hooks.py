"""What Wagtail's hooks let us say of pages in choosers; its viewset of pages, narrowed."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks

from core.desk.sight import rules
from core.desk.sight.pages import OwnPageViewSet

LAST = 100


@hooks.register("register_admin_viewset", order=LAST)
def page_screens() -> OwnPageViewSet:
    return OwnPageViewSet()


@hooks.register("construct_page_chooser_queryset")
def published_and_own(pages: Any, request: HttpRequest) -> Any:
    return rules.seen(pages, request.user)
