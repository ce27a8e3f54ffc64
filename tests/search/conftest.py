"""The server that the tests of the second engine share."""

from collections.abc import Iterator

import pytest

from tests.services import elasticsearch

pytest.register_assert_rewrite(
    "tests.search.contract", "tests.search.contract_query", "tests.search.contract_rebuild"
)


@pytest.fixture(scope="session")
def elasticsearch_url() -> Iterator[str]:
    """A real Elasticsearch; the tests that need it are skipped where there can be none."""
    with elasticsearch.shared() as url:
        yield url
