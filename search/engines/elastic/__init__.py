"""The engine on an Elasticsearch cluster."""

from search.engines.elastic.engine import ElasticEngine

__all__ = ["ElasticEngine"]
