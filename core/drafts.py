"""Versions of a page that wait: what somebody wrote since what readers see."""

from typing import Any

from wagtail.models import Revision


def waiting(page: Any) -> list[Revision]:
    """The last version of everybody who wrote since what readers see, the latest one last.

    Whoever publishes a page beside its drafts saves them again in this order, each for its author:
    `core.desk.four_eyes` asks who wrote since the published version.
    """
    if not page.has_unpublished_changes:
        return []
    rows = Revision.objects.for_instance(page).select_related("user")
    if page.live_revision_id:
        rows = rows.filter(pk__gt=page.live_revision_id)
    by_author = {row.user_id: row for row in rows.order_by("pk")}
    return sorted(by_author.values(), key=lambda row: row.pk)
