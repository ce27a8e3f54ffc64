"""Where things are, and the few settings that are needed before Django can be asked."""

import os
import tempfile
from pathlib import Path

from scripts.console import RefusalError

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"


def setting(name: str, default: str = "") -> str:
    """A variable of the environment, or of the file `.env` beside manage.py."""
    if name in os.environ:
        return os.environ[name]
    env_file = ROOT / ".env"
    lines = env_file.read_text(encoding="utf-8").splitlines() if env_file.exists() else []
    for line in lines:
        key, equals, value = line.strip().removeprefix("export ").partition("=")
        if equals and key.strip() == name:
            return value.strip().strip("'\"")
    return default


def var_dir() -> Path:
    """The folder of everything the site writes."""
    return Path(setting("APPRODO_VAR", str(ROOT / "var")))


def project_environment(settings: str, **more: str) -> dict[str, str]:
    """The environment in which the site's own programs run."""
    path = os.pathsep.join([str(ROOT), str(ROOT / "site")])
    return os.environ | {"PYTHONPATH": path, "DJANGO_SETTINGS_MODULE": settings} | more


def ensure_writable(*folders: Path) -> None:
    """Create the folders; refuse with one line where one may not be written."""
    for folder in folders:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError as error:
            reason = (error.strerror or "no access").lower()
            raise RefusalError(f"The folder {folder} may not be written ({reason}).") from error
