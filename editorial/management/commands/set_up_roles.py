"""Make groups, rights, collections and workflows from data/roles.yaml."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from editorial.roles import table
from editorial.roles.setting_up import set_up


class Command(BaseCommand):
    help = "Make groups, rights and workflows from the table of roles. Safe to run again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--table", type=Path, default=table.FILE, help="another file")
        parser.add_argument(
            "--prune", action="store_true", help="take away what the table does not give"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            done = set_up(table.read(options["table"]), prune=options["prune"])
        except table.TableError as error:
            raise CommandError(str(error)) from error
        said = f"Roles: {done.groups} groups with {done.rights} rights, {done.workflows} workflows"
        self.stdout.write(
            f"{said}, {done.removed} rights taken away." if options["prune"] else f"{said}."
        )
