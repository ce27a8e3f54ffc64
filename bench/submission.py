"""What asking for seven translations of a long page costs the request, and the jobs after it.

    python bench/submission.py [--texts 180] [--database var/approdo.sqlite3]

Works on a copy of a database of the site (`make setup` makes one). Prints queries, CPU and wall milliseconds of the
form and of the request that notes the work, then those of each job and, for comparison, of wagtail-localize's own
form doing the same in the request.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "site"), str(ROOT / "bench")]


def measured(name: str, do: Callable[[], Any]) -> Any:
    """Do it and print what it cost."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        start, cpu = time.perf_counter(), time.process_time()
        result = do()
        wall, spent = time.perf_counter() - start, time.process_time() - cpu
    print(
        f"{name:<38} {len(captured):>6} queries {spent * 1000:>7.0f} ms CPU {wall * 1000:>7.0f} ms"
    )
    return result


def long_page(texts: int, slug: str) -> Any:
    """A published guide with so many texts, in no other language."""
    from guides.models import GuidePage

    model = GuidePage.objects.get(slug="residenza", locale__language_code="it")
    copied = model.copy(
        recursive=False, keep_live=True, copy_revisions=False,
        update_attrs={"slug": slug, "title": f"Guida {slug}"},
    )  # fmt: skip
    page: Any = GuidePage.objects.get(pk=copied.pk)
    stream = page._meta.get_field("faq").stream_block
    page.faq = stream.to_python([
        {"type": "faq", "value": {"question": f"Domanda {n}, {slug}?", "answer": f"<p>Risposta {n}, {slug}.</p>"}}
        for n in range(texts // 2)
    ])  # fmt: skip
    page.save_revision().publish()
    return GuidePage.objects.get(pk=page.pk)


def run(texts: int) -> None:
    from django.conf import settings
    from django.test import Client
    from django.urls import reverse
    from wagtail_localize.operations import translate_object

    from accounts.models import User
    from translations import jobs, states
    from translations.models import Run
    from translations.runs import tasks

    settings.ALLOWED_HOSTS = ["testserver"]
    page = long_page(texts, "lunga")
    jobs.compare(page.translation_key)
    client = Client()
    client.force_login(User.objects.get(username="admin"))
    address = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    client.get(address)
    measured("the form", lambda: client.get(address))
    form = {"locales": [locale.pk for locale in states.targets()]}
    answer = measured("the request", lambda: client.post(address, form))
    assert answer.status_code == 302, answer.status_code
    for part in Run.objects.latest("pk").parts.select_related("locale"):
        state = measured(f"job {part.locale.language_code}", partial(tasks.work.call, part.pk))
        assert state == "done", state
    measured("the screen of progress", lambda: client.get(answer["Location"]))
    other = long_page(texts, "altra")
    admin = User.objects.get(username="admin")
    measured(
        "wagtail-localize in the request",
        lambda: translate_object(other, states.targets(), user=admin),
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--texts", type=int, default=180)
    parser.add_argument("--database", type=Path, default=ROOT / "var" / "approdo.sqlite3")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        from desk_matrix import environment

        environment(chosen.database, Path(folder))
        from django.test import override_settings

        # Jobs wait for a worker, as on a real site; here they are done one by one.
        with override_settings(
            TASKS={"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
        ):
            run(chosen.texts)
