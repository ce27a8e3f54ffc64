"""Translations of many pages: each file built or taken in under the law of its own page."""

import io
import logging
import uuid
import zipfile
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import Translation

from core import locales
from translations.editor import access
from translations.exchange import archives, po, xliff
from translations.exchange.errors import HEADER, BadFileError
from translations.law import rights
from translations.models import Bundle

logger = logging.getLogger(__name__)
PO, XLIFF = "po", "xliff"
FORMATS = {PO: ".po", XLIFF: ".xlf"}
AT_ONCE = 5  # files that somebody waits for
MOST_OUT = 2000


@dataclass(slots=True)
class Outcome:
    """What became of one file: `lines` say it, `fault` where nothing was taken."""

    name: str
    title: str = ""
    language: str = ""
    lines: list[str] = field(default_factory=list)
    fault: str = ""


def build(
    wanted: QuerySet[Translation], kind: str, user: Any, bundle: Bundle | None = None
) -> bytes:
    """A ZIP with a file for each translation whose page the user may edit now."""
    held = io.BytesIO()
    report = []
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, translation in enumerate(wanted.iterator(chunk_size=50), 1):
            outcome = _add(archive, translation, kind, user)
            report.append(asdict(outcome))
            if bundle is not None and number % AT_ONCE == 0:
                Bundle.objects.filter(pk=bundle.pk).update(done=number)
    if bundle is not None:
        bundle.report, bundle.done = report, len(report)
    return held.getvalue()


def _add(archive: zipfile.ZipFile, translation: Translation, kind: str, user: Any) -> Outcome:
    """Put one translation into an archive."""
    code = translation.target_locale.language_code
    try:
        page = rights.target(translation)
    except Http404:
        return Outcome(str(translation.uuid), fault=_("The page is gone."))
    if not isinstance(page, Page) or not rights.may_edit(user, page):
        return Outcome(str(translation.uuid), fault=_("You may not edit this translation."))
    desk = access.desk_of(page)
    if desk is None:
        return Outcome(str(translation.uuid), fault=_("The page is gone."))
    name = f"{code}/{slugify(desk.source.slug) or 'page'}-{desk.source.pk}{FORMATS[kind]}"
    content = xliff.export(desk) if kind == XLIFF else str(translation.export_po()).encode()
    archive.writestr(name, content)
    return Outcome(name, desk.source.title, locales.native_name(code))


def translations(keys: list[int]) -> QuerySet[Translation]:
    """Translations by key, as `build` wants them."""
    rows = Translation.objects.filter(pk__in=keys, enabled=True)
    return rows.select_related("source", "target_locale").order_by("target_locale", "pk")


def take(file: archives.Sent, user: Any) -> Outcome:
    """Take in one file; whatever is wrong with it, nothing else is touched."""
    if file.fault:
        return Outcome(file.name, fault=file.fault)
    outcome = Outcome(file.name)
    try:
        with transaction.atomic():
            _take(file, user, outcome)
    except BadFileError as error:
        outcome.fault = str(error)
    except Exception:
        logger.exception("the file %r of translations cannot be taken in", file.name)
        outcome.fault = _("It cannot be taken in. Download the page’s file again and fill it in.")
    return outcome


def _take(file: archives.Sent, user: Any, outcome: Outcome) -> None:
    """Raises BadFileError."""
    as_xliff = po.is_xml(file.content)
    translation = _translation(_name(file.content, as_xliff=as_xliff))
    page = _page(translation)
    if not rights.may_edit(user, page):
        raise BadFileError(_("You may not edit the translation this file belongs to."))
    desk = access.desk_of(page)
    if desk is None:
        raise _unknown()
    outcome.title = desk.source.title
    outcome.language = locales.native_name(translation.target_locale.language_code)
    if reason := rights.lock_reason(user, page):
        raise BadFileError(reason)
    found = xliff.read(file.content, desk) if as_xliff else po.read(file.content)
    outcome.lines = po.take(found, translation, user).lines()


def _name(content: bytes, *, as_xliff: bool) -> str:
    """Which translation a file says it belongs to. Raises BadFileError."""
    if as_xliff:
        return xliff.parse(content).get("original", "")
    found = po.read(content).metadata.get(HEADER)
    if found is None:
        raise po.no_header()
    return str(found)


def _translation(name: str) -> Translation:
    """Raises BadFileError."""
    try:
        key = uuid.UUID(name)
    except ValueError as error:
        raise _unknown() from error
    rows = Translation.objects.select_related("source", "target_locale")
    found = rows.filter(uuid=key, enabled=True).first()
    if found is None:
        raise _unknown()
    return found


def _page(translation: Translation) -> Page:
    """Raises BadFileError."""
    try:
        page = rights.target(translation)
    except Http404 as error:
        raise _unknown() from error
    if not isinstance(page, Page):
        raise _unknown()
    return page


def _unknown() -> BadFileError:
    return BadFileError(_("It belongs to no page that is translated here."))


def fault(file: archives.Sent) -> dict[str, Any]:
    """The line of a file that could not even be read."""
    return asdict(Outcome(file.name, fault=file.fault))


def take_all(bundle: Bundle) -> None:
    """Take in the files of a bundle; each is written down by name, and then they are forgotten."""
    files = archives.unpack(bytes(bundle.content))
    report = list(bundle.report)
    for number, file in enumerate(files, 1):
        report.append(asdict(take(file, bundle.user)))
        if number % AT_ONCE == 0:
            Bundle.objects.filter(pk=bundle.pk).update(done=number)
    bundle.report, bundle.content, bundle.done = report, b"", len(files)
    bundle.state = Bundle.State.DONE
    bundle.save(update_fields=["report", "content", "done", "state"])


def build_all(bundle: Bundle) -> None:
    """Build the ZIP of a bundle."""
    bundle.content = build(translations(bundle.wanted), bundle.format, bundle.user, bundle)
    bundle.state = Bundle.State.DONE
    bundle.save(update_fields=["report", "content", "done", "state"])
