"""The second engine as the rest of the project sees it."""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from elasticsearch import NotFoundError

from search.documents import Document
from search.engines import base, budget
from search.engines.base import Engine, EngineError, Health, Rebuild, Results, Vocabulary
from search.engines.elastic import client as wire
from search.engines.elastic.catalogue import catalogue
from search.engines.elastic.client import guarded
from search.engines.elastic.compile import Compiler, counting, counts_of, has_found, term
from search.engines.elastic.control import Control
from search.engines.elastic.mapping import Names, hit_of
from search.engines.elastic.rebuild import ElasticRebuild
from search.engines.elastic.words import Words
from search.engines.elastic.writer import Writer
from search.query import Query

SCAN = 5_000  # pages in one request of the reconciler


class ElasticEngine(Engine):
    """An Elasticsearch cluster. `urls` are its nodes; all our names begin with `prefix`.

    What is asked for a reader fails when it takes longer than so many `seconds`, each question by
    itself or all of a `within` together. What keeps the index right has more patience.
    """

    name = "elasticsearch"

    def __init__(
        self, urls: Sequence[str], prefix: str = "approdo", seconds: float = budget.SECONDS
    ) -> None:
        self.client = wire.connect(urls, seconds)
        self._asking = wire.connect(urls, seconds, punctual=True)
        self.seconds = seconds
        self.names = Names(prefix)
        self._control = Control(self.client, self.names)
        self._writer = Writer(self.client, self.names, self._control)
        self._words = Words(self._asking, self.names)
        self._preference = uuid.uuid4().hex  # one copy for one process: scores do not flicker

    def within(self) -> AbstractContextManager[None]:
        return budget.within(self.seconds)

    def index(self, documents: Iterable[Document]) -> int:
        done = 0
        for batch in base.batches(documents, wire.BULK_ROWS):
            self._store(batch)
            done += len(batch)
        return done

    @guarded
    def _store(self, batch: list[Document]) -> None:
        self._writer.index(batch)
        for index in {document.index for document in batch}:
            self._words.expire(index)

    @guarded
    def delete(self, index: str, ids: Iterable[str]) -> None:
        self._writer.delete(index, list(ids))

    @guarded
    def search(self, query: Query) -> Results:
        compiler = Compiler(query)
        try:
            with self.within():
                answer = self._search(compiler)
        except NotFoundError:
            return Results()
        return Results(
            hits=[hit_of(found) for found in answer["hits"]["hits"]],
            total=int(answer["hits"]["total"]["value"]),
            facets=compiler.facets_of(answer),
        )

    def _search(self, compiler: Compiler) -> Any:
        pages: int = 0
        counts: list[int] = []
        index = compiler.query.index
        if compiler.query.slots:
            pages, counts = counts_of(self._ask(index, counting(compiler.slot_clauses)))
        for body in compiler.requests(pages, counts):
            answer = self._ask(index, body)
            if has_found(answer):
                break
        return answer

    def _ask(self, index: str, body: dict[str, Any]) -> Any:
        answer = self._asking.search(
            index=self.names.alias(index), body=body, preference=self._preference,
            allow_partial_search_results=False,
        ).body  # fmt: skip
        if not isinstance(answer, dict) or answer.get("timed_out"):
            raise EngineError("Elasticsearch: no whole answer in time")
        return answer

    @guarded
    def vocabulary(self, index: str) -> Vocabulary:
        with self.within():
            return self._words.get(index)

    @guarded
    def frequencies(self, index: str, words: Iterable[str]) -> dict[str, int]:
        words = list(dict.fromkeys(words))
        if not words:
            return {}
        clauses = [term("words", word) for word in words]
        try:
            with self.within():
                _pages, counts = counts_of(self._ask(index, counting(clauses)))
        except NotFoundError:
            return {}
        return dict(zip(words, counts, strict=True))

    @guarded
    def revisions(self, index: str) -> dict[str, str]:
        found: dict[str, str] = {}
        client = wire.writing(self.client)
        try:
            opened = client.open_point_in_time(index=self.names.alias(index), keep_alive="1m")
        except NotFoundError:
            return found
        point, after = opened["id"], None
        try:
            while True:
                answer = client.search(
                    pit={"id": point, "keep_alive": "1m"}, size=SCAN, sort=["_shard_doc"],
                    search_after=after, source=False, track_total_hits=False,
                    docvalue_fields=[{"field": "id"}, {"field": "revision"}],
                )  # fmt: skip
                point = answer["pit_id"]
                rows = answer["hits"]["hits"]
                for row in rows:
                    fields = row["fields"]
                    found[fields["id"][0]] = fields.get("revision", [""])[0]
                if len(rows) < SCAN:
                    return found
                after = rows[-1]["sort"]
        finally:
            client.options(ignore_status=404).close_point_in_time(id=point)

    @guarded
    def indexes(self) -> list[str]:
        client = wire.writing(self.client)
        return sorted(row.page_index for row in catalogue(client, self.names) if row.has_pages)

    def health(self) -> Health:
        try:
            return self._health()
        except EngineError as error:
            return Health(well=False, detail=str(error))

    @guarded
    def _health(self) -> Health:
        status = str(self.client.cluster.health()["status"])
        documents = {}
        for row in catalogue(self.client, self.names):
            if row.has_pages:
                documents[row.page_index] = int(self.client.count(index=row.name)["count"])
        well = status in {"green", "yellow"}
        return Health(well, documents, "" if well else f"the cluster is {status}")

    @contextmanager
    def rebuild(self) -> Iterator[Rebuild]:
        job = ElasticRebuild(self.client, self.names, self._control)
        job.begin()
        try:
            yield job
            job.switch()
        except BaseException:
            job.give_up()
            raise
        finally:
            self._words.expire()
