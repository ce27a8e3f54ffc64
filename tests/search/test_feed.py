"""What search reads of the site: everything once, with queries that do not grow with it."""

import uuid
from collections import Counter
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.fields import StreamField

from core import fact_links, search_entries
from core.checks import page_types
from core.models import BasePage
from directory.models import Organisation
from guides.models import GuidePage
from search import feed, leads
from search.documents import Source, about
from taxonomy.models import Term

pytestmark = pytest.mark.django_db
SOME = 4


def everything() -> dict[str, list[Source]]:
    led = leads.all_of_them()
    walk = feed.every_variant()
    return {key: list(feed.sources(key, found, led.get(key, {}))) for key, found in walk}


def copy_pages() -> int:
    """A copy of some Italian pages of every kind, with all their rows, without texts; how many."""
    copied = 0
    for model in feed.searched_types():
        streams = [f.name for f in model._meta.get_fields() if isinstance(f, StreamField)]
        pages = feed.public_pages(model).filter(locale__language_code="it")
        for page in pages[:SOME] if model.search_kind else ():
            fresh = {"slug": f"copy-{page.pk}", **{name: [] for name in streams}}
            page.copy(update_attrs=fresh, copy_revisions=False)
            copied += 1
    return copied


def copy_organisations() -> int:
    """A copy of some Italian organisations; how many."""
    found = Organisation.objects.filter(live=True, locale__language_code="it", seat__isnull=False)
    rows = list(found[:SOME])
    for row in rows:
        row.slug, row.translation_key = f"copy-{row.pk}", uuid.uuid4()
        row.pk, row._state.adding = None, True
        row.save()
    return len(rows)


def test_more_pages_cost_no_more_queries() -> None:
    """Pages of every kind, each with its organisations, places, terms and what else it names.

    What a text itself leads to is read page by page, so the copies have none.
    """
    everything()
    with CaptureQueriesContext(connection) as before:
        few = everything()
    copied = copy_pages() + copy_organisations()
    fact_links.by_code("")  # publishing has them read again, whatever the number of pages
    with CaptureQueriesContext(connection) as after:
        many = everything()
    assert len(many) == len(few) + copied > len(few) + 5 * SOME
    known, now = (
        Counter(row["sql"].partition(" FROM ")[2].partition(" WHERE ")[0] for row in each)
        for each in (before.captured_queries, after.captured_queries)
    )
    assert now == known, now - known


def test_what_is_read_at_once_is_what_each_page_says_alone() -> None:
    """A rebuild and a refresh of one thing write the same."""
    pages = [(key, found) for key, found in feed.every_variant() if key.startswith("page:")]
    for key, found in pages:
        alone = feed.variants_of(key)
        assert list(feed.sources(key, found)) == list(feed.sources(key, alone)), key


def test_a_page_is_read_in_all_languages_at_once() -> None:
    """Not language by language: it is done whenever somebody publishes."""
    page = GuidePage.objects.get(slug="rinnovare-permesso", locale__language_code="it")
    with CaptureQueriesContext(connection) as captured:
        variants = feed.variants_of(f"page:{page.translation_key}")
    assert len(variants) == len(settings.LANGUAGES)
    reads = [row for row in captured if 'FROM "guides_guidepage" INNER JOIN' in row["sql"]]
    assert len(reads) == 1


def test_a_page_on_a_topic_is_not_one_on_each_of_its_narrower_words() -> None:
    """It bears the mark of the topic, found by them where no page has them, and its label."""
    topic = Term.objects.get(vocabulary="topic", code="welfare")
    label = topic.labels.get(language="it")
    assert "INPS" in label.alt_labels
    found = [
        source
        for sources in everything().values()
        for source in sources
        if source.index == "it" and "welfare" in source.facets.get("topic", ())
    ]
    assert found
    for source in found:
        words = source.keywords.splitlines()
        assert label.label in words
        assert "INPS" not in words
        assert about("topic", "welfare") in source.marks


def test_other_words_of_what_is_no_topic_are_among_the_words_of_its_pages() -> None:
    """A Consultorio is found by every word for one."""
    term = Term.objects.get(vocabulary="service-category", code="family-clinic")
    assert {"gravidanza", "Consultorio familiare"} <= set(search_entries.term_words([term], "it"))


SOURCED = [
    (model, field.name)
    for model in page_types()
    for field in model._meta.get_fields()
    if isinstance(field, StreamField) and field.name in BasePage.source_streams
]
ROWS = {"sources": ("source", "title"), "legal_basis": ("law", "reference")}


@pytest.mark.parametrize(("model", "name"), SOURCED)
def test_laws_and_sources_are_found_and_never_shown(model: Any, name: str) -> None:
    """Their titles say what somebody else wrote: no text to show below a result."""
    page = model.objects.filter(live=True, locale__language_code="it").first()
    block, text = ROWS[name]
    setattr(page, name, [(block, {text: "Zibaldone delle norme"})])
    entry = search_entries.from_page(page)
    assert "Zibaldone delle norme" in entry.keywords
    assert "Zibaldone" not in " ".join([entry.lead, *entry.body])
    assert len(" ".join(entry.body)) > 0
