"""Requests to hear of new calls, made in the database of the running site: their links, as mailed."""

import json
import os
import subprocess
import sys

from tests import demo
from tests.browser.addresses import LANGUAGES

ASK = """
import json
from django.http import QueryDict
from volunteering.alerts import mails, service
from volunteering.finding import CallFilter
wanted, found = CallFilter.from_query(QueryDict("near=Cuneo&days=weekend")), {}
for language in %r:
    alert = service.ask(f"avvisi-{language}@example.org", wanted, language)
    confirm, stop = service.confirm_token(alert), service.stop_token(alert)
    found[language] = [f"/{language}/volontariato/avvisi/si/{confirm}/",
                       f"/{language}/volontariato/avvisi/fine/{stop}/"]
print(json.dumps(found))
"""
Links = dict[str, tuple[str, str]]


def ask() -> Links:
    """Language to the path that confirms and the path that stops, of the site of this process."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    database, var = demo.FOLDER / f"browser-{worker}.sqlite3", demo.FOLDER / f"browser-{worker}"
    command = [sys.executable, str(demo.ROOT / "manage.py"), "shell", "--no-imports", "-c"]
    done = subprocess.run(
        [*command, ASK % (LANGUAGES,)],
        env=demo.environment(database, var), capture_output=True, text=True, check=True,
    )  # fmt: skip
    return {language: (yes, no) for language, (yes, no) in json.loads(done.stdout).items()}
