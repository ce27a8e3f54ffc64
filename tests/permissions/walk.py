"""Asking for an address in every way, and noticing what was shown and what was written."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import urlencode

from bs4 import BeautifulSoup
from django.contrib.messages import ERROR, get_messages
from django.db import connection, transaction
from django.test import Client

from tests.permissions.objects import WORD, Thing

PLACE = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")
WRITE = re.compile(r'\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM) "(\w+)"')
# What an answer writes about the one who asks, or to know that somebody looked.
HARMLESS = {
    "django_session", "wagtailusers_userprofile", "wagtailadmin_editingsession",
}  # fmt: skip
FORM = {
    "title": "x", "name": "x", "slug": "x", "new_title": "x", "new_slug": "x-copy", "comment": "x",
    "restriction_type": "login", "type": "login", "action-publish": "1", "action-submit": "1",
    "value": "x", "username": "x", "email": "x@example.org", "first_name": "x", "last_name": "x",
    "text": "x", "answer": "x", "do": "approve", "reason": "x", "tags": "x", "publish": "1",
    "confirm": "1", "next": "/admin/",
}  # fmt: skip
Rows = Callable[[], set[str]]  # the objects whose row is not what it was
ACTIONS = (
    "copy", "delete", "publish", "unpublish", "move", "convert_alias", "create_alias",
    "copy_for_translation", "revert_to_page_revision",
)  # fmt: skip
FIELDS = "application/x-www-form-urlencoded"


class Question(NamedTuple):
    """A request: the address as the resolver writes it, its path, an object, a form (or GET).

    `many` says that it is an action on many objects, whose screen opens whatever one may do to them.
    """

    address: str
    path: str
    about: Thing | None
    data: dict[str, Any] | None
    method: str = "POST"
    many: bool = False


@dataclass
class Answer:
    """What came back: the status, where it leads, the words of objects in it, tables it wrote."""

    address: str
    asked: str
    about: Thing | None
    status: int
    refused: bool
    words: set[str]
    wrote: set[str]
    changed: set[str]
    body: str

    @property
    def opened(self) -> bool:
        """Whether something was shown or done, not refused."""
        return self.status < 400 and not self.refused

    def __str__(self) -> str:
        about = f" about {self.about.name}" if self.about else ""
        return f"{self.asked}{about}: {self.status}"


class Spy:
    """Counts the tables that are written to."""

    def __init__(self) -> None:
        self.tables: set[str] = set()

    def __call__(self, execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if found := WRITE.match(sql):
            self.tables.add(found[1])
        return execute(sql, *rest)


def ask(client: Client, question: Question, rows: Rows) -> Answer:
    """One request, whose traces are taken back. GET without data."""
    address, path, about, data, *_rest = question
    spy, changed = Spy(), set()
    client.cookies.pop("messages", None)  # what an earlier answer kept is said by nobody now
    with transaction.atomic(), connection.execute_wrapper(spy):
        answer = sent(client, question)
        body = read(answer)
        wrote = spy.tables - HARMLESS
        if wrote and not connection.needs_rollback:
            changed = rows()
        transaction.set_rollback(True)
    method = "GET" if data is None else question.method
    return Answer(
        address, f"{method} {path}", about, answer.status_code, refused(answer),
        set(WORD.findall(body)), wrote, changed, body,
    )  # fmt: skip


def sent(client: Client, question: Question) -> Any:
    """The answer to a request."""
    if question.data is None:
        return client.get(question.path)
    if question.method == "PUT":
        return client.put(question.path, urlencode(question.data), content_type=FIELDS)
    return client.post(question.path, question.data)


def refused(answer: Any) -> bool:
    """Whether an answer leads to where people sign in, or to the start of the admin with an error.

    The start alone is where much leads that was done.
    """
    leads = answer.headers.get("Location", "")
    said = get_messages(answer.wsgi_request) if leads == "/admin/" else ()
    return "/login/" in leads or any(message.level >= ERROR for message in said)


def read(answer: Any) -> str:
    """The text of an answer, also of a workbook; with its name and the message that the next screen shows."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            content = b"".join(book.read(name) for name in book.namelist())
    name = answer.headers.get("Content-Disposition", "")
    said = " ".join(str(message) for message in get_messages(answer.wsgi_request))
    return f"{content.decode(errors='replace')} {name} {said}"


def typed(body: str) -> dict[str, Any]:
    """The fields of the page editor as they stand in its form, ready to be saved as a draft."""
    form = BeautifulSoup(body, "html.parser").select_one("form#page-edit-form")
    found: dict[str, Any] = {}
    for field in form.select("input[name], textarea[name], select[name]") if form else ():
        kind = field.get("type")
        if field.has_attr("disabled") or kind in {"file", "submit"}:
            continue
        if kind in {"checkbox", "radio"} and not field.has_attr("checked"):
            continue
        if field.name == "select":
            values = [str(row.get("value", "")) for row in field.select("option[selected]")]
        else:
            values = [str(field.get("value", "")) if field.name == "input" else field.text.strip()]
        found.setdefault(str(field["name"]), []).extend(values)
    for field in form.select('[data-controller~="w-block"]') if form else ():
        found[f"{field['id']}-count"] = "0"  # a script fills in the blocks; a draft may have none
    return found


def filled(address: str, places: dict[str, Any]) -> str:
    """The address with its places filled from an object. Raises KeyError with the place nobody fills."""
    if address.startswith("documents/^"):
        return f"/documents/{places['document_id']}/{places['filename']}"
    path = PLACE.sub(lambda found: str(places[found[1] or found[2]]), address)
    return "/" + re.sub(r"[\^$\\?]", "", path)
