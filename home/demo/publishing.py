"""A translation written for the first time, and shown at once.

Wagtail copies the original with its Italian words as a draft, saves the copy again with the
translation, and a third time when its revision is read back and published: some 380 queries a page.
Here the copy gets its words before it is first saved.
"""

from typing import Any

from django.utils import timezone
from wagtail.coreutils import find_available_slug
from wagtail.log_actions import log
from wagtail.models import DraftStateMixin, Locale, Page, RevisionMixin, TranslatableMixin
from wagtail.models.copying import _copy
from wagtail.signals import page_published, published
from wagtail_localize.fields import copy_synchronised_fields
from wagtail_localize.segments.ingest import ingest_segments

UNPUBLISHED = {
    "live": False,
    "has_unpublished_changes": True,
    "live_revision": None,
    "first_published_at": None,
    "last_published_at": None,
    "alias_of": None,
}


class Parents:
    """The pages below which translations are written, each read once."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, int], Page] = {}

    def of(self, original: Page, locale: Locale) -> Page:
        """The translation of a page's parent; an alias of the parent where there is none."""
        above = original.path[: -original.steplen]
        key = (above, locale.pk)
        if key not in self._known:
            parent = original.get_parent().specific
            found = parent.get_translation_or_none(locale)
            self._known[key] = found or parent.copy_for_translation(
                locale, copy_parents=True, alias=True
            )
        return self._known[key]


def write(original: Any, locale: Locale, segments: list[Any], parents: Parents) -> Any:
    """Create the translation of an object that has none, and publish it."""
    copy = _draft_of(original, locale)
    copy_synchronised_fields(original, copy)
    ingest_segments(original, copy, original.locale, locale, segments)
    if isinstance(copy, Page):
        parent = parents.of(original, locale)
        copy.slug = find_available_slug(parent, copy.slug)
        copy.draft_title = copy.title
        parent.add_child(instance=copy)
        log(instance=copy, action="wagtail.copy_for_translation", data=_origin(original, copy))
    _check(copy)
    if not isinstance(copy, Page):
        copy.save()
    return show(copy)


def _draft_of(original: Any, locale: Locale) -> Any:
    left_out = [
        *getattr(original, "default_exclude_fields_in_copy", []),
        *getattr(original, "exclude_fields_in_copy", []),
    ]
    copy, children = _copy(original, exclude_fields=left_out, update_attrs=UNPUBLISHED)
    copy.locale = locale
    for found in children.values():
        for child in found if isinstance(found, list) else [found]:
            if isinstance(child, TranslatableMixin):
                child.locale = locale
    return copy


def _check(copy: Any) -> None:
    """Validate what a translation can spoil: the original's own values are valid already."""
    shared = {field.name for field in copy._meta.fields} - set(copy.declared("translated_fields"))
    copy.full_clean(exclude=shared, validate_unique=False)


def _origin(original: Page, copy: Page) -> dict[str, Any]:
    """What Wagtail writes into the history of a page that was copied for translation."""

    def named(page: Page) -> dict[str, Any]:
        return {"id": page.pk, "title": page.get_admin_display_title()}

    def spoken(page: Page) -> dict[str, Any]:
        return {"id": page.locale_id, "language_code": page.locale.language_code}

    return {
        "page": named(copy) | {"locale": spoken(copy)},
        "source": named(original.get_parent()),
        "destination": named(copy.get_parent()),
        "keep_live": False,
        "source_locale": spoken(original),
    }


def show(instance: Any) -> Any:
    """Publish an object as it was just saved; returns its revision, if it keeps any."""
    if not isinstance(instance, RevisionMixin):
        return None
    revision = instance.save_revision(clean=False)
    if not isinstance(instance, DraftStateMixin):
        return revision
    now = timezone.now()
    state = {
        "live": True,
        "has_unpublished_changes": False,
        "live_revision": revision,
        "first_published_at": instance.first_published_at or now,
        "last_published_at": now,
    }
    for name, value in state.items():
        setattr(instance, name, value)
    type(instance).objects.filter(pk=instance.pk).update(**state)
    log(instance=instance, action="wagtail.publish", revision=revision, content_changed=True)
    if isinstance(instance, Page):
        page_published.send(sender=type(instance), instance=instance, revision=revision)
    published.send(sender=type(instance), instance=instance, revision=revision)
    return revision
