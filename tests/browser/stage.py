"""A site on whose desk every screen has something to show: objects in the states that fill it.

`furnish` runs in a process of the site, on the database that the site is then served from. It takes the
objects of the permission matrix (`tests/permissions`), adds what they have in no other test, and writes
down where each screen of ours is, so that a new one is found by the resolver and by nobody's memory.
"""

import datetime as dt
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from wagtail.models import TaskState

from accounts.models import User
from core.desk.checks import admin_views, own_modules
from editorial.models import ExternalLink, LinkReplacement, ReplacedPlace
from editorial.models.replacing import Outcome
from tests.facts.helpers import fee
from tests.permissions import declared, furniture
from tests.permissions.objects import Scene, word
from tests.permissions.walk import filled
from tests.translations import desk, pages
from translations import jobs
from translations.exchange.bundles import PO
from translations.exchange.bundles import Outcome as Taken
from translations.models import Bundle, Run, RunPart
from translations.runs import reasons
from volunteering.models import CallUpload

# Whose screens: an administrator's but for those of an organisation.
OF_ORGANISATION = ("admin/desk/applications/", "admin/desk/calls/")
# Views of ours that are no screens of ours, and why; by where they are written.
BORROWED = {
    "core.desk.sight": "Wagtail's screens; ours is who and what one meets there",
    "directory.choosing": "Wagtail's windows; ours is what they offer",
    "directory.steps": "Wagtail's screens; ours is who may",
    "media.sight": "Wagtail's screens; ours is which rows they have",
    "translations.law": "wagtail-localize's screens; ours is who may",
}
# Addresses of ours that show no screen, and why.
NO_SCREENS = {
    "admin/calls/import/template.csv": "a file",
    "admin/desk/applications/export/": "a file",
    "admin/desk/translations/<slug:lang>/<int:source_id>/file/": "a file",
    "admin/desk/translations/<slug:lang>/<int:source_id>/file/xliff/": "a file",
    "admin/desk/translations/exchange/<uuid:key>/file/": "a file",
    "admin/desk/translations/page/<int:source_id>/<slug:lang>/": "a page of the site, in a frame",
    "admin/fact_chooser/": "a window, opened and looked at in test_facts.py",
    "admin/fact_chooser/chosen/<str:pk>/": "answers a script",
    "admin/facts/confirm/<int:pk>/": "leads to the form; its answer to one is in test_facts.py",
}  # fmt: skip
EXAMPLES = {
    "application": "application-own", "page": "guide-live", "translation": "ar-translation",
}  # fmt: skip
IN_REVIEW = "the form of a page in review"
PARTS = ("/results/", "/panel/")  # what a script puts into a screen


def screens() -> list[str]:
    """Every address of ours in the admin that shows a screen, as the resolver writes it."""
    ours, found = own_modules(), set()
    for address, view in admin_views():
        kind = getattr(view, "view_class", view)
        mine = kind.__module__.partition(".")[0] in ours and address.startswith("admin/")
        borrowed = kind.__module__.startswith(tuple(BORROWED))
        shows = "get" in getattr(kind, "http_method_names", ()) and hasattr(kind, "get")
        if mine and shows and not borrowed and not address.endswith(PARTS):
            found.add(address)
    return sorted(found - set(NO_SCREENS))


def more(scene: Scene) -> dict[str, list[dict[str, Any]]]:
    """Queries that fill a screen, or bring something else on it; without any where it says `{}`."""
    own, guide = scene.things["own-live"].item, scene.things["guide-live"].item
    every = (
        "insurance/remind", "translations/bulk/assign", "translations/bulk/machine",
        "translations/bulk/translate",
    )  # fmt: skip
    found: dict[str, list[dict[str, Any]]] = {
        "admin/desk/applications/": [{"call": own.translation_key}],
        "admin/desk/applications/register/": [{"call": own.translation_key}],
        "admin/desk/demand/choose/": [{"words": word("demand"), "act": "lead"}],
        "admin/desk/insurance/": [{}, {"state": "missing"}],
        # An address of our own is not asked: nothing leaves the machine.
        "admin/desk/links/<int:pk>/replace/": [{}, {"to": guide.full_url}],
        "admin/desk/translations/": [{}, {"q": "zzzz"}],
        "admin/desk/translations/<slug:lang>/": [{"work": 0}],
        "admin/desk/translations/bulk/export/": [{"all": 1}, {"all": 1, "lang": "ar"}],
        "admin/desk/verification/law/": [{"topic": "stay"}],
    }
    return found | {f"admin/desk/{name}/": [{"all": 1}] for name in every}


