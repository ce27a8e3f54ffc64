"""The engines of this site: the embedded index always, Elasticsearch beside it where it is set.

Both are fed. Readers are answered by Elasticsearch while it is well and by the embedded index
otherwise, so that a search is never worse than slower.
"""

import logging
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from django.conf import settings

from search.breaker import Breaker
from search.documents import Document
from search.engines import connect
from search.engines.base import Engine, EngineError

logger = logging.getLogger(__name__)
T = TypeVar("T")
breaker = Breaker()


@lru_cache(maxsize=8)
def _local(folder: str) -> Engine:
    return connect("fts5", folder=Path(folder))


@lru_cache(maxsize=8)
def _remote(urls: tuple[str, ...], prefix: str) -> Engine:
    return connect("elasticsearch", folder=Path(), urls=urls, prefix=prefix)


def local() -> Engine:
    """The embedded index."""
    return _local(str(settings.SEARCH_DIR))


def remote() -> Engine | None:
    """Elasticsearch, when the site is set to use it."""
    if settings.SEARCH_ENGINE != "elasticsearch":
        return None
    return _remote(tuple(settings.ELASTICSEARCH_URLS), settings.ELASTICSEARCH_PREFIX)


def engines() -> list[Engine]:
    """All engines to feed; the embedded one first."""
    other = remote()
    return [local(), other] if other is not None else [local()]


def together() -> AbstractContextManager[None]:
    """For all that is asked to answer one reader: Elasticsearch has the time of one question.

    When that is over the embedded index answers what is left.
    """
    other = remote()
    return other.within() if other is not None else nullcontext()


def ask(question: Callable[[Engine], T]) -> T:
    """The answer of Elasticsearch, or of the embedded index when that fails or is paused.

    Elasticsearch fails as well when all that the question asks of it takes too long together.
    Raises `EngineError` only when the embedded index fails as well.
    """
    other = remote()
    if other is not None and breaker.allows():
        try:
            with other.within():
                answer = question(other)
        except EngineError as error:
            breaker.failed()
            logger.warning("search falls back to the embedded index: %s", error)
        else:
            breaker.succeeded()
            return answer
    return question(local())


def write(documents: Iterable[Document], gone: Iterable[tuple[str, str]]) -> list[str]:
    """Store documents and forget (index, id) pairs in every engine; what failed, in words.

    A failing engine does not keep the other from being written; the reconciler mends it later.
    """
    documents, gone = list(documents), list(gone)
    problems = []
    for engine in engines():
        try:
            if documents:
                engine.index(documents)
            for index in sorted({index for index, _id in gone}):
                engine.delete(index, [key for name, key in gone if name == index])
        except EngineError as error:
            logger.warning("%s was not written: %s", engine.name, error)
            problems.append(f"{engine.name}: {error}")
    return problems


def forget() -> None:
    """Drop the engines of this process: settings changed (tests)."""
    _local.cache_clear()
    _remote.cache_clear()
    breaker.succeeded()
