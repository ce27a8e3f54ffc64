"""What an import would do, row by row, before it does anything."""

import difflib
import hashlib
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from volunteering import rules
from volunteering.importing import fields, reading
from volunteering.importing.columns import ID, TITLE, Column, by_heading
from volunteering.importing.problems import CellProblemError, FileProblemError
from volunteering.importing.words import Words, fold
from volunteering.models import CallFolderPage, CallPage
from volunteering.models.imports import ImportedCall

CREATE, CHANGE, KEEP, REFUSE = "create", "change", "keep", "refuse"
EMPTY = "-"


@dataclass
class Problem:
    """What is wrong with a row, and in which column; no column when it is the row itself."""

    column: str
    text: str


@dataclass
class RowPlan:
    """What happens to a row. `changes` are (heading, before, after)."""

    line: int
    code: str
    title: str = ""
    action: str = KEEP
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    page: CallPage | None = None


@dataclass
class Plan:
    """The whole import. It may be carried out when no row is refused and something happens."""

    rows: list[RowPlan]

    def count(self, action: str) -> int:
        return sum(row.action == action for row in self.rows)

    @property
    def may_run(self) -> bool:
        return not self.count(REFUSE) and bool(self.count(CREATE) + self.count(CHANGE))

    @property
    def fingerprint(self) -> str:
        """Changes with everything that was shown: what was looked at is what is done."""
        digest = hashlib.sha256()
        for row in self.rows:
            digest.update(repr((row.code, row.action, row.changes)).encode())
        return digest.hexdigest()


def make(content: bytes, folder: CallFolderPage, user: Any = None) -> Plan:
    """Read a file for a folder. Raises `FileProblemError`. Without a user, nobody's rights are asked."""
    found = reading.rows(content)
    known = _known_columns(list(dict.fromkeys(name for row in found for name in row.cells)))
    planner = _Planner(folder, user, known)
    return Plan([planner.row(row) for row in found])


def _known_columns(headings: list[str]) -> dict[str, Column]:
    """Column by heading. A heading that begins with # is a note of the file's author."""
    known: dict[str, Column] = {}
    for heading in headings:
        if not heading or heading.startswith("#"):
            continue
        column = by_heading().get(fold(heading))
        if column is None:
            raise FileProblemError(_unknown_heading(heading))
        if column in known.values():
            raise FileProblemError(
                _("The heading “%(heading)s” stands there twice.") % {"heading": column.heading}
            )
        known[heading] = column
    if ID not in {column.field for column in known.values()}:
        raise FileProblemError(
            _(
                "The column “%(heading)s” is missing: it holds the code of each call in your own "
                "list, so that the next import finds it again."
            )
            % {"heading": by_heading()[fold(ID)].heading}
        )
    return known


def _unknown_heading(heading: str) -> str:
    near = difflib.get_close_matches(fold(heading), list(by_heading()), n=1)
    if near:
        return _("There is no column “%(heading)s”. Did you mean “%(near)s”?") % {
            "heading": heading[:60],
            "near": by_heading()[near[0]].heading,
        }
    return _(
        "There is no column “%(heading)s”. Take it out, or put # before its heading: then it is "
        "not read."
    ) % {"heading": heading[:60]}


class _Planner:
    """Plans one row after the other, and remembers the codes it has seen."""

    def __init__(self, folder: CallFolderPage, user: Any, known: dict[str, Column]) -> None:
        self.folder, self.user, self.known = folder, user, known
        self.words = Words()
        self.seen: dict[str, int] = {}
        rows = ImportedCall.objects.filter(folder=folder).select_related(
            "call__latest_revision", "call__locale"
        )
        self.calls = {row.external_id: row.call for row in rows}

    def row(self, row: reading.Row) -> RowPlan:
        """What happens to a row."""
        cells = {self.known[name]: text for name, text in row.cells.items() if name in self.known}
        by_field = {column.field: text for column, text in cells.items()}
        plan = RowPlan(row.line, by_field.get(ID, "")[:80], by_field.get(TITLE, ""))
        values = self._values(cells, plan)
        self._identify(plan)
        if not plan.problems:
            self._fill(plan, values)
        if plan.problems:
            plan.action = REFUSE
        return plan

    def _values(self, cells: dict[Column, str], plan: RowPlan) -> dict[Column, Any]:
        """The cells' values. Empty cells say nothing; a hyphen empties the field."""
        values: dict[Column, Any] = {}
        for column, text in cells.items():
            if not text:
                continue
            if text == EMPTY and column.field not in {ID, TITLE}:
                values[column] = fields.empty(column.field)
                continue
            try:
                values[column] = column.read(text, self.words)
            except CellProblemError as error:
                plan.problems.append(Problem(column.heading, str(error)))
        return values

    def _identify(self, plan: RowPlan) -> None:
        heading = by_heading()[fold(ID)].heading
        if not plan.code:
            plan.problems.append(Problem(heading, _("Every call needs a code of your own.")))
        elif plan.code in self.seen:
            text = _("The same code stands on line %(line)d.") % {"line": self.seen[plan.code]}
            plan.problems.append(Problem(heading, text))
        else:
            self.seen[plan.code] = plan.line

    def _fill(self, plan: RowPlan, values: dict[Column, Any]) -> None:
        page = self._page(plan)
        if page is None:
            return
        for column, value in values.items():
            if column.field == ID:
                continue
            before, after = fields.put(page, column.field, value)
            if before != after:
                plan.changes.append((column.heading, before, after))
        plan.title = page.title
        if page.pk is None:
            plan.action = CREATE
        elif plan.changes:
            plan.action = CHANGE
        if plan.action != KEEP:
            plan.page = page
            self._check(plan, page, {column.field for column in values})

    def _page(self, plan: RowPlan) -> CallPage | None:
        """The call as its editors last left it, or a new one; nothing when it may not be touched."""
        call = self.calls.get(plan.code)
        if call is None:
            if not plan.title:
                heading = by_heading()[fold(TITLE)].heading
                plan.problems.append(Problem(heading, _("A new call needs a title.")))
                return None
            return CallPage(
                host=self.folder.organisation,
                owner_organisation=self.folder.organisation,
                locale=self.folder.locale,
                owner=self.user,
                live=False,
                is_demo=self.folder.organisation.is_demo,
            )
        if self._is_closed_to(call):
            plan.problems.append(Problem("", _("This call is locked, or you may not change it.")))
            return None
        page: CallPage = call.get_latest_revision_as_object()
        return page

    def _is_closed_to(self, call: CallPage) -> bool:
        if self.user is not None and not call.permissions_for_user(self.user).can_edit():
            return True
        lock = call.get_lock()
        return bool(lock and (self.user is None or lock.for_user(self.user)))

    def _check(self, plan: RowPlan, page: CallPage, filled: set[str]) -> None:
        """What the model says of the fields that were filled, and what holds between them.

        Terms and places come from the vocabularies: asking for each again costs a query a row.
        """
        others = {
            known.name
            for known in page._meta.fields
            if known.name not in filled or known.is_relation
        }
        try:
            page.clean_fields(exclude=others)
            fields.check_together(page)
        except ValidationError as error:
            names = {column.field: column.heading for column in self.known.values()}
            for name, texts in error.message_dict.items():
                plan.problems.append(Problem(names.get(name, ""), " ".join(texts)))
        plan.warnings = rules.warnings(page)