def furnish(target: str) -> None:
    """Make the objects and write {address: [paths]} into a file."""
    scene = furniture.scene()
    admin = User.objects.get(username="admin")
    _stale(scene)
    _runs(scene, admin)
    _bundles(scene, admin)
    _replaced(scene, admin)
    _waits(scene, admin)
    _file_of_calls(scene, admin)
    _mistakes(scene)
    queries = more(scene)
    paths = {
        address: [
            f"{path}?{urlencode(query)}" if query else path for query in queries.get(address, [{}])
        ]
        for address in screens()
        for path in [filled(address, places(scene, address))]
    }
    review = scene.things["guide-review"].item.pk
    paths[IN_REVIEW] = [reverse("wagtailadmin_pages:edit", args=[review])]
    Path(target).write_text(json.dumps(paths), encoding="utf-8")


def places(scene: Scene, address: str) -> dict[str, Any]:
    """What fills the places of an address: an object of its kind."""
    kind = declared.table()[address]
    if address.startswith("admin/desk/calls/"):
        return scene.things["own-live"].places
    if address == "admin/facts/delete/<int:pk>/":  # one that stands on a page is kept
        return {"pk": fee().pk}
    if kind in EXAMPLES:
        review = {"lang": "en"} if address.endswith("/review/") else {}
        return scene.things[EXAMPLES[kind]].places | review
    return next((thing.places for thing in scene.of(kind)), {})


def _stale(scene: Scene) -> None:
    """The guide has changed since it was translated; the Arabic draft has another number in it."""
    page = desk.guide()
    draft = page.get_latest_revision_as_object()
    draft.lead = "Registra in Comune l’indirizzo dove vivi entro 20 giorni."
    draft.when_short = "All’arrivo ed entro 60 giorni dal rinnovo"
    draft.save_revision().publish()
    jobs.compare(page.translation_key)
    row = desk.translation("ar")
    desk.write(row, desk.segment(row), "سجّل إقامتك خلال 30 يومًا.")


def _runs(scene: Scene, user: User) -> None:
    """Work in the background in every state, with what was left out and why."""
    run = Run.objects.get(pk=scene.things["run"].item.pk)
    run.user, run.kind = user, Run.Kind.MACHINE
    run.save()
    now = timezone.now()
    codes = ("ar", "en", "fr", "es")
    for code, state in zip(codes, RunPart.State.values, strict=True):
        RunPart.objects.create(
            run=run, locale=pages.locale(code), state=state, total=40, done=20, left_out=2, due=now,
            queued_at=now, planned=900, characters=400, notes=[[reasons.LONG, "Titolo", ""]],
            problem=reasons.QUOTA if state == RunPart.State.FAILED else "",
        )  # fmt: skip


def _bundles(scene: Scene, user: User) -> None:
    """Files that were taken in, one of them refused."""
    bundle = Bundle.objects.get(pk=scene.of("bundle")[0].item.pk)
    taken = Taken("a.po", "Avere la residenza", "ar", lines=["12 frasi prese"])
    bundle.user, bundle.way, bundle.state, bundle.format = (
        user,
        Bundle.Way.IN,
        Bundle.State.DONE,
        PO,
    )
    bundle.report = [asdict(taken), asdict(Taken("b.po", fault="Non è un file PO."))]
    bundle.save()


def _replaced(scene: Scene, user: User) -> None:
    """An address that stands in a page, and one that was replaced with every outcome."""
    link = ExternalLink.objects.filter(uses__page__live=True).order_by("pk")[0]
    scene.things["link"].places["pk"] = link.pk
    decision = LinkReplacement.objects.get(pk=scene.things["replacement"].item.pk)
    page = scene.things["guide-live"].item
    for outcome in Outcome.values:
        ReplacedPlace.objects.create(
            replacement=decision, page=page, title=page.title, language="it", outcome=outcome
        )


def _waits(scene: Scene, user: User) -> None:
    """What the user asked for waits for three days: somebody may be reminded."""
    page = scene.things["guide-draft"].item
    step = page.get_workflow().start(page, user).current_task_state
    step.started_at -= dt.timedelta(days=3)
    step.save(update_fields=["started_at"])


def _file_of_calls(scene: Scene, user: User) -> None:
    """A file that would make a call, and another that lacks something."""
    upload = CallUpload.objects.filter(pk=scene.things["calls-file"].item.pk)
    upload.update(user=user, content=b"codice;titolo\nB1;Orto del sabato\nB2;\n")


def _mistakes(scene: Scene) -> None:
    """The version in review has something to mend."""
    step = TaskState.objects.get(pk=scene.things["guide-review"].places["task_state_id"])
    step.revision.content["lead"] = "E' gratis  per tutti."
    step.revision.save(update_fields=["content"])
