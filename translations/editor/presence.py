"""Who else has a translation open: Wagtail's own editing sessions, on the translated page.

The same sessions as those of Wagtail's page editor, so colleagues see each other whichever of
the two they work in. Without a script they are told when the page is opened; with it Wagtail's
own controllers keep the list fresh and let go of a page that is closed.
"""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.admin.ui.editing_sessions import EditingSessionsModule
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Page, get_default_page_content_type


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody else on the page: named as the admin names them; `idle` for ten minutes or more."""

    name: str
    idle: bool
    since: Any


class PresenceModule(EditingSessionsModule):
    """Wagtail's list in the header, without its question about versions that others saved.

    Here each sentence is saved by itself and carries the version it was typed over.
    """

    template_name = "translations/editor/presence.html"


def enter(page: Page, user: Any) -> tuple[PresenceModule, list[Colleague]]:
    """Note that the user has the page open; the list for the header, and who else is there.

    Three queries, as in Wagtail's own editor: old sessions go, one is added, the others are read.
    """
    EditingSession.cleanup()
    kind = get_default_page_content_type()
    session = EditingSession.objects.create(
        user=user, content_type=kind, object_id=page.pk, last_seen_at=timezone.now()
    )
    others = (
        EditingSession.objects.available()
        .filter(content_type=kind, object_id=str(page.pk))
        .exclude(user=user)
        .select_related("user", "user__wagtail_userprofile")
        .order_by("user_id", "-last_seen_at")
    )
    latest = list({one.user_id: one for one in reversed(others)}.values())
    latest.sort(key=lambda one: (-one.last_seen_at.timestamp(), one.pk))
    args = (Page._meta.app_label, Page._meta.model_name, page.pk, session.pk)
    module = PresenceModule(
        session,
        reverse("wagtailadmin_editing_sessions:ping", args=args),
        reverse("wagtailadmin_editing_sessions:release", args=(session.pk,)),
        latest,
    )
    colleagues = [
        Colleague(get_user_display_name(one.user), one.is_idle, one.last_seen_at) for one in latest
    ]
    return module, colleagues
