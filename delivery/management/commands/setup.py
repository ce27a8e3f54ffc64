"""Everything between an empty database and a site that can be read, in one process."""

import contextlib
import io
import re
import time
from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.migrations.exceptions import InconsistentMigrationHistory, NodeNotFoundError
from django.db.migrations.executor import MigrationExecutor
from django_tasks_db.models import DBTaskResult

from core import garbage
from delivery import indexes

# Tasks that loading leaves, page by page; a step does their work at once in their place.
INDEX_TASKS = ("search.tasks.refresh",)
DESK_TASKS = tuple(
    f"translations.jobs.{name}"
    for name in ("source_published", "translation_published", "look_again")
)
LINK_TASKS = ("editorial.tasks.gather_links", "editorial.tasks.gather_owner_links")
REPORT_EVERY = 50
BASICS = [
    ("Vocabularies", "load_vocabularies"),
    ("Places", "load_places"),
    ("Languages and home pages", "prepare_site"),
    ("Glossary", "load_glossary"),
]
DEMO = [("Demonstration content", "load_demo")]
ROLES = ("Roles and workflows", "set_up_roles")
SIGN_INS = ("Demonstration sign-ins", "create_demo_users")


class MigrationCounter(io.StringIO):
    """Turns Django's line for each migration into a number now and then."""

    def __init__(self, total: int, report: Callable[[str], None]) -> None:
        super().__init__()
        self.total, self.report, self.done = total, report, 0

    def write(self, text: str) -> int:
        """Count the migrations named in the text."""
        for _ in re.findall(r"Applying ", text):
            self.done += 1
            if self.done % REPORT_EVERY == 0:
                self.report(f"{self.done} of {self.total}")
        return len(text)


@contextlib.contextmanager
def quick_commits() -> Iterator[None]:
    """Let SQLite write to the disk once at the end instead of after each transaction.

    A power cut in between loses the last transactions and never the order of them: the next run
    finds what is missing.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous")
        (usual,) = cursor.fetchone()
        cursor.execute("PRAGMA synchronous=NORMAL")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA synchronous={int(usual)}")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


class Command(BaseCommand):
    help = "Migrate, load what the site ships with, collect static files. Safe to run again."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """What may be left out."""
        parser.add_argument("--no-content", action="store_true", help="static files only")
        parser.add_argument("--no-static", action="store_true", help="no static files")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Run the steps in order; stop at the first that fails."""
        steps: list[tuple[str, Callable[[], object]]] = []
        if not options["no_content"]:
            steps.append(("Database", self.migrate))
            demo = settings.APPRODO_DEMO
            commands = [*BASICS, *(DEMO if demo else []), ROLES, *([SIGN_INS] if demo else [])]
            steps += [(name, self.caller(command)) for name, command in commands]
            steps.append(("Indexes of the admin", self.settle_indexes))
            steps.append(("Translation desk", self.fill_desk))
            steps.append(("Links of pages", self.gather_links))
            steps.append(("Search index", self.fill_search))
        if not options["no_static"]:
            steps.append(("Static files", self.collect_static))
        with indexes.later() as self.touched, quick_commits():
            self.run(steps)

    def run(self, steps: list[tuple[str, Callable[[], object]]]) -> None:
        """Run the steps, saying for each what it is and how long it took."""
        for number, (name, action) in enumerate(steps, start=1):
            self.stdout.write(f"   [{number}/{len(steps)}] {name}")
            self.stdout.flush()
            start = time.monotonic()
            try:
                action()
            except (DatabaseError, InconsistentMigrationHistory, NodeNotFoundError) as error:
                raise CommandError(f"{name}: {error}") from error
            self.tell(f"{time.monotonic() - start:.1f} s")

    def tell(self, text: str) -> None:
        """Print a line below the step's name, at once."""
        self.stdout.write(f"         {text}")
        self.stdout.flush()

    def migrate(self) -> None:
        """Bring the database up to date, saying how far it is."""
        executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
        total = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        if total:
            self.tell(f"{total} migrations to apply")
        counter = MigrationCounter(total, self.tell)
        # Each step renders a hundred models anew; the memory is what the steps after it need too: 300 MB.
        with garbage.seldom_collected():
            call_command("migrate", interactive=False, verbosity=1, stdout=counter, no_color=True)

    def caller(self, command: str) -> Callable[[], object]:
        """A function that runs a command with its output below the step's name."""
        return lambda: call_command(command, stdout=Indented(self.tell), no_color=True)

    def settle_indexes(self) -> None:
        """Write into the admin's indexes what the steps before have changed."""
        if self.touched.is_due():
            self.touched.settle(self.tell)

    def drop(self, tasks: tuple[str, ...]) -> int:
        """Take back tasks that wait for the worker; how many."""
        return DBTaskResult.objects.ready().filter(task_path__in=tasks).delete()[0]

    def fill_search(self) -> None:
        """Fill the search index at once."""
        self.drop(INDEX_TASKS)
        call_command("search", "rebuild", stdout=Indented(self.tell), no_color=True)

    def fill_desk(self) -> None:
        """Compare pages with their translations once."""
        self.drop(DESK_TASKS)
        call_command("translations", "refresh", stdout=Indented(self.tell), no_color=True)

    def gather_links(self) -> None:
        """Have the worker read the links of all pages in one task instead of one a page."""
        if self.drop(LINK_TASKS):
            call_command("check_links", "--gather", "--later")

    def collect_static(self) -> None:
        """Collect, fingerprint and compress what the site serves as plain files."""
        call_command("collectstatic", interactive=False, verbosity=0)


class Indented(io.StringIO):
    """Passes whole lines on to a function that prints them."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        super().__init__()
        self.pass_on = tell

    def write(self, text: str) -> int:
        """Pass on each line that says something."""
        for line in text.splitlines():
            if line.strip():
                self.pass_on(line)
        return len(text)
