"""Creating and updating demonstration pages and snippets in the source language."""

import contextlib
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import get_all_child_relations
from wagtail.fields import StreamField
from wagtail.models import Locale, Page, Site

from core.models import BasePage, PrivacyNotice
from directory import phones
from directory.models import EmergencyNumber, Organisation, ServicePoint
from glossary.models import FaqItem
from home.demo import publishing
from home.demo.files import PageFile
from home.demo.values import ContentError, Resolver
from taxonomy import loading
from volunteering import rules
from volunteering.models import CallPage

MODELS: dict[str, Any] = {
    "privacy_notices": PrivacyNotice,
    "organisations": Organisation,
    "service_points": ServicePoint,
    "helplines": EmergencyNumber,
    "faq": FaqItem,
}
RELATIONS = {
    "organisations": "organisation_links",
    "places": "place_links",
    "contacts": "contact_links",
}


def _child_relations(model: Any) -> dict[str, Any]:
    return {relation.name: relation for relation in get_all_child_relations(model)}


def fill(instance: Any, values: dict[str, Any], resolver: Resolver, where: str) -> None:
    """Set fields and child rows of an instance from a content file."""
    relations = _child_relations(type(instance))
    for name, value in values.items():
        target = name if name in relations else RELATIONS.get(name, "")
        if target in relations:
            _set_rows(instance, relations[target], value or [], resolver, where)
            continue
        if not _has_field(instance, name):
            raise ContentError(f"{where}: there is no field “{name}”.")
        field = instance._meta.get_field(name)
        setattr(instance, name, resolver.field_value(field, value, f"{where}.{name}"))


def _has_field(instance: Any, name: str) -> bool:
    return name in {
        field.name for field in instance._meta.get_fields() if getattr(field, "concrete", False)
    }


def _set_rows(
    instance: Any, relation: Any, rows: list[Any], resolver: Resolver, where: str
) -> None:
    model = relation.related_model
    key = {"place_links": "place"}.get(relation.name)
    built = []
    for number, row in enumerate(rows):
        values: dict[str, Any] = row if isinstance(row, dict) else {str(key): row}
        child = model(sort_order=number) if _sorts(model) else model()
        fill(child, values, resolver, f"{where}.{relation.name}[{number}]")
        if hasattr(child, "locale_id") and instance.locale_id:
            child.locale_id = instance.locale_id
        built.append(child)
    setattr(instance, relation.get_accessor_name(), built)


def _sorts(model: Any) -> bool:
    return any(field.name == "sort_order" for field in model._meta.get_fields())


def load_snippet(kind: str, row: dict[str, Any], resolver: Resolver, source: Locale) -> Any:
    """Create or update one snippet of the source language."""
    model = MODELS[kind]
    values = dict(row)
    name = str(values.pop("id"))
    instance = _find_snippet(kind, name, values, source) or model(locale=source)
    if kind in {"organisations", "service_points"}:
        values["slug"] = values.get("slug", name)
    later = {
        field: values.pop(field)
        for field in list(values)
        if isinstance(_field(model, field), ParentalManyToManyField)
    }
    fill(instance, values, resolver, f"{kind}/{name}")
    instance.save()
    fill(instance, later, resolver, f"{kind}/{name}")
    instance.save()
    if kind == "privacy_notices":
        resolver.notices[name] = instance
    return instance


def find_notices(kind: str, rows: list[dict[str, Any]], resolver: Resolver, source: Locale) -> None:
    """Tell the resolver the notices that are loaded already: pages name them by their id."""
    if kind == "privacy_notices":
        for row in rows:
            resolver.notices[str(row["id"])] = _find_snippet(kind, str(row["id"]), row, source)


def _field(model: Any, name: str) -> Any:
    return next((field for field in model._meta.get_fields() if field.name == name), None)


def _find_snippet(kind: str, name: str, values: dict[str, Any], source: Locale) -> Any:
    model = MODELS[kind]
    key = {"privacy_notices": "title", "helplines": "number", "faq": "question"}.get(kind, "slug")
    wanted = values.get(key, name)
    lookup = {key: phones.clean(str(wanted)) if key == "number" else wanted}
    return model.objects.filter(locale=source, **lookup).first()


@contextlib.contextmanager
def before_insurance_ended() -> Iterator[None]:
    """Load calls as they were published: before their hosts' declarations ended.

    A call without a valid declaration cannot be published; the demonstration shows one that
    paused afterwards.
    """
    today = timezone.localdate()
    ended = Organisation.objects.filter(insurance_valid_until__lt=today)
    dates = dict(ended.values_list("pk", "insurance_valid_until"))
    Organisation.objects.filter(pk__in=dates).update(insurance_valid_until=today)
    try:
        yield
    finally:
        for pk, day in dates.items():
            Organisation.objects.filter(pk=pk).update(insurance_valid_until=day)


class PageLoader:
    """Creates pages first, then fills them, because pages name each other."""

    def __init__(self, resolver: Resolver, site: Site) -> None:
        self.resolver = resolver
        self.site = site
        self.found: dict[str, Any] = {}

    def locate(self, file: PageFile) -> Any:
        """The page of a file: found by its place in the tree, or created as a draft."""
        page = self._existing(file) or self._create(file)
        self.found[file.id] = page
        self.resolver.pages[file.id] = page.pk
        return page

    def _existing(self, file: PageFile) -> Any:
        if not file.data.get("parent"):
            return self.site.root_page.specific
        parent = self.found[file.data["parent"]]
        page = parent.get_children().filter(slug=file.data["slug"]).first()
        return page.specific if page else None

    def _create(self, file: PageFile) -> Any:
        model = apps.get_model(file.data["type"])
        page = model(title=file.data["fields"]["title"], slug=file.data["slug"], live=False)
        page.locale = self.resolver.source
        simple = {
            name: value
            for name, value in file.data["fields"].items()
            if name not in RELATIONS and self._is_plain(model, name)
        }
        fill(page, simple, self.resolver, file.id)
        parent = type(self.found[file.data["parent"]]).objects.get(
            pk=self.found[file.data["parent"]].pk
        )
        parent.add_child(instance=page)
        return page

    @staticmethod
    def _is_plain(model: Any, name: str) -> bool:
        """Whether a field can be set before the other pages exist."""
        field = _field(model, name)
        if field is None or isinstance(field, StreamField | models.ManyToManyField):
            return False
        if isinstance(field, models.ForeignKey):
            return not issubclass(field.related_model, Page)
        return bool(getattr(field, "concrete", False))

    def fill(self, file: PageFile) -> bool:
        """Write a page's content and publish it; returns False when nothing changed."""
        name, stamp = f"demo/page/{file.id}", file.checksum()
        if loading.is_loaded(name, stamp):
            return False
        page: BasePage = self.found[file.id].specific_class.objects.get(pk=self.found[file.id].pk)
        fill(page, file.data["fields"], self.resolver, file.id)
        page.show_in_menus = bool(file.data.get("menu"))
        page.full_clean()
        if file.data.get("live", True):
            self._publish(page, file)
        else:
            page.save_revision(clean=False)
        loading.remember(name, stamp)
        return True

    @staticmethod
    def _publish(page: BasePage, file: PageFile) -> None:
        """Publish what was just filled and validated, without reading it back from a revision."""
        if isinstance(page, CallPage) and (problems := rules.publication_problems(page)):
            raise ContentError(f"{file.id}: {' '.join(problems)}")
        page.save(clean=False)
        publishing.show(page)
