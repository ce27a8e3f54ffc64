"""Where a workflow asks for four eyes, nobody publishes their own text past it.

The right to publish lets a publisher take pages off, set hours and publish what others wrote.
Saving in the editor makes a version of one's own: it goes out by approval. An administrator can
still publish at once, for emergencies; the history of the page shows it.
"""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page, Revision

from editorial.models import ApprovalTask


def needs_approval(page: Any) -> bool:
    """Whether the page's workflow has a step that somebody else must take."""
    workflow = page.get_workflow()
    return bool(
        workflow
        and ApprovalTask.objects.filter(workflow_tasks__workflow=workflow, active=True).exists()
    )


def wrote_part_of(user: Any, page: Any) -> bool:
    """Whether the user saved a version since the one readers see."""
    since = Q(pk__gt=page.live_revision_id) if page.live_revision_id else Q()
    return Revision.objects.for_instance(page).filter(since, user=user).exists()


def refuse_own(request: HttpRequest, page: Any) -> HttpResponse | None:
    """Keep a text as a draft that its author would publish; nothing when it may go out."""
    if (
        request.user.is_superuser
        or not needs_approval(page)
        or not wrote_part_of(request.user, page)
    ):
        return None
    if page.live and page.live_revision_id is None:  # Wagtail creates a page as if it were out.
        Page.objects.filter(pk=page.pk).update(live=False, has_unpublished_changes=True)
    messages.warning(
        request,
        _("Saved as a draft: somebody else has to approve what you wrote. Submit it for approval."),
    )
    return redirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))


def refuse_own_in_bulk(
    request: HttpRequest, kind: str, pages: list[Any], view: Any
) -> HttpResponse | None:
    """The same for many pages at once: none goes out while one of them is the user's own."""
    if kind != "publish" or request.user.is_superuser:
        return None
    for page in pages:
        if isinstance(page, Page) and needs_approval(page) and wrote_part_of(request.user, page):
            messages.error(
                request,
                _("“%(title)s” has changes of yours: somebody else has to approve them.")
                % {"title": page.get_admin_display_title()},
            )
            return redirect(view.next_url)
    return None
