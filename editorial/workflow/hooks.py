"""Approval in the page editor: the next step is the first button, publishing asks for other eyes."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks

from editorial.workflow import publishing

FIRST = ("approve", "action-submit")  # what waits for the user stands on the button itself

hooks.register("before_publish_page", publishing.refuse_own)
hooks.register("before_bulk_action", publishing.refuse_own_in_bulk)


@hooks.register("construct_page_action_menu")
def no_way_past_approval(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Who may not publish their own text is not offered it; approving, or submitting, comes first."""
    page = context.get("page") or context.get("parent_page")
    if page is None or request.user.is_superuser or not publishing.needs_approval(page):
        return
    items[:] = [item for item in items if item.name != "action-publish"]
    items.sort(key=lambda item: FIRST.index(item.name) if item.name in FIRST else len(FIRST))
