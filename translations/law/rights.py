"""Who may do what with a page or snippet and its translations."""

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from wagtail.locks import WorkflowLock
from wagtail.models import Page, Workflow
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.snippets.permissions import user_can_edit_snippet_type
from wagtail_localize.models import SourceDeletedError, Translation, TranslationSource

policy = PagePermissionPolicy()


def may_edit(user: Any, thing: Any) -> bool:
    """Whether the user may edit a page or snippet. Locks are asked for by `lock_reason`."""
    if isinstance(thing, Page):
        return bool(thing.permissions_for_user(user).can_edit())
    return bool(user_can_edit_snippet_type(user, type(thing)))


def may_publish(user: Any, thing: Any) -> bool:
    """Whether the user may publish without asking anybody."""
    if isinstance(thing, Page):
        return bool(thing.permissions_for_user(user).can_publish())
    return may_edit(user, thing)


def may_edit_below(user: Any, page: Page) -> bool:
    """Whether the user may edit every page below this one."""
    own = policy.instances_user_has_permission_for(user, "change")
    return not page.get_descendants().exclude(pk__in=own.values("pk")).exists()


def lock_reason(user: Any, thing: Any) -> str:
    """Why a lock keeps the user from editing: a page's own lock, a review, a planned publication.

    Empty where none does.
    """
    lock = thing.get_lock() if hasattr(thing, "get_lock") else None
    if lock is None or not lock.for_user(user):
        return ""
    if isinstance(lock, WorkflowLock):
        return _("It is in review: until that ends only its reviewers write in it.")
    return str(lock.get_message(user) or lock.get_description(user))


def workflow_of(thing: Any) -> Workflow | None:
    """The workflow through which a page goes out, or nothing."""
    found: Workflow | None = thing.get_workflow() if isinstance(thing, Page) else None
    return found


def target(translation: Translation) -> Any:
    """The translated page or snippet. Raises Http404 where it is gone."""
    try:
        return translation.get_target_instance()
    except ObjectDoesNotExist as error:
        raise Http404 from error


def origin(source: TranslationSource) -> Any:
    """What is translated. Raises Http404 where it is gone."""
    try:
        return source.get_source_instance()
    except (ObjectDoesNotExist, SourceDeletedError) as error:
        raise Http404 from error


def translation_or_404(key: int) -> Translation:
    """A translation with its source and language."""
    rows = Translation.objects.select_related("source", "target_locale")
    return get_object_or_404(rows, pk=key)
