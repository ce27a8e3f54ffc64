"""Which requests a role makes: every declared address, with objects of its own and of others."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.core.files.base import ContentFile

from tests.permissions import policy
from tests.permissions.declared import SNIPPETS, table
from tests.permissions.objects import START, Scene, Thing
from tests.permissions.walk import ACTIONS, FORM, PLACE, Question, filled

TRIED_IN_PART = {"page", "folder", "translation"}  # a role tries those that `policy` names
PAGES = ("delete", "move", "publish", "unpublish")
BULK = {
    "page": ("wagtailcore", "page", PAGES),
    "image": ("media", "customimage", ("add_tags", "add_to_collection", "delete")),
    "document": ("media", "customdocument", ("add_tags", "add_to_collection", "delete")),
    "user": ("accounts", "user", ("assign_role", "delete", "set_active_state")),
    "organisation": ("directory", "organisation", ("delete",)),
}
# What a script sends in another way than forms are.
PUT = ("/strings/<int:string_segment_id>/edit/", "/overrides/<int:overridable_segment_id>/edit/")


def things(scene: Scene, role: str, kind: str) -> list[Thing]:
    """The objects of a kind that a role tries: some of its own and some of others."""
    found = [thing for thing in scene.of(kind) if thing.by in {"", role, "stranger"}]
    if kind in TRIED_IN_PART:
        named = f"{policy.OWN.get(role, '')} {policy.FOREIGN[role]}".split()
        found = [thing for thing in found if thing.name in named]
    return found


def questions(scene: Scene, role: str) -> Iterator[Question]:
    """Everything a role asks."""
    for address, kind in table().items():
        if not kind or (role in policy.THIN and another(role, address)):
            continue
        if kind == "bulk":
            yield from bulk(scene, role, address)
        elif PLACE.search(address) or "(" in address:
            yield from about_objects(scene, role, address, kind)
        else:
            yield from lists(scene, address, kind)


def another(role: str, address: str) -> bool:
    """Whether the address is of a kind of snippet that another role without rights on them tries."""
    turn = policy.THIN.index(role) * 2
    mine = [SNIPPETS[(turn + step) % len(SNIPPETS)] for step in (0, 1)]
    of_one = any(f"/{name}/" in address for name in SNIPPETS)
    return of_one and not any(f"/{name}/" in address for name in mine)


def about_objects(scene: Scene, role: str, address: str, kind: str) -> Iterator[Question]:
    """An address with each object, looked at and sent a form."""
    for thing in things(scene, role, kind):
        names = ACTIONS if kind == "page" and "api/main" in address else ("approve",)
        for name in names if "action_name" in address else ("",):
            path = filled(address, {"action_name": name} | thing.places)
            if name not in ACTIONS:
                yield Question(address, path, thing, None)
            yield Question(address, path, thing, form(scene, thing))
            if address.endswith(PUT):
                yield Question(address, path, thing, FORM, "PUT")


def form(scene: Scene, thing: Thing) -> dict[str, Any]:
    """A form with whatever the screens of the admin may ask for."""
    root = scene.things["collection-house"].item.pk
    own = scene.things["own-folder"].places["parent_page_id"]
    return FORM | {
        "collection": root, "new_parent_page": own, "destination_page_id": own,
        "locales": thing.item.locale_id if hasattr(thing.item, "locale_id") else "",
        "position": "0", "action": "publish",
    } | {name: ContentFile(body, name="m.po") for name, body in thing.files.items()}  # fmt: skip


def lists(scene: Scene, address: str, kind: str) -> Iterator[Question]:
    """A list as it comes, searched, filtered by keys, handed out as a table."""
    path = filled(address, {})
    yield Question(address, path, None, None)
    if kind == "report":
        yield Question(address, f"{path}?export=csv", None, None)
        yield Question(address, f"{path}?export=xlsx", None, None)
    elif address.endswith("/chosen-multiple/"):
        found = scene.of("page" if kind == "list" else kind)
        keys = urlencode([("id", thing.item.pk) for thing in found])
        yield Question(address, f"{path}?{keys}", None, None)
    elif not address.endswith("/results/"):  # the same view as the list's, without its frame
        yield Question(
            address, f"{path}?{urlencode({'q': START, 'term': START, 'kind': ''})}", None, None
        )
    for query in more(scene, address):
        yield Question(address, f"{path}?{urlencode(query)}", None, None)
    if kind == "list":
        typed = scene.things["other-live"].item.full_url
        yield Question(address, path, None, FORM | {"external-link-chooser-url": typed})


def more(scene: Scene, address: str) -> Iterator[dict[str, Any]]:
    """Queries that open something of a list."""
    for name in ("own", "other"):
        if address.startswith("admin/desk/applications/"):
            yield {"call": scene.things[f"{name}-live"].item.translation_key}
        if address == "admin/desk/feedback/":
            yield {"id": scene.things[f"feedback-{name}"].item.pk}
    if address == "admin/desk/demand/choose/":
        yield {"words": scene.things["other-draft"].word, "act": "lead"}


def bulk(scene: Scene, role: str, address: str) -> Iterator[Question]:
    """Each action on many: all objects of a kind at once, those of others among them.

    Its address is the one of the action.
    """
    for kind, (app, model, actions) in BULK.items():
        for action in actions:
            tried = things(scene, role, kind)
            mine = [thing for thing in tried if thing.name in policy.OWN.get(role, "").split()]
            first = next(iter(mine or tried))
            if action == "move":  # below one page stands one kind
                tried = [thing for thing in tried if type(thing.item) is type(first.item)]
            keys = urlencode([("id", thing.item.pk) for thing in tried])
            places = {"app_label": app, "model_name": model, "action": action}
            path = filled(address, places)
            more = {
                "chooser": first.item.get_parent().pk if kind == "page" else "", "mark_as_active": "True",
                "role": scene.things["group"].item.pk,
            }  # fmt: skip
            yield Question(path[1:], f"{path}?{keys}", None, None, many=True)
            yield Question(path[1:], f"{path}?{keys}", None, form(scene, first) | more, many=True)
