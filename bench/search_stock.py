"""Wagtail's own search on the same pages, for the ratio in `search_speed.py`.

Pages are `wagtail.models.Page` in a new SQLite database with all migrations of the site. Title and
text are both fields of its search index. The question is the one of Wagtail's project template:
live pages, counted, the first ten of them.
"""

import itertools
import os
import statistics
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from search.documents import Source

BATCH = 500


def measure(folder: Path, texts: Mapping[str, Iterator[Source]], word: str) -> float:
    """CPU seconds of a page of results for a word, the median of three."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "config.settings.dev", "APPRODO_VAR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / 'stock.sqlite3'}",
    }  # fmt: skip
    import django

    django.setup()
    from django.core.management import call_command
    from modelsearch.backends.database import SearchBackend
    from wagtail.models import Page

    call_command("migrate", verbosity=0)
    backend = SearchBackend({})
    _fill(backend, texts)

    def ask() -> float:
        start = time.process_time()
        results = backend.search(word, Page.objects.live())
        found = results.count(), list(results[:10])
        spent = time.process_time() - start
        if not found[0]:
            raise RuntimeError("Wagtail's search found nothing: the comparison says nothing")
        return spent

    return statistics.median(ask() for _time in range(3))


def _fill(backend: Any, texts: Mapping[str, Iterator[Source]]) -> None:
    """Make the pages and put them into Wagtail's index."""
    from django.db import transaction
    from wagtail.models import Locale, Page
    from wagtail.search import index

    Page.search_fields = [*Page.search_fields, index.SearchField("search_description")]
    root = Page.get_first_root_node()
    search_index = backend.get_index_for_model(Page)
    steps = itertools.count(1000)
    for language, sources in texts.items():
        locale, _new = Locale.objects.get_or_create(language_code=language)
        while batch := list(itertools.islice(sources, BATCH)):
            step = next(steps)
            rows = [
                Page(
                    title=source.title, search_description=source.body, slug=source.id,
                    locale=locale, depth=2, path=f"{root.path}{step:04d}{number:04d}", live=True,
                    url_path=f"/{source.id}/", content_type=root.content_type,
                )
                for number, source in enumerate(batch)
            ]  # fmt: skip
            with transaction.atomic():
                Page.objects.bulk_create(rows)
                search_index.add_items(Page, rows)
