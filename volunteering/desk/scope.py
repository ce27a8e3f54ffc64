"""What belongs to whom: an organisation's editors are those with rights on its folder of calls.

A right on a page above the folder (a publisher's, a region's) makes nobody part of an
organisation. Reading what applicants wrote needs a permission of its own, given by name: being
an administrator is not enough, for the organisation is the controller of these data.
"""

import uuid
from typing import Any

from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from core import locales
from directory.models import Organisation
from volunteering.models import Application, CallFolderPage, CallPage

READER = "read_applications"


def folders(user: Any) -> QuerySet:
    """The folders of calls on which a group of the user has a right of its own."""
    if not user.is_active:
        return CallFolderPage.objects.none()
    return CallFolderPage.objects.filter(group_permissions__group__user=user).distinct()


def organisation_keys(user: Any) -> list[uuid.UUID]:
    """The organisations a user works for, by the key all their languages share."""
    return list(folders(user).values_list("organisation__translation_key", flat=True).distinct())


def works_for_one(user: Any) -> bool:
    """Whether the user works for an organisation that has a folder of calls."""
    return folders(user).exists()


def may_read(user: Any) -> bool:
    """Whether somebody gave the user the right to read applications, and an organisation."""
    given = Permission.objects.filter(
        Q(user=user) | Q(group__user=user),
        content_type__app_label="volunteering", codename=READER,
    )  # fmt: skip
    return given.exists() and works_for_one(user)


def calls(user: Any) -> QuerySet:
    """The calls of the user's organisations, drafts too, in the language they were written in."""
    return CallPage.objects.filter(
        host__translation_key__in=organisation_keys(user), locale=locales.source()
    ).select_related("host", "place")


def applications(user: Any) -> QuerySet:
    """The applications to the calls of the user's organisations."""
    return Application.objects.filter(host__translation_key__in=organisation_keys(user))


def call_key(user: Any, text: str) -> uuid.UUID:
    """The key of a call of the user's own.

    Raises:
        PermissionDenied: it is nobody's, or somebody else's; nothing tells which.
    """
    try:
        key = uuid.UUID(text)
    except ValueError as error:
        raise PermissionDenied from error
    own = calls(user).filter(translation_key=key).exists()
    if not own and not applications(user).filter(call_key=key).exists():
        raise PermissionDenied
    return key


def own_hosts(user: Any) -> QuerySet:
    """The user's organisations, in the source language."""
    return Organisation.objects.filter(
        translation_key__in=organisation_keys(user), locale=locales.source()
    )
