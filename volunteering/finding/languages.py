"""The languages that volunteers may be asked for, with their names."""

import time
from functools import lru_cache

from taxonomy.models import Language

SECONDS = 3600


def names() -> dict[str, dict[str, str]]:
    """Code of each language → what it is called in others; read once an hour."""
    return _names(int(time.monotonic() // SECONDS))


@lru_cache(maxsize=1)
def _names(_stamp: int) -> dict[str, dict[str, str]]:
    return dict(Language.objects.values_list("code", "names"))
