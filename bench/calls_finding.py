"""What a page of the list of calls costs with many calls.

    python bench/calls_finding.py [--calls 10000] [--database var/demo.sqlite3]

Works on a copy of a database of the site (`manage.py setup --demo` makes one), into which it puts
made-up calls all over Italy. Prints, for a cold and a warm process, CPU milliseconds of the whole request
(`time.process_time`), queries, and bytes of the page.
"""

import argparse
import datetime as dt
import json
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
import uuid
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

QUERIES = {
    "all": "",
    "J3": "near=Cuneo&days=weekend&italian=none",
    "facets": "region=01&region=03&open-to=asylum-seekers&part=evening&language=ar",
    "words": "q=doposcuola",
    "nothing": "near=Cuneo&km=10&days=6&part=evening&italian=none&age=14&category=animal-care",
    "feed": "",
}
SIZE = 500


def environment(database: Path, folder: Path) -> None:
    """Run on a copy: nothing is left behind."""
    copy = folder / "calls.sqlite3"
    shutil.copy(database, copy)
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "config.settings.dev", "APPRODO_VAR": str(folder),
        "DATABASE_URL": f"sqlite:///{copy}", "EMAIL_URL": "dummymail://",
    }  # fmt: skip
    import django

    django.setup()
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)


def fill(count: int) -> None:
    """Made-up calls below the Italian list; rows are written directly, as revisions are not needed."""
    from django.db import transaction
    from django.utils import timezone

    from taxonomy.models import Language, Place, Term
    from volunteering.models import CallPage, CallSlot

    pattern = CallPage.objects.filter(locale__language_code="it", live=True).first()
    assert pattern, "the database holds no call: load the demonstration first"
    chance, today = random.Random(1), timezone.localdate()
    comuni = list(Place.objects.filter(kind="comune", latitude__isnull=False))
    categories = list(Term.objects.filter(vocabulary="call-category").values_list("pk", flat=True))
    groups = list(Term.objects.filter(vocabulary="open-to").values_list("pk", flat=True))
    spoken = list(Language.objects.values_list("pk", flat=True))
    root = CallPage.objects.get(pk=pattern.pk).get_parent()
    step = root.get_children().count() + 1000
    fields = {
        field.name: getattr(pattern, field.attname)
        for field in CallPage._meta.concrete_fields
        if not field.is_relation
    }
    fixed = {
        name: getattr(pattern, name)
        for name in ("host_id", "locale_id", "content_type_id", "owner_organisation_id")
    }
    for name in ("id", "path", "slug", "title", "draft_title", "translation_key"):
        fields.pop(name, None)
    made = []
    for number in range(count):
        place = chance.choice(comuni) if chance.random() < 0.9 else None
        values = fields | fixed | {
            "title": f"Chiamata {number}", "slug": f"chiamata-{number}", "translation_key": uuid.uuid4(),
            "path": f"{root.path}{_base36(step + number)}", "depth": root.depth + 1, "numchild": 0,
            "url_path": f"{root.url_path}chiamata-{number}/", "draft_title": f"Chiamata {number}",
            "place_id": place.pk if place else None, "mode": "on-site" if place else "remote",
            "latitude": place.latitude if place else None,
            "longitude": place.longitude if place else None,
            "apply_by": today + dt.timedelta(days=chance.randint(0, 200)) if number % 3 else None,
            "call_category_id": chance.choice(categories),
            "italian_level": chance.choice(["", "none", "A1", "A2", "B1", "B2"]),
            "minors": chance.choice(["no", "no", "16-17", "14-17"]),
            "commitment": chance.choice(["", "one-off", "short", "regular"]),
            "expenses": chance.choice(["", "none", "receipts"]),
            "certificate": chance.choice(["", "hours", "skills"]),
            "step_free": chance.choice(["", "yes", "partly", "no"]),
            "filled_count": chance.randint(0, 10), "places_available": 9,
            "end_value": None, "opens_on": None, "is_demo": False,
        }  # fmt: skip
        made.append(CallPage(**values))
    with transaction.atomic():
        for call in made:
            call.save_base(force_insert=True)
    calls = CallPage.objects.filter(slug__startswith="chiamata-").values_list("pk", flat=True)
    slots, open_to, useful = [], [], []
    for pk in calls:
        slots += [
            CallSlot(
                page_id=pk, weekday=day, part=chance.choice(["morning", "afternoon", "evening"])
            )
            for day in chance.sample(range(7), chance.randint(0, 3))
        ]
        open_to += [
            CallPage.open_to.through(callpage_id=pk, term_id=term)
            for term in chance.sample(groups, chance.randint(0, 3))
        ]
        useful += [
            CallPage.languages_useful.through(callpage_id=pk, language_id=language)
            for language in chance.sample(spoken, chance.randint(0, 3))
        ]
    CallSlot.objects.bulk_create(slots, batch_size=SIZE)
    CallPage.open_to.through.objects.bulk_create(open_to, batch_size=SIZE)
    CallPage.languages_useful.through.objects.bulk_create(useful, batch_size=SIZE)


def _base36(number: int) -> str:
    digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    text = ""
    while number:
        number, rest = divmod(number, 36)
        text = digits[rest] + text
    return text.rjust(4, "0")


def ask(client: Any, path: str) -> dict[str, Any]:
    """CPU, queries and bytes of one request."""
    import brotli
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    start = time.process_time()
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path)
    spent = time.process_time() - start
    assert response.status_code == 200, (path, response.status_code)
    html = response.content
    return {
        "cpu_ms": round(spent * 1000, 1), "queries": len(captured),
        "bytes": len(html), "brotli": len(brotli.compress(html)),
    }  # fmt: skip


def middle(rows: list[dict[str, Any]], name: str) -> float:
    """The median; the frame of the site is read anew every ten seconds, which is none of ours."""
    return statistics.median_low(row[name] for row in rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--calls", type=int, default=10_000)
    parser.add_argument("--database", type=Path, default=ROOT / "var" / "db.sqlite3")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        environment(options.database, Path(name))
        fill(options.calls)
        from django.test import Client

        from core import locales
        from search import gazetteer
        from volunteering.finding import snapshot
        from volunteering.models import CallIndexPage

        client = Client(headers={"host": "localhost"})
        page = CallIndexPage.objects.get(locale__language_code="it")
        ask(client, "/it/")  # everything but the calls is in memory
        start = time.process_time()
        gazetteer.gazetteer()
        places = time.process_time() - start
        start = time.process_time()
        calls = snapshot.of(locales.source())
        first = {"calls": len(calls.ids), "places_ms": round(places * 1000)}
        print(json.dumps(first | {"snapshot_ms": round((time.process_time() - start) * 1000)}))
        for label, query in QUERIES.items():
            path = (
                f"/it/feed/call.atom?{QUERIES['J3']}" if label == "feed" else f"{page.url}?{query}"
            )
            cold = []
            for _time in range(3):
                snapshot.forget()
                cold.append(ask(client, path))
            warm = [ask(client, path) for _time in range(9)]
            row = {"state": label, "brotli": warm[0]["brotli"]}
            row |= {f"cold_{name}": middle(cold, name) for name in ("cpu_ms", "queries")}
            row |= {f"warm_{name}": middle(warm, name) for name in ("cpu_ms", "queries")}
            print(json.dumps(row), flush=True)


if __name__ == "__main__":
    main()
