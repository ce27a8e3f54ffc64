"""Sign a page, or say that a law changed, for all its languages at once.

The state is a fact about the page, not about a version of its text: it is written to what readers
see, to every version saved since, and to what translations are made from, so that no later
publication brings an older state back. Nothing here counts as writing the text (four eyes).
"""

import datetime
import json
from collections.abc import Iterable
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Revision
from wagtail_localize.models import TranslationSource

from core.signals import shown_state_changed
from taxonomy.review import REVIEW_DAYS

SIGN, LAW, CLEAR = "editorial.sign", "editorial.law_changed", "editorial.law_cleared"


def next_date(risk: str, on: datetime.date | None = None) -> datetime.date:
    """When a page of a risk class is due again after a check on a day."""
    return (on or timezone.localdate()) + datetime.timedelta(days=REVIEW_DAYS[risk])


def sign(page: Any, user: Any, role: str, due: datetime.date | None = None) -> int:
    """The page is right today; how many languages carry the date now."""
    values = {
        "verified_on": timezone.localdate(),
        "verified_by_role": role,
        "next_review": due or next_date(page.risk_class),
        "review_flag": "",
        "law_changed_on": None,
    }
    return _write([page], values, SIGN, user, {"role": role, "next": values["next_review"]})


def law_changed(
    pages: Iterable[Any], user: Any, law: str, changed_on: datetime.date, due: datetime.date
) -> int:
    """A law changed: readers are told at once, the pages are due by a day; how many pages.

    Pages of one type. A page due earlier stays due earlier.
    """
    chosen = list(pages)
    for day, group in _by_due(chosen, due).items():
        values = {"review_flag": law, "law_changed_on": changed_on, "next_review": day}
        _write(group, values, LAW, user, {"law": law, "due": day})
    return len(chosen)


def clear(page: Any, user: Any) -> None:
    """The law that changed does not touch the page: the notice goes, the date stays."""
    _write([page], {"review_flag": "", "law_changed_on": None}, CLEAR, user, {})


def _by_due(pages: list[Any], due: datetime.date) -> dict[datetime.date, list[Any]]:
    groups: dict[datetime.date, list[Any]] = {}
    for page in pages:
        day = min(page.next_review, due) if page.next_review else due
        groups.setdefault(day, []).append(page)
    return groups


@transaction.atomic
def _write(
    pages: list[Any], values: dict[str, Any], action: str, user: Any, data: dict[str, Any]
) -> int:
    model = type(pages[0])
    keys = [page.translation_key for page in pages]
    model.objects.filter(translation_key__in=keys).update(**values)
    versions = list(model.objects.filter(translation_key__in=keys))
    said = json.loads(json.dumps(values, cls=DjangoJSONEncoder))
    for version in versions:
        _revise(version, said)
        log(version, action, user=user, data=json.loads(json.dumps(data, cls=DjangoJSONEncoder)))
    _revise_sources(model, keys, said)
    shown_state_changed.send(sender=model, pages=[page for page in versions if page.live])
    return len(versions)


def _revise(page: Any, values: dict[str, Any]) -> None:
    """What readers see and every version after it."""
    since = Q(pk=page.latest_revision_id)
    if page.live_revision_id:
        since |= Q(pk__gte=page.live_revision_id)
    for revision in Revision.objects.for_instance(page).filter(since):
        Revision.objects.filter(pk=revision.pk).update(content=revision.content | values)


def _revise_sources(model: type[Any], keys: list[Any], values: dict[str, Any]) -> None:
    """What translations are made from: it holds a copy of the whole page."""
    for source in TranslationSource.objects.filter(object_id__in=keys).only("content_json"):
        content = json.loads(source.content_json) | values
        TranslationSource.objects.filter(pk=source.pk).update(content_json=json.dumps(content))
