"""Who gets what out of every address of wagtail-localize, in every state of the page.

Each role asks for each address that the resolver has, with each method. Where the role may not edit
the object, the answer must not carry the object's secret and nothing may change; where a lock keeps
it off, nothing may change.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import (
    OverridableSegment,
    SegmentOverride,
    StringTranslation,
    Translation,
)

from accounts.models import User
from core.desk.checks import admin_views
from glossary.models import GlossaryTerm
from tests.desk import turned_away
from tests.translations import desk
from tests.translations.desk import CANARY
from translations import urls
from translations.law import rights

pytestmark = pytest.mark.django_db
PREFIX = "admin/localize/"
ROLES = ("nobody", "submits", "organisation", "officer", "translator-ar", "publisher", "admin")
STATES = ("live", "draft", "review", "locked")  # in this order, one after the other
LISTS = {"reports/translations/", "reports/translations/results/"}
NOTHING = {"jsi18n/"}  # takes no object


def addresses() -> list[str]:
    """Every address of the package below the admin, as the resolver writes it."""
    found = [address for address, _view in admin_views() if address.startswith(PREFIX)]
    return list(dict.fromkeys(address.removeprefix(PREFIX) for address in found))


class Scene:
    """A page and its Arabic translation, with a secret in each of their texts."""

    def __init__(self) -> None:
        Page.objects.filter(pk=desk.guide().pk).update(title=f"{CANARY} source")
        self.source = Page.objects.get(pk=desk.guide().pk).specific
        self.row = desk.translation("ar", self.source)
        self.row.source.object_repr = f"{CANARY} source"
        self.row.source.update_from_db()
        self.piece = desk.segment(self.row)
        self.secret = desk.write(self.row, self.piece, f"{CANARY} text")
        self.page = self.row.get_target_instance()
        self.term = GlossaryTerm.objects.filter(locale=self.source.locale)[0]
        GlossaryTerm.objects.filter(pk=self.term.pk).update(term=f"{CANARY} term")
        self.file = str(self.row.export_po()).replace(CANARY, "OTHER").encode()
        self.piece_of_value = OverridableSegment.objects.filter(source=self.row.source).first()

    def put_into(self, state: str) -> None:
        """Bring the Arabic page into a state."""
        if state == "draft":
            Page.objects.filter(pk=self.page.pk).update(live=False, has_unpublished_changes=True)
        elif state == "locked":
            self.page.current_workflow_state.cancel()
            admin = User.objects.get(username="admin")
            Page.objects.filter(pk=self.page.pk).update(
                locked=True, locked_by=admin, locked_at=timezone.now()
            )
        elif state == "review":
            desk.with_workflow(desk.home("ar"))
            self.page.save_revision()
            self.page.get_workflow().start(self.page, None)
        self.page = Page.objects.get(pk=self.page.pk).specific

    def fill(self, address: str) -> tuple[str, list[Any]]:
        """The address with its places filled, and the objects it is about."""
        values = {
            "<int:page_id>": self.page.pk if "convert" in address else self.source.pk,
            "<int:translation_source_id>": self.row.source_id,
            "<int:translation_id>": self.row.pk,
            "<int:string_segment_id>": self.piece.pk,
            "<int:overridable_segment_id>": self.piece_of_value.pk if self.piece_of_value else 1,
            "<slug:app_label>": "glossary",
            "<slug:model_name>": "glossaryterm",
            "<str:pk>": self.term.pk,
            "<str:mode>": "",
        }
        about: list[Any] = [self.page]
        if "<str:pk>" in address or "<slug:app_label>" in address:
            about = [self.term]
        elif address.startswith(("submit/", "update/")):
            about = [self.source]
        filled = address
        for place, value in values.items():
            filled = filled.replace(place, str(value))
        assert "<" not in filled, f"nobody says what {address} is about"
        return f"/{PREFIX}{filled}", about

    def state(self) -> tuple[Any, ...]:
        """Everything the addresses could change."""
        page = Page.objects.get(pk=self.page.pk)
        return (
            Translation.objects.filter(pk=self.row.pk).values_list("enabled", flat=True).first(),
            list(
                StringTranslation.objects.filter(
                    context__object_id=self.source.translation_key
                ).order_by("pk").values_list("pk", "data")
            ),
            SegmentOverride.objects.count(),
            page.title, page.live, page.alias_of_id, page.latest_revision_id,
            Page.objects.filter(translation_key=self.source.translation_key).count(),
            GlossaryTerm.objects.filter(translation_key=self.term.translation_key).count(),
        )  # fmt: skip


def person(name: str) -> User:
    """A user for a role."""
    if name == "nobody":
        return desk.person("matrix-nobody")
    if name == "submits":
        return desk.person("matrix-submits", "submit_translation")
    return User.objects.get(username=name)


def requests(client: Client, scene: Scene, address: str, path: str) -> Iterator[Any]:
    """Each way of asking for an address."""
    if address.endswith("edit/"):
        yield client.put(path, "value=x", content_type="application/x-www-form-urlencoded")
        yield client.delete(path)
        return
    form = {
        "locales": [desk.home("es").locale_id], "publish_translations": "on",
        "include_subtree": "on", "action": "publish", "next": "/admin/",
        "file": SimpleUploadedFile("a.po", scene.file),
    }  # fmt: skip
    yield client.get(path)
    yield client.post(path, form)


@pytest.mark.parametrize("role", ROLES)
def test_nobody_gets_more_than_their_own(client: Client, role: str) -> None:
    scene, user, leaks = Scene(), person(role), []
    client.force_login(user)
    for state in STATES:
        scene.put_into(state)
        before = scene.state()
        for address in sorted(set(addresses()) - NOTHING):
            path, about = scene.fill(address)
            allowed = all(rights.may_edit(user, thing) for thing in about)
            if allowed and not rights.lock_reason(user, about[0]):
                continue  # what one may do is tested elsewhere
            if address in LISTS and rights.may_edit(user, scene.source):
                continue
            for answer in requests(client, scene, address, path):
                where = (state, address, answer.request["REQUEST_METHOD"])
                assert answer.status_code < 500, where
                if not allowed and CANARY in answer.content.decode(errors="replace"):
                    leaks.append(where)
            assert scene.state() == before, (state, address)
    assert leaks == []


def test_every_address_of_the_package_stands_under_the_law() -> None:
    """A new version with one more address is noticed."""
    seen: dict[str, str] = {}
    for address, view in admin_views():
        if address.startswith(PREFIX):
            kind = getattr(view, "view_class", view)
            seen.setdefault(address.removeprefix(PREFIX), kind.__module__.partition(".")[0])
    assert {address for address, app in seen.items() if app != "translations"} == NOTHING


def test_no_draft_of_a_translation_is_ever_served(client: Client) -> None:
    """What translators write waits in the desk until its review ends."""
    scene = Scene()
    address = scene.page.get_url()
    for state in STATES:
        scene.put_into(state)
        answer = client.get(address)
        assert answer.status_code == (200 if state == "live" else 404), state
        assert scene.secret.data not in answer.content.decode(), state


@pytest.mark.parametrize("role", ["nobody", "submits", "organisation", "officer"])
def test_the_desk_s_own_screens_are_for_who_edits_the_page(client: Client, role: str) -> None:
    """Every address of the desk about one page, in every state of it."""
    scene = Scene()
    client.force_login(person(role))
    names = [pattern.name for pattern in urls.urlpatterns if "source_id" in str(pattern.pattern)]
    assert len(names) >= 6
    for state in STATES:
        scene.put_into(state)
        before = scene.state()
        for name in names:
            address = reverse(f"translations_desk:{name}", args=["ar", scene.source.pk])
            form = {f"t{scene.piece.pk}": "x", "do": "approve"}
            for answer in (client.get(address), client.post(address, form)):
                assert turned_away(answer), (state, name)
                assert CANARY not in answer.content.decode()
        assert scene.state() == before, state
