"""Who translates a page: noted in its history, and kept while the original is withdrawn."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter
from wagtail.models import Page, PageLogEntry
from wagtail.users.utils import get_deleted_user_display_name

from core import locales
from translations.models import SourceStats, TranslationState

ACTION = "translations.assign"


class AssignFormatter(LogFormatter):
    """Names people as they are called today: an entry keeps no name of somebody who has left."""

    label = gettext_lazy("Assign a translation")

    def format_message(self, log_entry: Any) -> str:
        """The language, and who translates into it from then on."""
        code, who = log_entry.data.get("language", ""), log_entry.data.get("who")
        language = {"language": locales.isolated(locales.native_name(code))}
        if who is None:
            return _("%(language)s: nobody translates the page any more") % language
        user: Any = get_user_model().objects.filter(pk=who).first()
        name = locales.isolated(user.called) if user else ""
        return _("%(language)s: %(name)s translates the page") % {
            **language, "name": name or get_deleted_user_display_name(who),
        }  # fmt: skip


def log(keys: Iterable[int], who: int | None, by: int | None, at: datetime.datetime) -> int:
    """Note in the history of these cells' pages that somebody, or nobody, does them; how many.

    In the history of the translation; before there is one, of its original. Three queries.
    """
    cells = list(TranslationState.objects.filter(pk__in=list(keys)).select_related("source"))
    place = {cell.pk: cell.page_id or cell.source.page_id for cell in cells}
    pages = Page.objects.in_bulk(set(place.values()))
    entries = PageLogEntry.objects.bulk_create(
        PageLogEntry(
            page=page, content_type_id=page.content_type_id, label=page.get_admin_display_title(),
            action=ACTION, user_id=by, timestamp=at,
            data={"language": locales.by_id(cell.locale_id).language_code, "who": who},
        )
        for cell in cells if (page := pages.get(place[cell.pk]))
    )  # fmt: skip
    return len(entries)


def put_away(source: SourceStats) -> None:
    """Take the cells of a page that is withdrawn away, and keep who did them."""
    cells = TranslationState.objects.filter(source=source)
    found = dict(cells.exclude(assignee=None).values_list("locale_id", "assignee_id"))
    if found:
        source.assigned = {**source.assigned, **{str(key): who for key, who in found.items()}}
        source.save(update_fields=["assigned"])
    cells.delete()


def hand_back(source: SourceStats, cells: Iterable[TranslationState]) -> None:
    """Give cells of a page that is back to who did them; nobody who has left. For new cells."""
    if not source.assigned:
        return
    people = get_user_model().objects.filter(pk__in=set(source.assigned.values()), is_active=True)
    there = set(people.values_list("pk", flat=True))
    for cell in cells:
        who = source.assigned.get(str(cell.locale_id))
        cell.assignee_id = who if who in there else None


def handed_back(source: SourceStats, cells: Iterable[TranslationState]) -> None:
    """Forget who did these cells before: it is written in them again."""
    left = dict(source.assigned)
    for cell in cells:
        left.pop(str(cell.locale_id), None)
    if left != source.assigned:
        source.assigned = left
        source.save(update_fields=["assigned"])
