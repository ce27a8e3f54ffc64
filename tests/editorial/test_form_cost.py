"""What our panels add to the form of a page: a number of queries that does not grow."""

import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.forms import Form, ModelMultipleChoiceField
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guides.models import GuidePage
from taxonomy.models import Term
from taxonomy.widgets import TermCheckboxes
from tests.desk import signed_in

pytestmark = pytest.mark.django_db
MOST = 8  # two of them know where the draft's links lead
ROOT = Path(settings.BASE_DIR)
OURS = ("translations", "editorial", "facts")
PLACES = tuple(str(base / app) for base in (ROOT, ROOT / "templates") for app in OURS)
# The menu, of every screen; who may publish, asked as Wagtail asks it.
APART = ("wagtail/admin/menu.py", "editorial/workflow/publishing.py")


def stack() -> Iterator[FrameType]:
    frame: FrameType | None = sys._getframe(2)
    while frame is not None:
        yield frame
        frame = frame.f_back


def places() -> Iterator[str]:
    """The files that are at work: code, and templates whose nodes are drawn."""
    for frame in stack():
        yield frame.f_code.co_filename
        if frame.f_code.co_name == "render_annotated":  # a node of a template
            yield str(getattr(frame.f_locals["self"].origin, "name", ""))


def asked(client: Client, page: GuidePage) -> list[str]:
    """The queries that code and templates of ours ask when the form is opened, with their place."""
    found = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        files = list(places())
        own = [file for file in files if file.startswith(PLACES)]
        if own and not any(file.endswith(APART) for file in files):
            found.append(f"{own[0]}: {sql[:200]}")
        return execute(sql, params, many, context)

    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    client.get(address)  # what is kept for longer than a request is there
    with connection.execute_wrapper(note):
        assert client.get(address).status_code == 200
    return found


@pytest.mark.parametrize("user", ["officer", "admin"])
@pytest.mark.parametrize("drafted", [False, True])
def test_our_panels_ask_few_queries(client: Client, user: str, drafted: bool) -> None:
    """Verification, translations and writing aids, for who sees all of them."""
    page = GuidePage.objects.get(slug="residenza", locale__language_code="it")
    if drafted:
        page.lead = "Un'altra frase."
        page.save_revision()
    found = asked(signed_in(client, user), page)
    assert any("verification" in row for row in found)
    assert any("translations" in row for row in found)
    assert len(found) <= MOST, "\n".join(found)


def test_a_form_asks_for_the_rows_of_its_boxes_once() -> None:
    """The admin draws each field twice."""
    field = ModelMultipleChoiceField(Term.objects.filter(vocabulary="topic"), widget=TermCheckboxes)
    kind = type("Boxes", (Form,), {"topics": field})
    str(kind()["topics"])  # labels are in memory
    form = kind()
    with CaptureQueriesContext(connection) as made:
        drawn = [str(form["topics"]) for _time in range(2)]
    assert drawn[0] == drawn[1]
    assert drawn[0].count("checkbox") == Term.objects.filter(vocabulary="topic").count()
    assert len(made) == 1
    Term.objects.create(vocabulary="topic", code="new-one")
    assert str(kind()["topics"]).count("checkbox") == drawn[0].count("checkbox") + 1
