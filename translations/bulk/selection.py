"""Which rows of the matrix somebody means: those ticked, or all that match what the list shows."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, QueryDict
from django.urls import reverse
from wagtail.models import Locale

from core import locales
from translations.law import rights
from translations.matrix import listing, scope
from translations.models import SourceStats, TranslationState

MOST_TICKED = 200  # more than a list shows; a longer address is not from there


@dataclass(frozen=True, slots=True)
class Selection:
    """Rows of a list: of one language, or of all where `locale` is nothing.

    `everything` means all pages that match the list's filters, never the whole table beside them.
    """

    locale: Locale | None
    choice: listing.Choice
    everything: bool
    ids: tuple[int, ...]
    back: str

    def pages(self) -> QuerySet[SourceStats]:
        """The source pages, in the order of the list."""
        if self.everything:
            return listing.pages(self.choice, self.locale)
        rows = SourceStats.objects.filter(live=True, page_id__in=self.ids)
        return rows.order_by("-priority", "title", "pk")

    def languages(self) -> list[Locale]:
        """The languages of the list."""
        return listing.languages(self.locale)

    def cells(self, languages: list[Locale]) -> QuerySet[TranslationState]:
        """The pages in these languages."""
        return TranslationState.objects.filter(
            source__in=self.pages().order_by().values("pk"), locale__in=languages
        )


def read(params: QueryDict, user: Any) -> Selection:
    """The selection of an address, for somebody.

    Raises Http404 for a language that is not translated into, PermissionDenied where the list itself
    is not the user's.
    """
    locale = None
    if code := params.get("lang", ""):
        locale = locales.by_code(code)
        if locale is None or locale == locales.source():
            raise Http404
    found = scope.of(user)
    if not found.source and locale not in found.own:
        raise PermissionDenied
    ids = [int(value) for value in params.getlist("page") if value.isascii() and value.isdigit()]
    address = (
        reverse("translations_matrix:one", args=[locale.language_code])
        if locale
        else reverse("translations_matrix:all")
    )
    return Selection(
        locale=locale, choice=listing.read(params, locale, user.pk),
        everything=params.get("all") == "1", ids=tuple(ids[:MOST_TICKED]),
        back=address + listing.address(**{name: params.get(name) for name in listing.KEPT}),
    )  # fmt: skip


def editable(user: Any) -> Q:
    """Cells whose translated page the user may edit, as a condition of one query.

    Locks are not asked for here: they are a matter of each page and of what is done with it.
    """
    return Q(page_id__in=_own(user))


def askable(user: Any) -> Q:
    """Cells whose source page the user may edit: who may ask for translations of it."""
    return Q(source__page__in=_own(user))


def _own(user: Any) -> QuerySet[Any]:
    pages = rights.policy.instances_user_has_permission_for(user, "change")
    return pages.order_by().values("pk")
