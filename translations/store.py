"""The strings of an object, kept as wagtail-localize keeps them, with few queries."""

import json
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from modelcluster.models import ClusterableModel, get_serializable_data_for_fields
from wagtail_localize.models import (
    OverridableSegment,
    RelatedObjectSegment,
    String,
    StringSegment,
    Template,
    TemplateSegment,
    TranslatableObject,
    TranslationContext,
    TranslationSource,
    get_schema_version,
)
from wagtail_localize.segments import (
    OverridableSegmentValue,
    RelatedObjectSegmentValue,
    StringSegmentValue,
    TemplateSegmentValue,
)
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.strings import StringValue

Translations = dict[str, str]


def note(instance: Any) -> TranslationSource:
    """The record from which an object is translated; made, with its segments, where there is none.

    What `TranslationSource.get_or_create_from_instance` does (wagtail-localize 1.14), with few
    queries.
    """
    holder, _created = TranslatableObject.objects.get_or_create_from_instance(instance)
    source, created = TranslationSource.objects.get_or_create(
        object=holder, locale=instance.locale,
        defaults={
            "specific_content_type": ContentType.objects.get_for_model(type(instance)),
            "object_repr": str(instance)[:200], "content_json": content_of(instance),
            "schema_version": get_schema_version(instance._meta.app_label),
            "last_updated_at": timezone.now(),
        },
    )  # fmt: skip
    if created:
        refresh(source, instance)
    return source


def content_of(instance: Any) -> str:
    """An object as wagtail-localize keeps it."""
    if isinstance(instance, ClusterableModel):
        return str(instance.to_json())
    return json.dumps(get_serializable_data_for_fields(instance), cls=DjangoJSONEncoder)


def refresh(source: TranslationSource, instance: Any) -> None:
    """Bring the segments of a source up to date with its object.

    The result is that of `TranslationSource.refresh_segments`, which asks several queries for each
    segment; here each kind of row is read once and written once.
    """
    values = list(extract_segments(instance))
    contexts = _contexts(source, instance, [value.path for value in values])
    texts = [value for value in values if isinstance(value, StringSegmentValue)]
    templates = [value for value in values if isinstance(value, TemplateSegmentValue)]
    strings = _strings(source.locale_id, {value.string.data for value in texts})
    _write(
        StringSegment,
        source,
        ("context_id", "order", "string_id", "attrs"),
        [
            (
                contexts[value.path],
                value.order,
                strings[value.string.data],
                json.dumps(value.attrs, cls=DjangoJSONEncoder),
            )
            for value in texts
        ],
    )
    _write(
        TemplateSegment,
        source,
        ("context_id", "order", "template_id"),
        [(contexts[v.path], v.order, Template.from_value(v).pk) for v in templates],
    )
    for model, kind in (
        (RelatedObjectSegment, RelatedObjectSegmentValue),
        (OverridableSegment, OverridableSegmentValue),
    ):
        kept = [model.from_value(source, v).pk for v in values if isinstance(v, kind)]
        model.objects.filter(source=source).exclude(pk__in=kept).delete()


def _contexts(source: TranslationSource, instance: Any, paths: list[str]) -> dict[str, int]:
    """The key of each path within the object; new ones are added."""
    rows = TranslationContext.objects.filter(object_id=source.object_id)
    known = {row.path: row for row in rows}
    fresh = [
        TranslationContext(
            object_id=source.object_id, path=path, path_id=TranslationContext._get_path_id(path)
        )
        for path in dict.fromkeys(paths)
        if path not in known
    ]
    known |= {row.path: row for row in TranslationContext.objects.bulk_create(fresh)}
    for path in paths:
        known[path].get_field_path(instance)  # written where it is missing
    return {path: row.pk for path, row in known.items()}


def _strings(locale_id: int, texts: set[str]) -> dict[str, int]:
    """The key of each string of a language; new ones are added."""
    hashes = {String._get_data_hash(text): text for text in sorted(texts)}
    found = String.objects.filter(locale_id=locale_id, data_hash__in=hashes)
    known = dict(found.values_list("data", "pk"))
    fresh = [
        String(locale_id=locale_id, data=text, data_hash=value)
        for value, text in hashes.items()
        if text not in known
    ]
    return known | {row.data: row.pk for row in String.objects.bulk_create(fresh)}


def _write(
    model: Any, source: TranslationSource, names: tuple[str, ...], wanted: list[tuple[Any, ...]]
) -> None:
    """Add the rows of a kind of segment that are missing, remove those that are left over."""
    rows = model.objects.filter(source=source).values_list("pk", *names)
    known = {values: pk for pk, *rest in rows for values in [tuple(rest)]}
    model.objects.bulk_create(
        model(source=source, **dict(zip(names, values, strict=True)))
        for values in dict.fromkeys(wanted)
        if values not in known
    )
    left = [pk for values, pk in known.items() if values not in set(wanted)]
    if left:
        model.objects.filter(pk__in=left).delete()


class Segments:
    """The segments of a source, read once for all its languages."""

    def __init__(self, source: TranslationSource) -> None:
        self.texts = list(
            source.stringsegment_set.select_related("string", "context").order_by("order")
        )
        self._templates = list(
            source.templatesegment_set.select_related("template", "context").order_by("order")
        )
        self.plain = not source.relatedobjectsegment_set.exists()

    def strings(self) -> list[str]:
        """The strings in reading order, each once."""
        return list(dict.fromkeys(segment.string.data for segment in self.texts))

    def translated(self, known: Translations) -> list[Any]:
        """What wagtail-localize writes into a translation."""
        values: list[Any] = [
            StringSegmentValue(
                segment.context.path,
                StringValue(known[segment.string.data]),
                attrs=json.loads(segment.attrs),
            ).with_order(segment.order)
            for segment in self.texts
        ]
        return values + [
            TemplateSegmentValue(
                segment.context.path,
                segment.template.template_format,
                segment.template.template,
                segment.template.string_count,
                order=segment.order,
            )
            for segment in self._templates
        ]
