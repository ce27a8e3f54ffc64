"""Looking for garbage less often, where much is made that goes away by itself."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

ALLOCATED = 20_000  # objects between two looks


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Have garbage looked for after `ALLOCATED` new objects, not after 700; as before at the end.

    For long walks that make objects in heaps and let go of them whole: pages with what they point to,
    models that each step of a migration renders anew. What makes cycles among them is still found,
    only later, which costs memory. Where nobody looks for garbage, nobody does.
    """
    usual = gc.get_threshold()
    gc.set_threshold(max(ALLOCATED, usual[0]) if usual[0] else 0, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
