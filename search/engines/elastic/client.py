"""The connections to the cluster: time-outs, few retries, and one kind of error.

Nothing here or elsewhere in the package sends a script, a query string or a delete by query:
what is used works on the official image, on managed services, and on a node without modules.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import wraps
from typing import Any, ParamSpec, TypeVar
from urllib.parse import urlsplit, urlunsplit

from elastic_transport import TransportError, Urllib3HttpNode
from elasticsearch import ApiError, Elasticsearch
from elasticsearch.exceptions import SerializationError
from elasticsearch.helpers import BulkIndexError, streaming_bulk

from search.engines.base import EngineError
from search.engines.elastic.node import PunctualNode, PunctualNodeOfSeveral

WRITE_SECONDS = 30.0
BULK_BYTES = 8 * 1024 * 1024
BULK_ROWS = 500
CONFLICT, NOT_FOUND = 409, 404

P = ParamSpec("P")
R = TypeVar("R")
Action = dict[str, Any]


def guarded(function: Callable[P, R]) -> Callable[P, R]:
    """What the cluster or the way to it refuses, and answers without sense, are `EngineError`s."""

    @wraps(function)
    def inner(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except (ApiError, TransportError, SerializationError, BulkIndexError) as error:
            raise EngineError(f"Elasticsearch: {_words(error)}") from error
        except (LookupError, TypeError, ValueError, AttributeError, RuntimeError) as error:
            raise EngineError(f"Elasticsearch: an answer without sense ({error!r})") from error

    return inner


def _words(error: Exception) -> str:
    text = str(error)
    return text if len(text) < 500 else f"{text[:500]}…"


def connect(urls: Sequence[str], seconds: float, *, punctual: bool = False) -> Elasticsearch:
    """A client of all nodes; only with several is a request that failed tried on another.

    A request waits for bytes for so many `seconds`. A `punctual` one, with its other attempts,
    takes no longer than that altogether, nor than the question that it is asked for.
    """
    several = len(urls) > 1
    node = PunctualNodeOfSeveral if several else PunctualNode
    return Elasticsearch(
        [_with_port(url) for url in urls],
        node_class=node if punctual else Urllib3HttpNode,
        request_timeout=seconds,
        max_retries=2 if several else 0,
        retry_on_timeout=several,
        retry_on_status=(502, 503, 504) if several else (),
    )


def _with_port(url: str) -> str:
    """The address with the port that its scheme means where it names none."""
    parts = urlsplit(url)
    if parts.port is not None or not parts.hostname:
        return url
    port = 443 if parts.scheme == "https" else 9200
    return urlunsplit(parts._replace(netloc=f"{parts.netloc}:{port}"))


def writing(client: Elasticsearch) -> Elasticsearch:
    """The client with the patience that writing needs."""
    return client.options(request_timeout=WRITE_SECONDS)


def bulk(client: Elasticsearch, actions: Iterable[Action]) -> list[Mapping[str, Any]]:
    """Carry out actions; those that failed.

    To create what is there and to delete what is not are no failures.
    """
    failed: list[Mapping[str, Any]] = []
    for well, row in streaming_bulk(
        writing(client), actions, chunk_size=BULK_ROWS, max_chunk_bytes=BULK_BYTES,
        raise_on_error=False, raise_on_exception=True, max_retries=3, initial_backoff=0.2,
        retry_on_status=(429, 503),
    ):  # fmt: skip
        if not well:
            kind, answer = next(iter(row.items()))
            status, named = answer.get("status"), answer.get("error")
            if (kind == "create" and status == CONFLICT) or (
                kind == "delete" and status == NOT_FOUND and not named
            ):
                continue
            failed.append(answer)
    return failed
