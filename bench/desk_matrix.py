"""What the matrix of translations costs with many pages and seven languages.

    python bench/desk_matrix.py [--pages 10000] [--database var/approdo.sqlite3]

Works on a copy of a database of the site (`make setup` makes one), into which it puts made-up rows of the
read-model. Prints, for the matrix, the list of one language, some filters and what is done with many rows, CPU
milliseconds of the whole request (`time.process_time`, the median of five), queries and kilobytes.
"""

import argparse
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
import uuid
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

ADDRESSES = {
    "all languages": "",
    "with work": "?work=1",
    "stale, risk A": "?state=stale&risk=A",
    "by title, page 100": "?order=title&p=100",
    "search": "?q=soggiorno",
    "one language": "ar/",
    "one, finished too": "ar/?work=0",
    "one, by words": "ar/?order=words",
    "mine": "ar/?who=me&work=0",
    "assign all": "bulk/assign/?all=1",
    "assign stale": "bulk/assign/?all=1&state=stale",
    "export all": "bulk/export/?all=1",
    "translate all": "bulk/translate/?all=1",
    "files": "exchange/",
}
REPEATS = 5


def environment(database: Path, folder: Path) -> None:
    """Run on a copy: nothing is left behind."""
    copy = folder / "desk.sqlite3"
    shutil.copy(database, copy)
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "config.settings.test", "APPRODO_VAR": str(folder),
        "DATABASE_URL": f"sqlite:///{copy}", "EMAIL_URL": "dummymail://",
    }  # fmt: skip
    import django

    django.setup()


def fill(count: int) -> None:
    """Made-up pages with a cell in every language."""
    from wagtail.models import Page

    from core import locales
    from translations import states
    from translations.models import SourceStats, State, TranslationState

    chance = random.Random(1)
    home = Page.objects.get(depth=2, locale=locales.source())
    for start in range(0, count, 1000):
        pages = Page.objects.bulk_create(
            Page(
                title=f"Permesso di soggiorno {number}", slug=f"bench-{number}", depth=3,
                path=f"{home.path}B{_base36(number)}", locale=home.locale,
                translation_key=uuid.uuid4(), content_type=home.content_type,
                url_path=f"{home.url_path}bench-{number}/",
            )
            for number in range(start, start + min(1000, count - start))
        )  # fmt: skip
        rows = SourceStats.objects.bulk_create(
            SourceStats(
                key=page.translation_key, page=page, title=page.title, kind="guides.guidepage",
                risk=chance.choice("ABC"), priority=chance.randint(1, 9000),
                reads_28d=chance.randint(0, 3000),
            )
            for page in pages
        )  # fmt: skip
        TranslationState.objects.bulk_create(
            TranslationState(
                source=row, locale=locale, total_segments=30, stale_segments=chance.randint(0, 6),
                state=chance.choice([State.LIVE, State.LIVE, *State.values]),
                words_todo=chance.randint(0, 600), progress=chance.randint(0, 100),
            )
            for row in rows
            for locale in states.targets()
        )  # fmt: skip


def _base36(number: int) -> str:
    digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return digits[number // 36**2] + digits[number // 36 % 36] + digits[number % 36]


def measure() -> None:
    """Ask for each address and print what it cost."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from accounts.models import User
    from core import locales
    from guides.models import GuidePage

    client = Client()
    client.force_login(User.objects.get(username="publisher"))
    print(f"{'':22}{'CPU ms':>8}{'queries':>9}{'KB':>6}")
    page = GuidePage.objects.get(slug="residenza", locale=locales.source())
    for name, address in (ADDRESSES | {"side by side": f"page/{page.pk}/"}).items():
        url = f"/admin/desk/translations/{address}"
        times, size, asked = [], 0, 0
        for _ in range(REPEATS):
            start = time.process_time()
            with CaptureQueriesContext(connection) as captured:
                answer = client.get(url)
            times.append((time.process_time() - start) * 1000)
            assert answer.status_code == 200, answer
            size, asked = len(answer.content), len(captured)
        print(f"{name:22}{statistics.median(times):8.0f}{asked:9}{size / 1024:6.0f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--database", type=Path, default=ROOT / "var" / "approdo.sqlite3")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        environment(chosen.database, Path(name))
        fill(chosen.pages)
        measure()


if __name__ == "__main__":
    main()
