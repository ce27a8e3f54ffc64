"""Mending a text with one click: in the draft, where nothing has changed since it was shown."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.models import Page
from wagtail_localize.models import Translation

from core import locales
from core.passages import Passage, write
from editorial.writing import report
from editorial.writing.issues import Edit, mended


def may_fix(page: Any, user: Any) -> bool:
    """Whether a user may change the text here: may edit it, nobody locked it, it is no translation.

    A page that is translated segment by segment is mended in the translation editor; what is
    changed here the next translation would bring back.
    """
    rights = page.permissions_for_user(user)
    if not page.pk or not rights.can_edit() or rights.page_locked():
        return False
    if page.locale_id == locales.source().pk:
        return True
    return not Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
    ).exists()


@transaction.atomic
def fix(pk: int, keys: Collection[str], user: Any) -> int:
    """Mend what these issues name in the latest draft; how many were mended.

    An issue is named by its text and place: one that somebody changed in the meantime is not found
    any more, and nothing is done about it. Raises PermissionDenied for who may not change the page.
    """
    row = Page.objects.select_for_update().get(pk=pk)
    page = row.specific.get_latest_revision_as_object()
    if not may_fix(page, user):
        raise PermissionDenied
    edits: dict[Passage, list[Edit]] = defaultdict(list)
    count = 0
    for issue in report.look(page).fixable:
        if issue.key in keys:
            edits[issue.passage] += issue.edits
            count += 1
    for passage, wanted in edits.items():
        write(page, passage, mended(passage.text, wanted))
    if count:
        # As when an editor saves a draft: a field that is still empty does not stand in the way.
        page.save_revision(user=user, log_action=True, clean=False)
    return count
