"""What several tests of facts begin with."""

import pytest

from facts.models import Fact
from guides.models import GuidePage
from tests.facts.helpers import fee, stored

NOTE = {
    "it": "<p>La tessera costa {fact}. In tutto paghi circa {fact}.</p>",
    "ar": "<p>ثمن البطاقة {fact}.</p>",
}


@pytest.fixture
def fact() -> Fact:
    """A fact on one page in two languages: two places change alone, one needs an eye."""
    fact = fee(name="Tessera di prova")
    for page in GuidePage.objects.filter(slug="rinnovare-permesso", locale__language_code__in=NOTE):
        page.costs_note = NOTE[page.locale.language_code].replace("{fact}", stored(fact))
        page.save_revision().publish()
    return fact
