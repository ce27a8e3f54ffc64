"""The house keeps its promises: layers, names, translations. Each guard is proved by a fault."""

import os
import subprocess
import sys
import textwrap
import tomllib
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parents[1]
CONFIG = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
    "importlinter"
]
LAYERS: list[list[str]] = [
    [name.strip() for name in layer.split("|")]
    for layer in next(c for c in CONFIG["contracts"] if c["type"] == "layers")["layers"]
]


def level(app: str) -> int | None:
    """The number of an app's layer, counted from above; nothing for apps of others."""
    return next((number for number, names in enumerate(LAYERS) if app in names), None)


def own_apps() -> set[str]:
    """The folders of the project that are Django apps."""
    return {path.parent.name for path in ROOT.glob("*/apps.py")}


def relations() -> list[tuple[str, str, str]]:
    """(app, app it points to, field) of every relation between models of the project."""
    found = []
    for model in apps.get_models():
        for field in model._meta.get_fields():
            target = field.related_model
            if getattr(field, "concrete", False) and isinstance(target, type):
                name = f"{model.__name__}.{field.name}"
                found.append((model._meta.app_label, target._meta.app_label, name))
    return found


def upward(rows: list[tuple[str, str, str]]) -> list[str]:
    """Relations that point to a higher layer or to a sibling."""
    bad = []
    for app, target, name in rows:
        here, there = level(app), level(target)
        if here is not None and there is not None and app != target and there <= here:
            bad.append(f"{name}: {app} → {target}")
    return bad


def contracts_hold(folder: Path) -> "subprocess.CompletedProcess[str]":
    """What the contracts say of a folder. In a process of its own: it silences all loggers."""
    run = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True))"
    return subprocess.run(
        [sys.executable, "-c", run],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(folder), str(folder / "site")])},
        capture_output=True,
        text=True,
        check=False,
    )


def test_imports_point_down_and_only_config_reads_the_environment() -> None:
    result = contracts_hold(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("taxonomy", "import core.dates"),
        ("news", "import events.models"),
        ("core", "import environ"),
        ("delivery", "import elasticsearch"),
    ],
)
def test_a_planted_import_is_found(tmp_path: Path, module: str, line: str) -> None:
    """The contracts see an import upwards, one of a sibling, and one of a forbidden package."""
    contracts = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    names = CONFIG["root_packages"]
    for name in names:
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("", encoding="utf-8")
    (tmp_path / "core" / "dates.py").write_text("", encoding="utf-8")
    (tmp_path / "events" / "models.py").write_text("", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text(contracts, encoding="utf-8")
    clean = contracts_hold(tmp_path)
    assert clean.returncode == 0, clean.stdout
    (tmp_path / module / "planted.py").write_text(line + "\n", encoding="utf-8")
    planted = contracts_hold(tmp_path)
    assert planted.returncode == 1
    assert "planted" in planted.stdout


def test_model_relations_point_down() -> None:
    assert upward(relations()) == []


def test_a_planted_relation_is_found() -> None:
    fault = ("taxonomy", "core", "Term.page")
    sibling = ("news", "events", "NewsPage.event")
    assert len(upward([*relations(), fault, sibling])) == 2


def test_every_app_has_a_layer() -> None:
    assert {app for app in own_apps() if level(app) is None} == set()
    assert {app for app in own_apps() if app not in CONFIG["root_packages"]} == set()


def test_an_app_without_a_layer_is_found() -> None:
    assert level("forgotten") is None


def importable(folder: Path) -> list[str]:
    """Names that a folder on the path would add to Python."""
    modules = [path.stem for path in folder.glob("*.py")]
    packages = [path.parent.name for path in folder.glob("*/__init__.py")]
    return sorted(modules + packages)


def test_site_exports_one_name() -> None:
    """`site` is a frozen module of Python: only what is inside can be imported."""
    assert importable(ROOT / "site") == ["config"]
    assert not (ROOT / "site" / "__init__.py").exists()


def test_a_second_name_in_site_is_found(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "__init__.py").touch()
    (tmp_path / "logging.py").touch()
    assert importable(tmp_path) == ["config", "logging"]


def test_locale_is_no_package() -> None:
    """A package called `locale` would hide Python's own module."""
    assert not (ROOT / "locale" / "__init__.py").exists()
    code = textwrap.dedent(f"""
        import sys; sys.path.insert(0, {str(ROOT)!r}); import locale; print(locale.__file__)
    """)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert str(ROOT / "locale") not in done.stdout


def test_gitignore_keeps_the_settings() -> None:
    """A common template ignores `/site`, which here holds the settings."""
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    assert not {"site", "/site", "site/", "/site/", "locale/"} & set(lines)


FORBIDDEN_APPS = {
    "django.contrib.admin",
    "wagtail.api.v2",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.table_block",
    "modelsearch",
}


def test_what_is_not_used_is_off(settings: Any) -> None:
    assert FORBIDDEN_APPS & set(settings.INSTALLED_APPS) == set()
    assert settings.AUTH_USER_MODEL == "accounts.User"
    assert settings.WAGTAILIMAGES_IMAGE_MODEL == "media.CustomImage"
    assert settings.WAGTAILDOCS_DOCUMENT_MODEL == "media.CustomDocument"


def test_files_are_rooms_not_halls() -> None:
    """No module grows beyond what a reader can hold; near 300 lines it is time to part it."""
    long = {}
    for app in [*own_apps(), "site", "tests", "scripts"]:
        for path in (ROOT / app).rglob("*.py"):
            lines = len(path.read_text(encoding="utf-8").splitlines())
            if "migrations" not in path.parts and lines > 400:
                long[str(path.relative_to(ROOT))] = lines
    assert long == {}
