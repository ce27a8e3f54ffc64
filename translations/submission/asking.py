"""Making the pages that translators write in, one page and language at a time.

Each page is a transaction of its own: what was made stays when the next one fails, and doing the
same again makes nothing twice.
"""

import logging

from django.db import transaction
from django.db.models import Q
from wagtail.models import Locale, Page
from wagtail_localize.operations import TranslationCreator

from core import locales
from translations import store
from translations.law import rights
from translations.models import Run, RunPart
from translations.runs import parts, reasons

logger = logging.getLogger(__name__)


class NotAskedError(Exception):
    """A page that cannot be translated into the language now; `reason` is a code of `reasons`."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def pages(run: Run) -> list[tuple[int, str]]:
    """(key, title) of the source pages of a run, each after the one above it."""
    chosen = Page.objects.filter(pk__in=run.pages)
    wanted = Q(pk__in=run.pages)
    if run.subtree:
        for path in chosen.values_list("path", flat=True):
            wanted |= Q(path__startswith=path)
    found = Page.objects.filter(wanted, locale=locales.source(), alias_of=None, depth__gt=1)
    if run.subtree:
        found = found.filter(Q(pk__in=run.pages) | Q(first_published_at__isnull=False))
    return list(found.order_by("path").values_list("pk", "title"))


def work(part: RunPart) -> None:
    """Make what is missing. Raises the last error that nobody foresaw, once all pages were tried."""
    wanted = pages(part.run)
    parts.begin(part, len(wanted))
    failure: Exception | None = None
    for key, title in wanted:
        try:
            ask(key, part.locale, part.run.user)
        except NotAskedError as error:
            parts.leave_out(part, error.reason, title)
        except Exception as error:
            logger.exception("page %s was not made in %s", key, part.locale.language_code)
            parts.leave_out(part, reasons.BROKEN, title, str(error))
            failure = error
        parts.step(part)
    if failure is not None:
        raise failure


@transaction.atomic
def ask(key: int, locale: Locale, user: object) -> bool:
    """Make the page that translators of a language write in; whether there was none.

    The same law as in the form, which may have been sent some time ago. Raises NotAskedError.
    """
    row = Page.objects.select_for_update().filter(pk=key).first()
    if row is None:
        raise NotAskedError(reasons.GONE)
    if exists(row, locale):
        return False
    page = row.specific
    if user is None or not rights.may_edit(user, page):
        raise NotAskedError(reasons.REFUSED)
    if page.first_published_at is None:
        raise NotAskedError(reasons.UNPUBLISHED)
    if getattr(page, "translation_mode", "synced") == "none":
        raise NotAskedError(reasons.SINGLE)
    above = page.get_parent()
    if above.depth > 1 and not has_version(above, locale):
        raise NotAskedError(reasons.NO_PARENT)
    store.note(page)
    TranslationCreator(user, [locale]).create_translations(page)
    if not exists(row, locale):
        raise NotAskedError(reasons.INVALID)
    return True


def exists(page: Page, locale: Locale) -> bool:
    """Whether the page has a version of its own in the language."""
    return Page.objects.filter(
        translation_key=page.translation_key, locale=locale, alias_of=None
    ).exists()


def has_version(page: Page, locale: Locale) -> bool:
    """Whether there is any version to put a page below."""
    return Page.objects.filter(translation_key=page.translation_key, locale=locale).exists()
