"""The table of roles (data/roles.yaml), read and checked before anything is changed."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from django.apps import apps
from django.conf import settings

FILE = Path(settings.BASE_DIR) / "data" / "roles.yaml"
PAGE_RIGHTS = frozenset({"add", "change", "publish", "lock", "unlock", "bulk_delete"})
MEDIA_RIGHTS = frozenset({"add", "change", "choose", "delete"})
LANGUAGES = frozenset({"source", "others", "all", "own"})
OWN = "own"


class TableError(ValueError):
    """The table says something that cannot be carried out; the message says where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRight:
    """Rights on the pages of a type in some languages, and on everything below them."""

    of: str
    may: tuple[str, ...]
    languages: str = "source"


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaRight:
    """Rights on a collection of pictures and documents."""

    collection: str
    may: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A group; with `each` one group for each language or for each page of a type."""

    name: str
    each: str = ""
    pages: tuple[PageRight, ...] = ()
    media: tuple[MediaRight, ...] = ()
    rights: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a workflow: its name and the groups that may take it."""

    name: str
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """A workflow for the pages of a type and everything below them."""

    name: str
    of: str
    steps: tuple[Step, ...]
    languages: str = "source"
    each: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """What the file says."""

    roles: tuple[Role, ...] = field(default=())
    flows: tuple[Flow, ...] = field(default=())


def read(path: Path = FILE) -> Table:
    """The table of a file. Raises TableError with the entry at fault."""
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        roles = tuple(_role(entry) for entry in data["roles"])
        flows = tuple(_flow(entry) for entry in data["workflows"])
    except (OSError, yaml.YAMLError, KeyError, TypeError) as error:
        raise TableError(f"{path.name}: {error!r}") from error
    known = {role.name for role in roles}
    for flow in flows:
        for step in flow.steps:
            for name in step.groups:
                if name not in known:
                    raise TableError(f"workflow {flow.name}: no role is called {name}")
    return Table(roles, flows)


def _role(entry: dict[str, Any]) -> Role:
    name = entry["name"]
    pages = tuple(
        PageRight(
            of=_page_type(right["of"], name),
            languages=_among(right.get("languages", "source"), LANGUAGES, name),
            may=_all_among(right["may"], PAGE_RIGHTS, name),
        )
        for right in entry.get("pages", [])
    )
    media = tuple(
        MediaRight(collection=right["collection"], may=_all_among(right["may"], MEDIA_RIGHTS, name))
        for right in entry.get("media", [])
    )
    each = entry.get("each", "")
    if each not in {"", "language"}:
        _page_type(each, name)
    return Role(
        name=name, each=each, pages=pages, media=media, rights=tuple(entry.get("rights", []))
    )


def _flow(entry: dict[str, Any]) -> Flow:
    name = entry["name"]
    steps = tuple(Step(name=step["name"], groups=tuple(step["groups"])) for step in entry["steps"])
    return Flow(
        name=name, of=_page_type(entry["of"], name), steps=steps, each=entry.get("each", ""),
        languages=_among(entry.get("languages", "source"), LANGUAGES, name),
    )  # fmt: skip


def _page_type(label: str, where: str) -> str:
    if label == OWN:
        return label
    try:
        apps.get_model(label)
    except (LookupError, ValueError) as error:
        raise TableError(f"{where}: no page type is called {label}") from error
    return label


def _among(value: str, allowed: frozenset[str], where: str) -> str:
    if value not in allowed:
        raise TableError(f"{where}: {value} is none of {', '.join(sorted(allowed))}")
    return value


def _all_among(values: list[str], allowed: frozenset[str], where: str) -> tuple[str, ...]:
    return tuple(_among(value, allowed, where) for value in values)
