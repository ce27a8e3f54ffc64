"""Who sees the matrix, and whose language is whose: read from rights on parts of the page tree."""

from dataclasses import dataclass
from typing import Any

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


def sees_all(user: Any) -> bool:
    """Whether the matrix of all languages is the user's."""
    return of(user).source


def sees_one(user: Any) -> bool:
    """Whether the user sees at least one language."""
    return not of(user).empty
