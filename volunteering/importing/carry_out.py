"""A plan becomes drafts: all of it, or nothing."""

from typing import Any

from django.db import transaction
from django.utils.text import slugify
from wagtail.log_actions import LogContext

from volunteering.importing.plan import CREATE, Plan
from volunteering.models import CallFolderPage, CallPage
from volunteering.models.imports import ImportedCall


@transaction.atomic
def carry_out(plan: Plan, folder: CallFolderPage, user: Any = None) -> None:
    """Make the new drafts and the drafts of changed calls. What readers see does not change.

    As in the editor, a draft may lack what publication asks for.

    Raises ValueError for a plan with a refused row.
    """
    if not plan.may_run:
        raise ValueError("a plan with a refused row is never carried out")
    with LogContext(user=user):
        for row in plan.rows:
            if row.page is None:
                continue
            if row.action == CREATE:
                _create(row.page, row.code, folder, user)
            else:
                row.page.save_revision(user=user, log_action=True, clean=False)


def _create(page: CallPage, code: str, folder: CallFolderPage, user: Any) -> None:
    if not slugify(page.title):
        page.slug = slugify(code) or "call"
    folder.add_child(instance=page)
    page.save_revision(user=user, clean=False)
    ImportedCall.objects.create(folder=folder, external_id=code, call=page)
