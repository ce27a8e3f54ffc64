"""The HSDS answers described as OpenAPI 3.1; schemas are those of HSDS."""

from typing import Any

from django.conf import settings

from core import api

SCHEMAS = "https://raw.githubusercontent.com/openreferral/specification/3.0/schema"
COUNTS = ("total_items", "total_pages", "page_number", "size")
FLAGS = ("first_page", "last_page", "empty")


def document(server: str) -> dict[str, Any]:
    """The description, for the API that answers at `server`."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Organisations and service points",
            "version": "1",
            "license": {"name": "CC BY 4.0", "url": api.LICENCE},
        },
        "servers": [{"url": server.rstrip("/")}],
        "paths": {
            "/": {"get": _get("Version and profile.", {"type": "object"}, [])},
            "/organizations": _list("organization", []),
            "/organizations/{id}": _one("organization"),
            "/services": _list(
                "service",
                [
                    _parameter("organization_id", {"type": "string", "format": "uuid"}),
                    _parameter("taxonomy_term_id", {"type": "string", "format": "uuid"}),
                    _parameter("modified_after", {"type": "string", "format": "date"}),
                ],
            ),
            "/services/{id}": _one("service"),
        },
    }


def _parameter(name: str, schema: dict[str, Any], place: str = "query") -> dict[str, Any]:
    return {"name": name, "in": place, "required": place == "path", "schema": schema}


def _language() -> dict[str, Any]:
    codes = [code for code, _name in settings.LANGUAGES]
    return _parameter("lang", {"type": "string", "enum": codes, "default": settings.LANGUAGE_CODE})


def _record(entity: str) -> dict[str, Any]:
    """HSDS's schema and what is added to it: the language of the text, and what is invented."""
    added = {"lang": {"type": "string"}, "is_demo": {"type": "boolean"}}
    if entity == "service":
        added["last_modified"] = {"type": "string", "format": "date-time"}
    return {
        "allOf": [{"$ref": f"{SCHEMAS}/{entity}.json"}, {"type": "object", "properties": added}]
    }


def _list(entity: str, filters: list[dict[str, Any]]) -> dict[str, Any]:
    pages = [
        _parameter("page", {"type": "integer", "minimum": 1, "default": 1}),
        _parameter("per_page", {"type": "integer", "minimum": 1, "maximum": 200, "default": 50}),
        _parameter("full", {"type": "boolean", "default": True}),
    ]
    schema = {
        "type": "object",
        "required": [*COUNTS, *FLAGS, "contents"],
        "properties": {
            **{name: {"type": "integer"} for name in COUNTS},
            **{name: {"type": "boolean"} for name in FLAGS},
            "contents": {"type": "array", "items": _record(entity)},
        },
    }
    return {"get": _get(f"A page of {entity}s.", schema, [_language(), *pages, *filters])}


def _one(entity: str) -> dict[str, Any]:
    key = _parameter("id", {"type": "string", "format": "uuid"}, "path")
    return {"get": _get(f"One {entity}.", _record(entity), [_language(), key])}


def _get(summary: str, schema: dict[str, Any], parameters: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "summary": summary,
        "parameters": parameters,
        "responses": {
            "200": {"description": summary, "content": {"application/json": {"schema": schema}}},
            "400": {"description": "A parameter makes no sense; `error` says why."},
            "404": {"description": "There is none with this id."},
        },
    }
