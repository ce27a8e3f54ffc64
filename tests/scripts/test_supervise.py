"""The supervisor keeps server and worker alive together, and leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scripts.supervise import Program

ROOT = Path(__file__).resolve().parents[2]

# A site in miniature: a server that says it is ready by a file, and a worker that counts starts.
MINIATURE = """
import os
import sys
from pathlib import Path
from scripts.supervise import Program, Supervisor

folder = Path(sys.argv[1])
server, worker = [sys.executable, "-c", sys.argv[2]], [sys.executable, "-c", sys.argv[3]]
sys.exit(Supervisor(
    server=Program("The server", server),
    worker=Program("The worker", worker, log=folder / "worker.log"),
    beside=[Program("The other", [sys.executable, "-c", text]) for text in sys.argv[4:]],
    status=lambda: 200 if (folder / "ready").exists() else None,
    on_ready=lambda status: print("ready", status, flush=True),
    clock=Program("The clock", [sys.executable, "-c", os.environ.get("CLOCK", "")]),
    interval=0.3, patience=5, first_pause=0.1, longest_pause=0.2,
).run())
"""
SERVE = "import os, pathlib, time; pathlib.Path({folder!r}, 'ready').write_text(str(os.getpid()));"
SLEEP = "time.sleep(60)"
WORK = (
    "import os, pathlib, time; f = pathlib.Path({folder!r}, 'starts').open('a');"
    "f.write(str(os.getpid()) + '\\n'); f.close();"
)
DEAF = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN);"


def begin(folder: Path, *programs: str) -> subprocess.Popen[str]:
    """Start the miniature: its server, its worker, and what runs beside them."""
    scripts = [text.format(folder=str(folder)) for text in programs]
    return subprocess.Popen(
        [sys.executable, "-c", MINIATURE, str(folder), *scripts],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def pids(folder: Path, name: str, number: int) -> list[int]:
    """The process ids a file holds, once there are so many."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        path = folder / name
        found = path.read_text().split() if path.exists() else []
        if len(found) >= number:
            return [int(text) for text in found]
        time.sleep(0.05)
    raise AssertionError(f"{name} never held {number} process ids")


def is_alive(pid: int) -> bool:
    """Whether a process still runs."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()


def ended(pid: int) -> bool:
    """Whether a process ends within seconds."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        if not is_alive(pid):
            return True
        time.sleep(0.05)
    return False


def test_a_signal_ends_both(tmp_path: Path) -> None:
    """SIGTERM and Ctrl-C end server and worker within seconds; that is no failure."""
    for number, name in ((signal.SIGTERM, "term"), (signal.SIGINT, "int")):
        folder = tmp_path / name
        folder.mkdir()
        site = begin(folder, SERVE + SLEEP, WORK + SLEEP)
        children = pids(folder, "ready", 1) + pids(folder, "starts", 1)
        site.send_signal(number)
        out, _err = site.communicate(timeout=10)
        assert site.returncode == 0
        assert out == "ready 200\nStopping.\n"
        assert not any(is_alive(pid) for pid in children)


def test_a_child_deaf_to_signals_is_ended_all_the_same(tmp_path: Path) -> None:
    """Politeness has a limit of five seconds."""
    site = begin(tmp_path, SERVE + SLEEP, DEAF + WORK + SLEEP)
    worker = pids(tmp_path, "starts", 1)[0]
    site.terminate()
    site.communicate(timeout=15)
    assert not is_alive(worker)


def test_a_dead_worker_is_started_again(tmp_path: Path) -> None:
    """However often it dies; the server goes on."""
    site = begin(tmp_path, SERVE + SLEEP, WORK + "raise SystemExit(3)")
    pids(tmp_path, "starts", 3)
    assert is_alive(pids(tmp_path, "ready", 1)[0])
    site.terminate()
    _out, err = site.communicate(timeout=10)
    assert "The worker ended (code 3); it starts again in" in err
    assert "Traceback" not in err


def test_a_program_beside_is_kept_alive_and_ended(tmp_path: Path) -> None:
    """It is started again when it dies, the server goes on, and in the end all are gone."""
    other = WORK.replace("starts", "others") + "time.sleep(0.2)"
    site = begin(tmp_path, SERVE + SLEEP, WORK + SLEEP, other)
    pids(tmp_path, "others", 3)
    children = pids(tmp_path, "ready", 1) + pids(tmp_path, "starts", 1)
    assert all(is_alive(pid) for pid in children)
    site.terminate()
    _out, err = site.communicate(timeout=10)
    assert "The other ended (code 0); it starts again in" in err
    assert not any(is_alive(pid) for pid in [*children, *pids(tmp_path, "others", 3)])


def test_the_clock_is_started_again_and_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It does what is due and ends; at its next time it runs anew."""
    monkeypatch.setenv("CLOCK", WORK.format(folder=str(tmp_path)))
    site = begin(tmp_path, SERVE + SLEEP, "import time;" + SLEEP)
    assert len(set(pids(tmp_path, "starts", 2))) >= 2
    site.send_signal(signal.SIGTERM)
    assert site.wait(20) == 0


def test_what_runs_already_is_taken_over() -> None:
    """The first start gives the process that is there; the next makes one."""
    command: list[str | Path] = [sys.executable, "-c", "pass"]
    with subprocess.Popen([sys.executable, "-c", "pass"], text=True) as process:
        program = Program("The other", command, running=process)
        assert program.start() is process
    again = program.start()
    assert again is not process
    assert again.wait() == 0


def test_without_its_server_the_site_fails(tmp_path: Path) -> None:
    """A server that cannot start, or ends later, ends everything with a failure."""
    site = begin(tmp_path, "raise SystemExit(4)", WORK + SLEEP)
    _out, err = site.communicate(timeout=10)
    assert (site.returncode, err) == (1, "The server ended (code 4), so the site is stopped.\n")
    assert not (tmp_path / "starts").exists()

    site = begin(tmp_path, SERVE + "time.sleep(3)", WORK + SLEEP)
    worker = pids(tmp_path, "starts", 1)[0]
    site.communicate(timeout=15)
    assert site.returncode == 1
    assert not is_alive(worker)


def test_children_go_when_the_supervisor_is_killed(tmp_path: Path) -> None:
    """Even a kill that nobody can catch leaves no server behind."""
    site = begin(tmp_path, SERVE + SLEEP, WORK + SLEEP)
    children = pids(tmp_path, "ready", 1) + pids(tmp_path, "starts", 1)
    site.kill()
    site.communicate(timeout=10)
    assert all(ended(pid) for pid in children)
