"""What the screens of the editorial desk cost with many pages.

    python bench/desk_editorial.py [--pages 10000] [--database var/approdo.sqlite3]

Works on a copy of a database of the site (SQLite; `make setup` makes one), into which it puts copies of one
guide with dates, links, stars, reports and searches. Prints for each screen the CPU milliseconds of the whole
request (`time.process_time`, the median of three) and its queries; then what gathering costs for a page.
"""

import argparse
import datetime
import random
import statistics
import tempfile
import time
import uuid
from pathlib import Path
from typing import Any

from desk_matrix import ROOT, environment

REPEATS, CHUNK, LINKS = 3, 1000, 3000


def fill(count: int) -> Any:
    """Guides in the source language, alike but for what the desk sorts by; the first of them."""
    from django.db import connection
    from django.utils import timezone
    from wagtail.models import Page

    from core import locales
    from guides.models import GuidePage

    like = GuidePage.objects.filter(locale=locales.source(), live=True).order_by("pk")[0]
    table = GuidePage._meta.db_table
    names = [field.column for field in GuidePage._meta.local_concrete_fields][1:]
    columns = ", ".join(f'"{name}"' for name in names)
    parent = like.get_parent()
    first = None
    for start in range(0, count, CHUNK):
        pages = Page.objects.bulk_create(
            Page(
                title=f"Permesso di soggiorno {number}", draft_title=f"Permesso {number}", slug=f"bench-{number}",
                depth=like.depth, path=f"{parent.path}{_base36(number)}", locale=like.locale,
                translation_key=uuid.uuid4(), content_type_id=like.content_type_id, live=True,
                url_path=f"{parent.url_path}bench-{number}/", last_published_at=timezone.now(),
                owner_id=like.owner_id,
            )
            for number in range(start, min(start + CHUNK, count))
        )  # fmt: skip
        first = first or pages[0].pk
        with connection.cursor() as cursor:
            cursor.execute(
                f'INSERT INTO "{table}" (page_ptr_id, {columns}) SELECT p.id, {columns} '
                f'FROM wagtailcore_page p, "{table}" g WHERE g.page_ptr_id = %s AND p.id BETWEEN %s AND %s',
                [like.pk, pages[0].pk, pages[-1].pk],
            )
    today = timezone.localdate()
    made = GuidePage.objects.filter(pk__gte=first)
    for shift in range(40):
        rows = [pk for pk in made.values_list("pk", flat=True) if pk % 40 == shift]
        due = today + datetime.timedelta(days=shift * 9 - 30)
        for begin in range(0, len(rows), 500):
            GuidePage.objects.filter(pk__in=rows[begin : begin + 500]).update(
                next_review=due, risk_class="ABC"[shift % 3],
                law_changed_on=today if shift == 7 else None,
            )  # fmt: skip
    return made.order_by("pk")[0]


