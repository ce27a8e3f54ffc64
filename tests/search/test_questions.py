"""What people ask of the demonstration finds its page among the first three, on both engines."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from wagtail.models import Page

from directory.models import Organisation, ServicePoint
from glossary.models import FaqItem, GlossaryTerm
from search import service
from search.service import Ask
from tests import demo

FIRST = 3
QUESTIONS: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parent / "questions.yaml").read_text(encoding="utf-8")
)
LEAST = 15  # questions a language


def rows() -> list[Any]:
    return [
        pytest.param(language, row, id=f"{language}-{row['ask']}")
        for language, questions in QUESTIONS.items()
        for row in questions
    ]


@pytest.fixture(scope="module")
def names(django_db_setup: None, django_db_blocker: Any) -> dict[str, str]:
    """Key of a thing in the index → the name it has in questions.yaml."""
    faq = yaml.safe_load((demo.ROOT / "data" / "demo" / "faq.yaml").read_text(encoding="utf-8"))
    ids = {row["question"]: row["id"] for row in faq}
    italian = {"locale__language_code": "it"}
    with django_db_blocker.unblock():
        pages = Page.objects.filter(alias_of=None, **italian)
        found = {f"page:{page.translation_key}": page.slug for page in pages}
        for row in FaqItem.objects.filter(**italian):
            found[f"question:{row.translation_key}"] = f"question/{ids[row.question]}"
        for term in GlossaryTerm.objects.filter(**italian):
            found[f"term:{term.translation_key}"] = f"term/{term.code}"
        for kind, model in (("organisation", Organisation), ("service-point", ServicePoint)):
            for thing in model.objects.filter(**italian):
                found[f"{kind}:{thing.translation_key}"] = f"{kind}/{thing.slug}"
    return found


def test_every_language_has_its_questions(names: dict[str, str], settings: Any) -> None:
    """Enough of them, none twice, and every name is the name of something."""
    assert set(QUESTIONS) == {code for code, _name in settings.LANGUAGES}
    for language, questions in QUESTIONS.items():
        asked = [row["ask"] for row in questions]
        assert len(asked) >= LEAST, language
        assert len(set(asked)) == len(asked), language
    wanted = {name for questions in QUESTIONS.values() for row in questions for name in row["find"]}
    assert wanted - set(names.values()) == set()


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "row"), rows())
def test_finds_its_page(
    language: str, row: dict[str, Any], search_engine: str, names: dict[str, str]
) -> None:
    """Any of the pages that answer the question stands among the first three."""
    answer = service.answer(Ask(row["ask"], language))
    assert not answer.failed
    first = [names[found.key] for found in answer.results[:FIRST]]
    assert set(first) & set(row["find"]), f"{row['find']} not in {first} ({answer.total} results)"
