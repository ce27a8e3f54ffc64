"""`manage.py check_links`: ask addresses outside the site whether they still answer."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from editorial.links import checking, gathering
from editorial.tasks import check_links, gather_links


class Command(BaseCommand):
    help = "Check external links that are due: a few a run, one of each host; the clock does it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--gather", action="store_true", help="read the links of all pages anew"
        )
        parser.add_argument("--later", action="store_true", help="leave it to the worker")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Do it, or have it done, and say so."""
        if options["gather"]:
            if options["later"]:
                gather_links.enqueue()
            else:
                self.stdout.write(f"Uses of external links: {gathering.gather_all()}.")
        elif not settings.LINK_CHECKS:
            self.stdout.write("External links are not checked: LINK_CHECKS is off.")
        elif options["later"]:
            check_links.enqueue()
        else:
            self.stdout.write(f"Links checked: {checking.run()}.")
