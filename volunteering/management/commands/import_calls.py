"""Import calls of an organisation from a CSV or JSON file; without --apply only say what would happen."""

import argparse
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.text import Truncator

from core import locales
from volunteering.importing import plan as plans
from volunteering.importing.carry_out import carry_out
from volunteering.importing.problems import FileProblemError
from volunteering.models import CallFolderPage
from volunteering.models.imports import CallUpload

MOST_WORDS = 30


class Command(BaseCommand):
    """`manage.py import_calls FILE --organisation SLUG [--apply]`."""

    help = "Import calls as drafts. Without --apply it only shows what would happen."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", help="CSV or JSON file")
        parser.add_argument("--organisation", help="slug of the organisation whose folder it is")
        parser.add_argument("--apply", action="store_true", help="import, instead of showing")
        parser.add_argument("--lang", choices=["it", "en"], default="it", help="of the messages")
        parser.add_argument(
            "--forget", action="store_true", help="only delete uploads older than an hour"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["forget"]:
            self.stdout.write(f"{CallUpload.forget_old()} uploads deleted")
            return
        if not options["file"] or not options["organisation"]:
            raise CommandError("Give a file and --organisation.")
        folder = _folder(options["organisation"])
        with translation.override(options["lang"]):
            self._import(Path(options["file"]), folder, apply=options["apply"])

    def _import(self, file: Path, folder: CallFolderPage, *, apply: bool) -> None:
        try:
            plan = plans.make(file.read_bytes(), folder)
        except (OSError, FileProblemError) as error:
            raise CommandError(str(error)) from error
        for row in plan.rows:
            self._tell(row)
        counts = ", ".join(
            f"{action} {plan.count(action)}"
            for action in (plans.CREATE, plans.CHANGE, plans.KEEP, plans.REFUSE)
        )
        self.stdout.write(counts)
        if plan.count(plans.REFUSE):
            self.stderr.write("Nothing was imported: put the refused rows right first.")
            sys.exit(1)
        if apply and plan.may_run:
            carry_out(plan, folder)
            self.stdout.write("Imported as drafts.")
        elif not apply:
            self.stdout.write("Nothing was changed. Add --apply to import.")

    def _tell(self, row: plans.RowPlan) -> None:
        self.stdout.write(f"{row.line}: {row.action} {row.code} {row.title}".rstrip())
        for heading, before, after in row.changes if row.action == plans.CHANGE else []:
            was, becomes = (Truncator(text or "–").words(MOST_WORDS) for text in (before, after))
            self.stdout.write(f"    {heading}: {was} → {becomes}")
        for problem in row.problems:
            self.stdout.write(f"    ! {problem.column}: {problem.text}".replace(" : ", " "))
        for warning in row.warnings:
            self.stdout.write(f"    ? {warning}")


def _folder(slug: str) -> CallFolderPage:
    found = CallFolderPage.objects.filter(organisation__slug=slug, locale=locales.source())
    if len(found) != 1:
        known = CallFolderPage.objects.filter(locale=locales.source())
        names = ", ".join(sorted(set(known.values_list("organisation__slug", flat=True))))
        raise CommandError(
            f"{len(found)} folders of calls belong to “{slug}”; there must be one. "
            f"There are folders of: {names}"
        )
    return found[0]
