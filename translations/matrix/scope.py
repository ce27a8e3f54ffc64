"""Who sees the matrix, and whose language is whose: read from rights on parts of the page tree."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q
from wagtail.models import GroupPagePermission, Locale

from core import locales
from translations import states

RIGHTS = ("change_page", "publish_page")
# A home page or one of its sections. Rights further below are those of somebody's own folder.
SECTION_DEPTH = 3


@dataclass(frozen=True, slots=True)
class Scope:
    """`source`: may change a section of the source language. `own`: languages whose trees the user
    may change a page of, in the order of the settings."""

    source: bool
    own: tuple[Locale, ...]

    @property
    def empty(self) -> bool:
        return not self.source and not self.own


def of(user: Any) -> Scope:
    """The scope of a user; one query, asked once for each request."""
    kept: Scope | None = getattr(user, "_translation_scope", None)
    if kept is None:
        kept = user._translation_scope = _find(user)
    return kept


def _find(user: Any) -> Scope:
    targets = states.targets()
    if not user.is_active:
        return Scope(source=False, own=())
    if user.is_superuser:
        return Scope(source=True, own=tuple(targets))
    rows = GroupPagePermission.objects.filter(
        group__user=user, permission__codename__in=RIGHTS
    ).values_list("page__locale_id", "page__depth")
    rights = set(rows)
    root = any(depth == 1 for _locale, depth in rights)
    home = locales.source().pk
    source = any(key == home and depth <= SECTION_DEPTH for key, depth in rights)
    own = tuple(locale for locale in targets if root or locale.pk in {key for key, _ in rights})
    return Scope(source=root or source, own=own)


def people(languages: Iterable[Locale]) -> dict[int, list[Any]]:
    """The active users who may change pages of each language, by its key; two queries.

    Administrators, who may do everything everywhere, are nobody's translators.
    """
    found: dict[int, set[int]] = {locale.pk: set() for locale in languages}
    rows = GroupPagePermission.objects.filter(
        Q(page__locale__in=list(found)) | Q(page__depth=1),
        permission__codename="change_page", group__user__is_active=True,
    )  # fmt: skip
    for key, depth, user in rows.values_list("page__locale_id", "page__depth", "group__user"):
        for place in found if depth == 1 else [key]:
            found[place].add(user)
    users = get_user_model().objects.in_bulk(set().union(*found.values()))
    return {
        key: [users[pk] for pk in sorted(keys) if not users[pk].is_superuser]
        for key, keys in found.items()
    }


def name_of(user: Any) -> str:
    """What colleagues call somebody."""
    return str(user.get_full_name() or user.get_username())


def sees_all(user: Any) -> bool:
    """Whether the matrix of all languages is the user's."""
    return of(user).source


def sees_one(user: Any) -> bool:
    """Whether the user sees at least one language."""
    return not of(user).empty
