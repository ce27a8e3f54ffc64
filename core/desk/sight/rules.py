"""Which pages and which colleagues somebody may be told of."""

from typing import Any

from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from wagtail.models import (
    Page,
    PageLogEntry,
    WorkflowState,
    get_default_page_content_type,
)
from wagtail.permission_policies.pages import PagePermissionPolicy

from accounts.models import User

RIGHTS = frozenset({"add", "change", "publish", "lock", "unlock", "bulk_delete"})
policy = PagePermissionPolicy()


def own(user: Any) -> QuerySet:
    """The pages on which the user has a right, or on a page above them."""
    found: QuerySet = policy.instances_user_has_any_permission_for(user, RIGHTS)
    return found


def works_on(user: Any, page: Page) -> bool:
    """Whether the user has a right on the page, or takes a step of its workflow."""
    given = policy.user_has_any_permission_for_instance(user, RIGHTS, page)
    return bool(given or page.permissions_for_user(user).can_edit())


def seen(pages: Any, user: Any) -> Any:
    """Of these pages those of the user, and what every reader may open."""
    if user.is_superuser:
        return pages
    public = Page.objects.live().public()
    return pages.filter(Q(pk__in=own(user).values("pk")) | Q(pk__in=public.values("pk")))


def as_published(page: Page, user: Any) -> Page:
    """The page, under the title readers know where the user does not work on it. Not to be saved."""
    if not works_on(user, page):
        page.draft_title = page.title
    return page


def owners(request: Any) -> QuerySet:
    """Colleagues to whom a page of the user's belongs."""
    return _named(own(request.user).order_by().values("owner_id"))


def writers(request: Any) -> QuerySet:
    """Colleagues who edited a page of the user's."""
    entries = PageLogEntry.objects.filter(
        action="wagtail.edit", page__in=own(request.user).order_by().values("pk")
    )
    return _named(entries.order_by().values("user_id"))


def askers(request: Any) -> QuerySet:
    """Colleagues who asked for the approval of something the user may change."""
    pages = own(request.user).order_by().annotate(key=Cast("pk", CharField())).values("key")
    states = WorkflowState.objects.filter(
        base_content_type=get_default_page_content_type(), object_id__in=pages
    )
    return _named(states.order_by().values("requested_by_id"))


def _named(keys: QuerySet) -> QuerySet:
    return User.objects.filter(pk__in=keys).order_by(User.USERNAME_FIELD)
