"""The admin's indexes of references and words, brought up to date once after much was loaded.

Wagtail enqueues two tasks for each object saved. While thousands are loaded these would cost more
than the loading, and keep the background worker busy for minutes beside the readers of a fresh site.
"""

import contextlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from django.core.management import call_command
from django.db import transaction
from django.db.models import Model, QuerySet
from django.db.models.signals import post_save
from modelcluster.fields import ParentalKey
from modelsearch import index
from modelsearch.signal_handlers import post_save_signal_handler
from wagtail.models import ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from taxonomy.models import LoadedFile, Place

MARK = "admin indexes: unfinished"
UNSEEN: set[type[Model]] = {Place}  # loaded in bulk, so no signal ever brings them into an index


class Touched:
    """What was saved while the indexes stood still.

    The first change leaves a mark in its own transaction and settling removes it. A run that is cut
    short so tells the next one to go through everything.
    """

    def __init__(self) -> None:
        self.keys: dict[type[Model], set[Any]] = defaultdict(set)
        self.cut_short = False

    def is_due(self) -> bool:
        """Whether this run changed something, or one before it did not come to its end."""
        return bool(self.keys) or LoadedFile.objects.filter(name=MARK).exists()

    def note(self, sender: type[Model], instance: Model, **_kwargs: Any) -> None:
        """Remember the object that a saved row belongs to."""
        model, key = sender, instance.pk
        while parental := _parental_key(model):
            parent = getattr(instance, parental.name)
            if parent is None:
                return
            instance, key = parent, parent.pk
            model = getattr(parent, "specific_class", None) or type(parent)
        if ReferenceIndex.is_indexed(model) or model in index.get_indexed_models():
            if not self.keys:
                self._leave_mark()
            self.keys[model].add(key)

    def _leave_mark(self) -> None:
        _row, fresh = LoadedFile.objects.get_or_create(name=MARK)
        self.cut_short = not fresh

    def settle(self, tell: Callable[[str], None]) -> None:
        """Write what changed into the indexes, or all there is after a run that was cut short."""
        with transaction.atomic():
            if self.cut_short or not self.keys:
                tell("all objects, because an earlier run did not come to its end")
                ReferenceIndex.objects.all().delete()
                for model in ReferenceIndex.indexed_models - UNSEEN:
                    _index(model._default_manager.all())
            else:
                tell(f"{sum(map(len, self.keys.values()))} objects")
                for model, keys in self.keys.items():
                    if ReferenceIndex.is_indexed(model):
                        _index(model._default_manager.filter(pk__in=keys))
            call_command("update_index", verbosity=0)
            LoadedFile.objects.filter(name=MARK).delete()
        self.keys.clear()


def _index(rows: QuerySet[Any]) -> None:
    """Write the references that objects make into the index."""
    for row in rows.order_by("pk").iterator(chunk_size=500):
        ReferenceIndex.create_or_update_for_object(row)


def _parental_key(model: type[Model]) -> Any:
    return next((f for f in model._meta.get_fields() if isinstance(f, ParentalKey)), None)


@contextlib.contextmanager
def later() -> Iterator[Touched]:
    """Leave the indexes alone; the caller settles them with what is handed out."""
    touched = Touched()
    quiet = [
        model
        for model in index.get_indexed_models()
        if post_save.disconnect(post_save_signal_handler, sender=model)
    ]
    post_save.connect(touched.note, dispatch_uid="delivery.indexes")
    try:
        with disable_reference_index_auto_update():
            yield touched
    finally:
        post_save.disconnect(dispatch_uid="delivery.indexes")
        for model in quiet:
            post_save.connect(post_save_signal_handler, sender=model)
