"""The job that has a machine translate what nobody has: one page after the other, a few sentences a
request, each written down at once."""

from collections.abc import Iterator

from wagtail.log_actions import log
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation

from core import batches, locales
from glossary.models import GlossaryTerm
from translations.editor import invariants, marks
from translations.editor.access import desk_of
from translations.editor.segments import Desk, Row
from translations.law import rights
from translations.machine import plan, services
from translations.models import RunPart
from translations.runs import parts, reasons

ACTION = "translations.machine"
MEMORY = "memory"  # the tool's name where a person's sentence from elsewhere was taken
MOST_TEXTS, MOST_LETTERS = 20, 4_000  # of one request; DeepL takes 50 texts
Found = list[tuple[Row, str, str]]


class LostError(ValueError):
    """A sentence of the machine that is no translation: `reason` is a code of `reasons`."""

    def __init__(self, reason: str, more: str = "") -> None:
        self.reason, self.more = reason, more
        super().__init__(reason)


def work(part: RunPart) -> None:
    """Translate what is left. Raises LaterError where the service cannot, with all before it kept."""
    source = locales.source()
    pages = list(Page.objects.filter(pk__in=part.run.pages, locale=source).order_by("path"))
    left = plan.waiting(part.locale, [page.translation_key for page in pages])
    written = part.done - part.left_out
    parts.begin(part, written + len(left), done=written)
    protected = _protected()
    for page in pages:
        own = [piece for piece in left if piece.key == page.translation_key]
        desk = desk_of_translation(page, part.locale) if own else None
        if desk is None:
            parts.step(part, len(own))
            continue
        if reason := refusal(desk, part.run.user):
            parts.leave_out(part, reason, page.title)
            parts.step(part, len(own))
            continue
        number = fill(part, desk, protected)
        if number:
            log(instance=desk.page, action=ACTION, user=part.run.user, data={"number": number})


def desk_of_translation(page: Page, locale: Locale) -> Desk | None:
    """The desk of a source page in a language, or nothing where it is not translated in it."""
    found = Page.objects.filter(
        translation_key=page.translation_key, locale=locale, alias_of=None
    ).first()
    return desk_of(found.specific) if found else None


def refusal(desk: Desk, user: object) -> str:
    """Why the machine may not write for this user, by the law of the translation now."""
    if user is None or not rights.may_edit(user, desk.page):
        return reasons.REFUSED
    return reasons.LOCKED if rights.lock_reason(user, desk.page) else ""


def fill(part: RunPart, desk: Desk, protected: list[str]) -> int:
    """Translate the sentences of a page that have no translation; how many were written."""
    rows = list(
        {(row.string_id, row.context_id): row for row in desk.rows if row.kept is None}.values()
    )
    known = plan.remembered(
        part.locale,
        [plan.Piece(desk.source.translation_key, row.string_id, row.context_id, row.html) for row in rows],
    )  # fmt: skip
    texts = {(piece.string_id, piece.context_id): text for piece, text in known.items()}
    there = [(row, texts[row.string_id, row.context_id]) for row in rows
             if (row.string_id, row.context_id) in texts]  # fmt: skip
    written = keep(part, desk, [(row, text, MEMORY) for row, text in there])
    if there:
        parts.step(part, len(there))
    waiting = [row for row in rows if (row.string_id, row.context_id) not in texts]
    for some in portions(waiting):
        sent = sum(len(row.html) for row in some)
        _within_limit(part, sent)
        said = services.translate(part.locale, [row.html for row in some])
        good: Found = []
        for row in some:
            try:
                good.append((row, checked(row, said[row.html], protected), services.name()))
            except LostError as lost:
                parts.leave_out(part, lost.reason, marks.MARK.sub("", row.source), lost.more)
        written += keep(part, desk, good)
        parts.step(part, len(some), characters=sent)
    return written


def checked(row: Row, said: str, protected: list[str]) -> str:
    """The machine's sentence as it is kept. Raises LostError where something did not survive."""
    text, found = marks.read(said)
    source = marks.MARK.sub("", row.source)
    plain = marks.MARK.sub("", text)
    if not plain.strip() or (plain.strip() == source.strip() and len(source.split()) > 3):
        raise LostError(reasons.SAME)
    if sorted(found.names) != sorted(row.marks.names):
        raise LostError(reasons.MARKS)
    try:
        html = marks.write(marks.show(said, row.marks), row.marks)
    except marks.MarkError as error:
        raise LostError(reasons.MARKS, str(error)) from error
    if row.limit and len(marks.plain(html)) > row.limit:
        raise LostError(reasons.LONG)
    differences = invariants.differences(source, marks.plain(html), row.path, protected)
    if differences:
        raise LostError(reasons.DIFFERS, differences[0].wanted or differences[0].found)
    return html


def keep(part: RunPart, desk: Desk, found: Found) -> int:
    """Write sentences as a machine's; what somebody wrote this very moment stays."""
    places = [row.string_id for row, _text, _tool in found]
    before = StringTranslation.objects.filter(
        context__object_id=desk.source.translation_key, locale=part.locale,
        translation_of_id__in=places,
    )  # fmt: skip
    there = set(before.values_list("translation_of_id", "context_id"))
    fresh = [
        StringTranslation(
            translation_of_id=row.string_id, context_id=row.context_id, locale=part.locale,
            data=text, translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE, tool_name=tool,
        )
        for row, text, tool in found
        if (row.string_id, row.context_id) not in there
    ]  # fmt: skip
    StringTranslation.objects.bulk_create(fresh, ignore_conflicts=True)
    if fresh:
        from translations import jobs

        batches.note(jobs.look_again, [str(desk.source.translation_key)])
    return len(fresh)


def portions(rows: list[Row]) -> Iterator[list[Row]]:
    """Rows in the size of one request."""
    held: list[Row] = []
    for row in rows:
        letters = sum(len(one.html) for one in held)
        if held and (len(held) >= MOST_TEXTS or letters + len(row.html) > MOST_LETTERS):
            yield held
            held = []
        held.append(row)
    if held:
        yield held


def _within_limit(part: RunPart, sent: int) -> None:
    """What was foreseen for the part is counted already. Raises LaterError beyond the limit."""
    spare = max(0, part.planned - part.characters)
    if sent > plan.left_this_month() + spare:
        raise parts.LaterError(reasons.LIMIT, again=False)


def _protected() -> list[str]:
    names = GlossaryTerm.objects.filter(locale=locales.source()).exclude(abbreviation="")
    return sorted(set(names.values_list("abbreviation", flat=True)))
