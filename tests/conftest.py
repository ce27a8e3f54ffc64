"""What all tests share: the demonstration database and a clean language around each test."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.utils import translation

from tests import demo, memory


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any, request: pytest.FixtureRequest) -> Iterator[None]:
    """Tests run on a copy of the demonstration database, each process on its own."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    with demo.alone():
        path = demo.copy(f"worker-{worker}-{os.getpid()}")
    with django_db_blocker.unblock():
        connection = connections["default"]
        connection.close()
        settings.DATABASES["default"]["NAME"] = str(path)
        connection.settings_dict["NAME"] = str(path)
        with connection.execute_wrapper(memory.watch):
            yield
        connection.close()
    for left in demo.FOLDER.glob(f"{path.name}*"):
        left.unlink()


@pytest.fixture(scope="session")
def own_var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where this process keeps its stamps: what another one changes must not be seen here."""
    return tmp_path_factory.mktemp("var")


@pytest.fixture(autouse=True)
def clean_surroundings(monkeypatch: pytest.MonkeyPatch, own_var: Path) -> Iterator[None]:
    """The active language, the cache and what processes remember never leak between tests."""
    from core import generation

    monkeypatch.setattr(settings, "VAR_DIR", own_var)
    monkeypatch.setattr(settings, "SEARCH_DIR", own_var / "search")
    # Only changes move the stamp: otherwise a measure of queries depends on the second it is taken.
    monkeypatch.setattr(generation, "SECONDS", 10**9)
    memory.forget()
    with translation.override(settings.LANGUAGE_CODE):
        yield
    memory.forget()


@pytest.fixture(scope="session")
def built_index(django_db_setup: None) -> Path:
    """The folder of the demonstration's search index as it was built: to be copied, never written."""
    with demo.alone():
        return demo.index()


@pytest.fixture
def demo_index(built_index: Path, settings: Any, tmp_path: Path) -> Path:
    """The folder of a copy of it for one test, into which whatever it publishes is written."""
    settings.SEARCH_DIR = folder = shutil.copytree(built_index, tmp_path / "search")
    return folder


@pytest.fixture
def source_locale(db: None) -> Any:
    """The Italian locale."""
    from wagtail.models import Locale

    return Locale.objects.get(language_code="it")
