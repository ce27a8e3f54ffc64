"""Who may open which screen of ours in the admin: every address of the resolver, every role."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from core.desk.checks import own_modules
from editorial.models import ExternalLink, LinkReplacement
from guides.models import GuidePage
from tests.desk import signed_in, turned_away
from volunteering.models import CallPage

pytestmark = pytest.mark.django_db
CANARY = "canarino-che-nessuno-deve-vedere"
ROLES = ("editor", "officer", "publisher", "translator-ar", "reviewer-ar", "organisation")
# What may be open to each role among the screens of the editorial desk, by the start of the path.
OPEN = {
    "desk/my-work/": set(ROLES),
    "desk/jobs/": {"publisher"},
    "desk/nudge/": set(),  # only a form is sent there, about a request of one's own
    "desk/verification/law/undo/": set(),  # only a form is sent there
    "desk/feedback/": set(ROLES),
    "desk/demand/choose/": set(),  # only about words that readers looked for
    "desk/demand/": {"editor", "officer", "publisher", "reviewer-ar"},
    "desk/verification/": {"officer", "publisher"},
    "desk/links/": {"officer", "publisher"},
}


def ours(patterns: Any = None, prefix: str = "") -> list[tuple[str, Any]]:
    """(path below the admin, view) of the screens whose code stands in this project."""
    found: list[tuple[str, Any]] = []
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            found += ours(pattern.url_patterns, path)
        elif isinstance(pattern, URLPattern) and path.startswith("admin/"):
            view: Any = getattr(pattern.callback, "view_class", pattern.callback)
            if view.__module__.partition(".")[0] in own_modules():
                found.append((path, view))
    return found


def filled(path: str, key: int) -> str:
    """The path with a page's key in the place of every number, and words in those of words."""
    path = re.sub(r"<(?:int|str|path):[a-z_]*(?:pk|id|key)[a-z_]*>", str(key), path)
    path = re.sub(r"<[^>]*>", "x", path)
    return "/" + re.sub(r"\(\?P<[^)]*\)|[\^$\\]|\?", "", path)


@pytest.fixture
def foreign(db: None) -> int:
    """A draft of another organisation and a guide's draft, both with the canary in their title."""
    call = CallPage.objects.filter(locale__language_code="it").exclude(
        url_path__contains="/ponte-di-voci/"
    )[0]
    CallPage.objects.filter(pk=call.pk).update(title=CANARY, draft_title=CANARY, live=False)
    return call.pk


@pytest.mark.parametrize("role", ["organisation", "translator-ar"])
def test_no_role_meets_an_error_or_reads_what_is_not_its_own(
    client: Client, role: str, foreign: int
) -> None:
    """Every screen of ours by its own address with another's object: refused, or without a trace of it."""
    signed_in(client, role)
    paths = {filled(path, foreign) for path, _view in ours()}
    assert len(paths) >= 20
    for path in sorted(paths):
        answer = client.get(path)
        assert answer.status_code < 500, path
        if not answer.streaming:
            assert CANARY not in answer.content.decode(errors="replace"), path


@pytest.mark.parametrize("role", ROLES)
def test_the_screens_of_the_desk_open_for_their_roles_alone(client: Client, role: str) -> None:
    guide = GuidePage.objects.filter(locale__language_code="it", live=True)[0]
    ExternalLink.objects.create(
        pk=guide.pk, url="https://example.net/", digest="x", host="example.net"
    )
    LinkReplacement.objects.create(
        pk=guide.pk, old_url="https://a.example.net/", new_url="https://b.example.net/"
    )
    signed_in(client, role)
    checked = 0
    for path, _view in ours():
        below = path.removeprefix("admin/")
        allowed = next((roles for start, roles in OPEN.items() if below.startswith(start)), None)
        if allowed is None:
            continue
        checked += 1
        answer = client.get(filled(path, guide.pk))
        if role in allowed:
            assert answer.status_code == 200, path
        else:
            assert turned_away(answer), path
    assert checked >= 6


def test_who_is_not_signed_in_sees_no_screen(client: Client, foreign: int) -> None:
    for path, _view in ours():
        answer = client.get(filled(path, foreign))
        assert answer.status_code in {302, 403, 404}, path
        assert CANARY not in answer.content.decode(errors="replace")
