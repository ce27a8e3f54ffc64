"""The demonstration, moved from its SQLite file into an empty PostgreSQL, and walked through there.

`python -m tests.services.on_postgresql copy FILE` and `… walk`, with DATABASE_URL set. Run by
test_postgresql.py in processes of their own: a process has one default database.
"""

import os
import sys
from typing import Any

import django
from django.apps import apps
from django.conf import settings


def start(source: str = "") -> None:
    """Set Django up on DATABASE_URL; with a SQLite file also the database to read from."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}
    if source:
        read_only: dict[str, object] = {"ENGINE": "django.db.backends.sqlite3", "NAME": source}
        settings.DATABASES["source"] = read_only
    django.setup()


def copy() -> None:
    """Every row of every table, as the models' fields write it; then the counters of keys."""
    from django.core.management.color import no_style
    from django.db import connection, transaction

    models = [model for model in apps.get_models(include_auto_created=True) if _has_table(model)]
    names = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in models)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {names} CASCADE")
        for model in models:
            _copy_table(model, cursor)
        for sql in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(sql)


def _has_table(model: Any) -> bool:
    """Wagtail's search index has other columns in every kind of database; it is built anew."""
    own = model._meta.managed and not model._meta.proxy
    return own and model._meta.app_label != "wagtailsearch"


def _copy_table(model: Any, cursor: Any) -> None:
    from django.db import connection

    fields = list(model._meta.local_concrete_fields)
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    rows = model._base_manager.using("source").values_list(*(field.attname for field in fields))
    table = connection.ops.quote_name(model._meta.db_table)
    ready = [
        [
            field.get_db_prep_save(value, connection)
            for field, value in zip(fields, row, strict=True)
        ]
        for row in rows.iterator(chunk_size=500)
    ]
    if ready:
        insert = f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608 - our own names
        cursor.executemany(insert, ready)


PUBLIC = (
    "/it/", "/ar/", "/it/guide/", "/it/volontariato/?state=open&italian=none",
    "/fr/volontariato/?days=weekend", "/it/organizzazioni/", "/it/sportelli/",
    "/it/cerca/?q=permesso", "/zh-hans/", "/sitemap.xml", "/it/feed/news.atom",
)  # fmt: skip


def walk() -> None:
    """Read, search, sign in, publish, answer, purge; the first thing that breaks ends it."""
    from django.core.management import call_command
    from django.test import Client
    from wagtail.models import Page

    from accounts.models import User
    from volunteering.applications import desk, service
    from volunteering.applications.answers import Answer
    from volunteering.models import Application, CallPage
    from volunteering.models.choices import ApplicationState

    call_command("search", "rebuild", verbosity=0)
    reader = Client()
    for path in PUBLIC:
        answer = reader.get(path, follow=True)
        _expect(answer.status_code == 200, f"{path}: {answer.status_code}")
    found = reader.get("/it/cerca/?q=permesso").content.decode()
    _expect("rinnovare" in found.lower(), "search finds nothing")

    guide = Page.objects.get(slug="rinnovare-permesso", locale__language_code="it")
    page = guide.specific
    page.title = "Rinnovare il permesso: zafferano"
    page.save_revision().publish()
    call_command("search", "reconcile", verbosity=0)
    _expect("zafferano" in reader.get("/it/cerca/?q=zafferano").content.decode(), "not found anew")

    admin = User.objects.get(username="admin")
    editor = Client()
    editor.force_login(admin)
    for path in ("/admin/", f"/admin/pages/{page.pk}/edit/", "/admin/pages/search/?q=permesso"):
        _expect(editor.get(path).status_code == 200, path)

    call = CallPage.objects.get(slug="conversazione-italiano", locale__language_code="it")
    said = Answer(name="Amal", contact_kind="phone", contact="+393331234567", language="ar")
    receipt = service.submit(call, said, "stamp")
    _expect(receipt.application.place_held, "no place was given")
    desk.set_state(receipt.application, ApplicationState.CONTACTED, admin)
    _expect(desk.read(receipt.application, admin) == said, "the answer does not open")
    service.erase(receipt.application)
    call_command("tick", "--all", verbosity=0)
    _expect(not Application.objects.exists(), "the answer was not erased")


def _expect(holds: bool, what: str) -> None:
    if not holds:
        raise SystemExit(what)


if __name__ == "__main__":
    if sys.argv[1] == "copy":
        start(sys.argv[2])
        copy()
    else:
        start()
        walk()