def _base36(number: int) -> str:
    digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    places = [number // 36**2 % 36, number // 36 % 36, number % 36]
    return "Z" + "".join(digits[place] for place in places)


def around(first: Any) -> None:
    """Topic, links, stars and reports of the made-up guides; searches that found nothing."""
    from django.utils import timezone

    from editorial.models import ExternalLink, Feedback, LinkUse
    from guides.models import GuidePage
    from search.models import SearchCount
    from taxonomy.models import Term

    chance, now = random.Random(1), timezone.now()
    keys = list(GuidePage.objects.filter(pk__gte=first.pk).values_list("pk", flat=True))
    links = [
        ExternalLink.of(f"https://n{number % 400}.example.net/{number}") for number in range(LINKS)
    ]
    for number, link in enumerate(links):
        link.checked_at = now
        if number % 50 == 0:
            link.status, link.failures, link.broken_since = 404, 1, now
    ExternalLink.objects.bulk_create(links)
    ids = [link.pk for link in links]
    for start in range(0, len(keys), CHUNK):
        part = keys[start : start + CHUNK]
        LinkUse.objects.bulk_create(
            LinkUse(link_id=link, page_id=key, locale_id=first.locale_id)
            for key in part
            for link in chance.sample(ids, 3)
        )
        Feedback.objects.bulk_create(
            Feedback(
                code=f"B{key:09}", page_id=key, page_title=f"Permesso {key}", language="it",
                stars=chance.randint(1, 5), text="Non è chiaro." if key % 5 == 0 else "",
                is_report=key % 5 == 0, state="new" if key % 5 == 0 else "closed", created_at=now,
            )
            for key in part
        )  # fmt: skip
    topic = Term.objects.filter(vocabulary="topic").order_by("order")[0]
    through = GuidePage.topics.through
    for start in range(0, len(keys), CHUNK):
        part = keys[start : start + CHUNK]
        through.objects.bulk_create(through(guidepage_id=key, term=topic) for key in part)
    half = (LinkUse(link_id=ids[0], page_id=k, locale_id=first.locale_id) for k in keys[::2])
    LinkUse.objects.bulk_create(half, ignore_conflicts=True)
    SearchCount.objects.bulk_create(
        (
            SearchCount(
                day=now.date(), language=chance.choice(["it", "ar", "en"]), words=f"parola{number}",
                searches=chance.randint(5, 90), without_results=chance.randint(5, 60),
            )
            for number in range(len(keys))
        ),
        ignore_conflicts=True,
    )  # fmt: skip


def measure(first: Any) -> None:
    """Ask for each screen and print what it cost."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from accounts.models import User
    from editorial.links import gathering
    from editorial.models import ExternalLink
    from guides.models import GuidePage

    link = ExternalLink.objects.filter(url="https://n0.example.net/0").get()
    topic = first.topics.first().code
    screens = [
        ("dashboard", "officer", ""), ("dashboard", "publisher", ""), ("dashboard", "editor", ""),
        ("all work", "officer", "desk/my-work/"),
        ("verification", "officer", "desk/verification/"),
        ("… page 150", "officer", "desk/verification/?p=150"),
        ("… clarity below 3", "officer", "desk/verification/?state=unclear"),
        ("… search", "officer", "desk/verification/?q=soggiorno"),
        ("law of a topic", "officer", f"desk/verification/law/?topic={topic}"),
        ("verify one", "officer", f"desk/verification/{first.pk}/"),
        ("form with panel", "officer", f"pages/{first.pk}/edit/"),
        ("links", "officer", "desk/links/"), ("… broken", "officer", "desk/links/?state=broken"),
        ("a link on 5,000", "officer", f"desk/links/{link.pk}/"),
        ("… replace", "publisher", f"desk/links/{link.pk}/replace/?to=https://new.example.net/"),
        ("feedback", "officer", "desk/feedback/"), ("… page 50", "editor", "desk/feedback/?p=50"),
        ("demand", "officer", "desk/demand/"),
    ]  # fmt: skip
    print(f"{'':22}{'who':12}{'CPU ms':>8}{'queries':>9}{'KB':>6}")
    clients = {}
    for name, who, address in screens:
        if who not in clients:
            clients[who] = Client()
            clients[who].force_login(User.objects.get(username=who))
        times, size, asked = [], 0, 0
        for _ in range(REPEATS):
            start = time.process_time()
            with CaptureQueriesContext(connection) as captured:
                answer = clients[who].get(f"/admin/{address}")
            times.append((time.process_time() - start) * 1000)
            assert answer.status_code == 200, (name, answer.status_code, answer.get("Location"))
            size, asked = len(answer.content), len(captured)
        print(
            f"{name:22}{who:12}{statistics.median(times):8.0f}{asked:9}{size / 1024:6.0f}",
            flush=True,
        )
    keys = list(GuidePage.objects.filter(pk__gte=first.pk).values_list("pk", flat=True)[:200])
    start = time.process_time()
    with CaptureQueriesContext(connection) as captured:
        gathering.gather(keys)
    spent = (time.process_time() - start) * 1000 / len(keys)
    print(f"gathering a page: {spent:.1f} ms, {len(captured) / len(keys):.1f} queries")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--database", type=Path, default=ROOT / "var" / "approdo.sqlite3")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        environment(chosen.database, Path(name))
        first = fill(chosen.pages)
        around(first)
        measure(first)


if __name__ == "__main__":
    main()
