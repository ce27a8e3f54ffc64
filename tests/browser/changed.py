"""A site of its own on which guides have changed since they were translated into Arabic."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests import demo
from tests.browser import server

SLUGS = ("residenza",)
# An editor has published two changed sentences; the worker has compared the languages.
PUBLISHED = """
from guides.models import GuidePage
from translations import jobs
for slug in {slugs!r}:
    page = GuidePage.objects.get(slug=slug, locale__language_code="it")
    draft = page.get_latest_revision_as_object()
    draft.lead = "Registra in Comune l’indirizzo dove vivi entro 20 giorni."
    draft.when_short = "All’arrivo ed entro 60 giorni dal rinnovo"
    draft.save_revision().publish()
    jobs.compare(page.translation_key)
"""


@contextmanager
def office(worker: str, slugs: tuple[str, ...] = SLUGS) -> Iterator[str]:
    """Its address, while it is served; `worker` names its database."""
    with server.served(worker) as origin:
        run(worker, "shell", "-c", PUBLISHED.format(slugs=slugs))
        yield origin


def run(worker: str, *command: str) -> None:
    """Run a command of the site beside its server. Raises RuntimeError when it fails."""
    demo.run(demo.FOLDER / f"browser-{worker}.sqlite3", demo.FOLDER / f"browser-{worker}", *command)
