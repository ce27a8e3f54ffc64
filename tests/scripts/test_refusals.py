"""What cannot work is refused at once, in one line that says what to do."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import environment, reset, run
from scripts.console import RefusalError
from scripts.paths import ensure_writable

ROOT = Path(__file__).resolve().parents[2]


def make(*arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Call make as a person would."""
    return subprocess.run(
        ["make", *arguments],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        env=os.environ | env,
        timeout=60,
    )


def refusal(done: subprocess.CompletedProcess[str]) -> str:
    """The one line of a refusal; make adds a line of its own, and nothing else may be there."""
    lines = [line for line in done.stderr.splitlines() if not line.startswith("make")]
    assert done.returncode != 0
    assert len(lines) == 1, done.stderr
    return lines[0]


def test_help_lists_every_target() -> None:
    """A target without a line in the help would never be found."""
    lines = make("help").stdout
    for target in ("run", "test", "check", "reset", "messages", "requirements"):
        assert f"  {target} " in lines


def test_a_missing_python_is_named() -> None:
    """No shell gibberish."""
    line = refusal(make("run", "PYTHON=python3.99"))
    assert line.startswith('There is no program called "python3.99" here.')


def test_a_wrong_python_is_named(tmp_path: Path) -> None:
    """The check runs the very file that every Python reads."""
    source = (ROOT / "scripts" / "check_python.py").read_text(encoding="utf-8")
    old = tmp_path / "check_python.py"
    old.write_text(source.replace("(3, 11)", "(2, 4)"), encoding="utf-8")
    done = subprocess.run([sys.executable, old], check=False, capture_output=True, text=True)
    assert done.returncode == 1
    assert "Approdo needs Python 3.11, and this is Python 3.11." in done.stderr


def test_an_unknown_search_engine_is_refused() -> None:
    """The line says which there are."""
    line = refusal(make("run", "SEARCH=solr", f"PYTHON={sys.executable}"))
    assert line == "SEARCH must be fts5 or elasticsearch, and is 'solr'."


def test_a_taken_port_is_refused_before_anything_is_done() -> None:
    """Also says which port to try."""
    with socket.socket() as other:
        other.bind((run.HOST, 0))
        other.listen()
        port = other.getsockname()[1]
        line = refusal(make("run", f"PORT={port}", f"PYTHON={sys.executable}"))
    assert line.startswith(f"Port {port} is taken by another program. Try: make run PORT=")


@pytest.mark.parametrize("text", ["", "http", "0", "65536", "-1", "٣"])
def test_a_port_must_be_one(text: str) -> None:
    """Whatever else is given is named."""
    with pytest.raises(RefusalError, match="PORT must be a number from 1 to 65535"):
        run.wanted_port(text)


def test_a_folder_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    """A file where the folder should be fails for every user, root included."""
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(RefusalError, match=r"The folder .*file/var may not be written"):
        ensure_writable(blocked / "var")


def test_a_python_without_venv_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Debian ships the module in a package of its own."""
    monkeypatch.setattr(environment.importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(RefusalError, match=r"apt install python3\.11-venv"):
        environment.create()


def test_a_half_made_environment_is_not_taken_for_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A link into nowhere, or a Python without pip, is made again."""
    monkeypatch.setattr(environment, "VENV_PYTHON", tmp_path / "python")
    assert not environment.works()
    (tmp_path / "python").symlink_to("/bin/false")
    assert not environment.works()


def test_reset_asks_and_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is removed without a yes, nor while the site runs, nor the project itself."""
    folder = tmp_path / "var"
    folder.mkdir()
    assert "Nothing was removed" in refusal(make("reset", APPRODO_VAR=str(folder)))
    monkeypatch.setenv("YES", "1")
    monkeypatch.setattr(run, "var_dir", lambda: folder)
    with run.mark_running(), pytest.raises(RefusalError, match="The site is running"):
        reset.reset(folder)
    with pytest.raises(RefusalError, match="holds the project itself"):
        reset.reset(ROOT)
    reset.reset(folder)
    assert not folder.exists()
