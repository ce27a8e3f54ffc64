"""The engines that the tests of search are played against."""

import os
import shutil
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from search import keeping, stores
from search.engines.base import Engine, EngineError
from search.engines.elastic import ElasticEngine
from tests.services import elasticsearch

PATIENCE = 30.0

pytest.register_assert_rewrite(
    *(f"tests.search.{path.stem}" for path in Path(__file__).parent.glob("contract*.py"))
)


@pytest.fixture(scope="session")
def elasticsearch_url() -> Iterator[str]:
    """A real Elasticsearch; the tests that need it are skipped where there can be none."""
    with elasticsearch.shared() as url:
        yield url


@pytest.fixture(scope="session")
def read_index(built_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an embedded index of the demonstration that no test writes to."""
    return shutil.copytree(built_index, tmp_path_factory.mktemp("index") / "search")


@pytest.fixture(scope="session")
def elasticsearch_demo(
    elasticsearch_url: str,
    django_db_setup: None,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, Any]:
    """The settings of a site on Elasticsearch whose index holds the demonstration."""
    wanted = {
        "SEARCH_ENGINE": "elasticsearch",
        "ELASTICSEARCH_URLS": [elasticsearch_url],
        "ELASTICSEARCH_PREFIX": f"demo-{os.getpid()}",
    }
    folder = tmp_path_factory.mktemp("beside")
    with django_db_blocker.unblock(), override_settings(**wanted, SEARCH_DIR=folder):
        keeping.rebuild()
    stores.forget()
    return wanted


@pytest.fixture(
    params=["fts5", pytest.param("elasticsearch", marks=pytest.mark.service)],
)
def search_engine(
    request: pytest.FixtureRequest,
    read_index: Path,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> str:
    """The name of the engine that answers, on an index of the demonstration; only to be read.

    With Elasticsearch the embedded index does not step in, so that nothing passes by it.
    """
    settings.SEARCH_ENGINE = "fts5"
    settings.SEARCH_DIR = read_index
    if request.param == "elasticsearch":
        for name, value in request.getfixturevalue("elasticsearch_demo").items():
            setattr(settings, name, value)
        engine = patient(request.getfixturevalue("elasticsearch_demo"))
        monkeypatch.setattr(stores, "remote", lambda: engine)
        monkeypatch.setattr(stores, "local", _nobody)
        stores.breaker.succeeded()
    return str(request.param)


def patient(wanted: dict[str, Any]) -> Engine:
    """The engine of these settings, with more time than readers give it: nothing here is about speed."""
    return _patient(wanted["ELASTICSEARCH_URLS"][0], wanted["ELASTICSEARCH_PREFIX"])


@lru_cache(maxsize=1)
def _patient(url: str, prefix: str) -> Engine:
    return ElasticEngine([url], prefix, PATIENCE)


def _nobody() -> Engine:
    raise EngineError("the embedded index was asked in place of Elasticsearch")
