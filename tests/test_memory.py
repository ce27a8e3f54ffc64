"""What processes remember of the database is named, so that tests can have it forgotten."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import memory

ROOT = Path(__file__).resolve().parents[1]
CACHES = {"cache", "lru_cache"}
CONTAINERS = {"Counter", "OrderedDict", "defaultdict", "deque", "dict", "list", "set"}
NAMED = {*memory.REMEMBERED, *memory.DEAR, *memory.ELSEWHERE, *memory.LASTING}


def name_of(node: ast.expr) -> str:
    """`lru_cache` of `lru_cache`, `functools.lru_cache` and `lru_cache(maxsize=1)`."""
    if isinstance(node, ast.Call):
        return name_of(node.func)
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def memories(tree: ast.Module) -> Iterator[str]:
    """The names in a module that can hold what was read once for as long as the process lives.

    Functions that keep their answers, containers that begin empty, single objects of a class of the
    module, and names that functions set anew.
    """
    classes = {node.name for node in tree.body if isinstance(node, ast.ClassDef)}
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if isinstance(target, ast.Name) and (
                _is_empty(node.value) or _is_single(node, classes)
            ):
                yield target.id
        inside = node.body if isinstance(node, ast.ClassDef) else [node]
        for each in inside:
            if isinstance(each, ast.FunctionDef) and CACHES & set(
                map(name_of, each.decorator_list)
            ):
                yield each.name
    for anywhere in ast.walk(tree):
        if isinstance(anywhere, ast.Global):
            yield from anywhere.names


def _is_empty(value: ast.expr) -> bool:
    if isinstance(value, ast.Dict):
        return not value.keys
    if isinstance(value, ast.List):
        return not value.elts
    return isinstance(value, ast.Call) and name_of(value) in CONTAINERS and not value.keywords


def _is_single(node: ast.Assign | ast.AnnAssign, classes: set[str]) -> bool:
    value = node.value
    return isinstance(value, ast.Call) and name_of(value) in classes and not value.args


def test_what_is_remembered_is_named() -> None:
    """Whoever adds a memory says whether tests must have it forgotten."""
    found: dict[str, set[str]] = defaultdict(set)
    for app in ROOT.glob("*/apps.py"):
        for path in app.parent.rglob("*.py"):
            module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            module = module.removesuffix(".__init__")
            if "migrations" not in path.parts:
                tree = ast.parse(path.read_text(encoding="utf-8"))
                found[module] |= {name for name in memories(tree) if not name.isupper()}
    names = {f"{module}.{name}" for module, own in found.items() for name in own}
    assert {name for name in names if not name.startswith(memory.TEXTS)} == NAMED


@pytest.mark.parametrize("name", sorted(NAMED))
def test_what_is_named_is_there(name: str) -> None:
    assert memory.found(name) is not None


def test_every_kind_of_memory_is_seen() -> None:
    """Also the ways of writing one that nobody uses yet."""
    source = """
import functools
_a = {}
_b: list[int] = []
_c = defaultdict(dict)
_d = set()
class Table: ...
_e = Table()
@functools.lru_cache(maxsize=1)
def _f(): ...
@cache
def _g():
    global _h
class Page:
    @classmethod
    @lru_cache
    def _i(cls): ...
_no = {"a": 1}
_neither = [1]
NOR = Path(__file__)
"""
    assert sorted(memories(ast.parse(source))) == [f"_{letter}" for letter in "abcdefghi"]
