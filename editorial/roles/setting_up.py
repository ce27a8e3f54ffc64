"""Make groups, rights, collections and workflows as the table says. Nothing is taken away by
itself: a right given by hand stays until `prune` is asked for."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q, QuerySet
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from core import locales
from editorial.models import ApprovalTask
from editorial.roles.table import OWN, Flow, MediaRight, Role, Table, TableError

# Wagtail's first migration makes it, for a group this site does not use.
WAGTAILS_OWN = "Moderators approval"
# Wagtail asks for the rights of its own models, whatever the site's models are called.
MEDIA = (("wagtailimages", "image"), ("wagtaildocs", "document"))


@dataclass(frozen=True, slots=True)
class Occasion:
    """For what one entry with `each` is carried out."""

    words: dict[str, str]
    language: str = ""
    page: Page | None = None

    def say(self, name: str) -> str:
        """The name with its places filled."""
        for word, value in self.words.items():
            name = name.replace(f"{{{word}}}", value)
        return name


@dataclass
class Done:
    """How much there is now."""

    groups: int = 0
    rights: int = 0
    removed: int = 0
    workflows: int = 0


def occasions(each: str) -> Iterator[Occasion]:
    """Once, or for each language but the source, or for each source page of a type."""
    source = locales.source()
    if not each:
        yield Occasion({})
    elif each == "language":
        for code in Locale.objects.exclude(pk=source.pk).values_list("language_code", flat=True):
            yield Occasion({"language": code}, language=code)
    else:
        for page in apps.get_model(each).objects.filter(locale=source).order_by("path"):
            yield Occasion({"slug": page.slug}, language=source.language_code, page=page)


@transaction.atomic
def set_up(table: Table, *, prune: bool = False) -> Done:
    """Carry the table out. Raises TableError when it names a permission that does not exist."""
    done = Done()
    for role in table.roles:
        for occasion in occasions(role.each):
            _set_up_role(role, occasion, done, prune=prune)
    for flow in table.flows:
        for occasion in occasions(flow.each):
            _set_up_flow(flow, occasion)
            done.workflows += 1
    _retire_wagtails_own()
    return done


def _set_up_role(role: Role, occasion: Occasion, done: Done, *, prune: bool) -> None:
    group, _new = Group.objects.get_or_create(name=occasion.say(role.name))
    done.groups += 1
    wanted = {_permission("wagtailadmin.access_admin")}
    wanted |= {_permission(name) for name in role.rights}
    group.permissions.add(*wanted)
    kept_pages = [
        _page_right(group, page, name)
        for right in role.pages
        for page in pages(right.of, right.languages, occasion)
        for name in right.may
    ]
    kept_media = [key for right in role.media for key in _media_right(group, right, occasion)]
    done.rights += len(wanted) + len(kept_pages) + len(kept_media)
    if prune:
        extra = group.permissions.exclude(pk__in=[found.pk for found in wanted])
        done.removed += extra.count()
        group.permissions.remove(*extra)
        for model, kept in (
            (GroupPagePermission, kept_pages), (GroupCollectionPermission, kept_media),
        ):  # fmt: skip
            done.removed += model.objects.filter(group=group).exclude(pk__in=kept).delete()[0]


def pages(of: str, languages: str, occasion: Occasion) -> QuerySet | list[Page]:
    """The pages an entry speaks of."""
    if of == OWN:
        return [occasion.page] if occasion.page else []
    found = apps.get_model(of).objects.order_by("path")
    source = Q(locale=locales.source())
    if languages == "source":
        return found.filter(source)
    if languages == "others":
        return found.exclude(source)
    return found if languages == "all" else found.filter(locale__language_code=occasion.language)


def _permission(name: str) -> Permission:
    app, _dot, codename = name.partition(".")
    found = Permission.objects.filter(content_type__app_label=app, codename=codename).first()
    if found is None:
        raise TableError(f"no permission is called {name}")
    return found


def _page_right(group: Group, page: Page, name: str) -> int:
    permission = _permission(f"wagtailcore.{name}_page")
    right, _new = GroupPagePermission.objects.get_or_create(
        group=group, page_id=page.pk, permission=permission
    )
    return right.pk


def _media_right(group: Group, right: MediaRight, occasion: Occasion) -> Iterator[int]:
    collection = _collection(occasion.say(right.collection))
    names = [f"{app}.{name}_{kind}" for name in right.may for app, kind in MEDIA]
    for name in names:
        given, _new = GroupCollectionPermission.objects.get_or_create(
            group=group, collection=collection, permission=_permission(name)
        )
        yield given.pk


def _collection(name: str) -> Collection:
    root = Collection.get_first_root_node()
    if name == root.name:
        return root
    found = Collection.objects.filter(name=name).first()
    return found or root.add_child(instance=Collection(name=name))


def _set_up_flow(flow: Flow, occasion: Occasion) -> None:
    workflow, _new = Workflow.objects.get_or_create(name=occasion.say(flow.name))
    if not workflow.active:
        Workflow.objects.filter(pk=workflow.pk).update(active=True)
    tasks = []
    for step in flow.steps:
        task, _made = ApprovalTask.objects.get_or_create(name=occasion.say(step.name))
        task.groups.add(
            *Group.objects.filter(name__in=[occasion.say(name) for name in step.groups])
        )
        tasks.append(task)
    if list(workflow.tasks.values_list("pk", flat=True)) != [task.pk for task in tasks]:
        WorkflowTask.objects.filter(workflow=workflow).delete()
        for order, task in enumerate(tasks):
            WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=order)
    for page in pages(flow.of, flow.languages, occasion):
        WorkflowPage.objects.update_or_create(page_id=page.pk, defaults={"workflow": workflow})


def _retire_wagtails_own() -> None:
    """Take Wagtail's example off the tree, unless something is on its way through it."""
    example = Workflow.objects.filter(name=WAGTAILS_OWN, active=True).first()
    if example and not example.workflow_states.active().exists():
        example.deactivate()
