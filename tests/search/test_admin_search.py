"""The admin's own search answers whatever an editor types."""

import pytest
from django.test import Client
from wagtail.models import Page
from wagtail.search.backends import get_search_backend
from wagtail.search.query import And, Not, Phrase, PlainText

from accounts.models import User

ODD = ['"', 'permesso "di', "* OR (", "a AND NOT", "\x00", "🎉", "-", "(", "NEAR(a b", "x" * 5000]
DOORS = [
    "/admin/pages/search/",
    "/admin/choose-page/search/",
    "/admin/images/",
    "/admin/documents/",
    "/admin/snippets/glossary/glossaryterm/",
]


@pytest.mark.django_db
@pytest.mark.parametrize("door", DOORS)
def test_no_query_breaks_the_admin(client: Client, door: str) -> None:
    client.force_login(User.objects.get(username="admin"))
    answers = {text[:20]: client.get(door, {"q": text}).status_code for text in ODD}
    assert set(answers.values()) == {200}


@pytest.mark.django_db
def test_words_beside_odd_signs_still_find() -> None:
    """Who quotes a title finds the page; queries made of parts are tamed in each part."""
    backend = get_search_backend()
    title = "Rinnovare il permesso di soggiorno"
    for query in (
        'rinnovare "permesso',
        PlainText('rinnovare "permesso'),
        And([PlainText("rinnovare ("), Not(PlainText('zanzibar"'))]),
    ):
        found = backend.search(query, Page.objects.live())
        assert any(page.title == title for page in found)
    assert list(backend.search(Phrase('"'), Page.objects.live())) == []
