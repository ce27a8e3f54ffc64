"""Who and what most tests of verification are about; other files have a `guide` of their own."""

import pytest
from django.test import Client

from guides.models import GuidePage
from tests.desk import signed_in


@pytest.fixture
def guide(db: None) -> GuidePage:
    """A guide that is out in several languages."""
    found = GuidePage.objects.filter(locale__language_code="it", live=True)
    return next(page for page in found if page.get_translations().filter(live=True).count() >= 4)


@pytest.fixture
def officer(client: Client) -> Client:
    return signed_in(client, "officer")
