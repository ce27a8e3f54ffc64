"""The drawn icons: one JSON file, used as an inline sprite of only what a page shows."""

import json
from functools import lru_cache
from pathlib import Path

from django.conf import settings


@lru_cache(maxsize=1)
def symbols() -> dict[str, str]:
    """Name to the inner SVG markup of a 24-pixel drawing."""
    path = Path(settings.BASE_DIR) / "site" / "static" / "icons.json"
    loaded: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return loaded
