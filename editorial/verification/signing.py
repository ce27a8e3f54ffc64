"""Sign a page, or say that a law changed, for all its languages at once.

The state is a fact about the page, not about a version of its text: it is written to what readers
see, to every version saved since, and to what translations are made from, so that no later
publication brings an older state back. Nothing here counts as writing the text (four eyes).
"""

import datetime
import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import PageLogEntry, Revision
from wagtail_localize.models import TranslationSource

from core import locales
from core.signals import shown_state_changed
from taxonomy.review import REVIEW_DAYS

SIGN, LAW, CLEAR = "editorial.sign", "editorial.law_changed", "editorial.law_cleared"
UNDO = "editorial.law_undone"
UNDO_MINUTES = 10
TOGETHER = 50  # pages whose versions are written in one go


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
    batch = str(uuid.uuid4())
    for day, group in _by_due(chosen, due).items():
        values = {"review_flag": law, "law_changed_on": changed_on, "next_review": day}
        _write(group, values, LAW, user, {"law": law, "due": day, "batch": batch})
    return len(chosen)


@dataclass(frozen=True)
class Flagged:
    """A law that was said to have changed a moment ago."""

    batch: str
    law: str
    pages: int


def just_flagged(user: Any) -> Flagged | None:
    """The last law the user told readers of, while it can be taken back; one query."""
    since = timezone.now() - datetime.timedelta(minutes=UNDO_MINUTES)
    rows = PageLogEntry.objects.filter(
        user=user, action__in=[LAW, UNDO], timestamp__gte=since, page__locale=locales.source()
    )
    entries = [row for row in rows.order_by("-timestamp") if row.data.get("batch")]
    undone = {row.data["batch"] for row in entries if row.action == UNDO}
    left = [row for row in entries if row.action == LAW and row.data["batch"] not in undone]
    if not left:
        return None
    batch = left[0].data["batch"]
    number = sum(row.data["batch"] == batch for row in left)
    return Flagged(batch, left[0].data.get("law", ""), number)


@transaction.atomic
def undo(batch: str, user: Any) -> int:
    """Take back what `just_flagged` names: each page is as it was before; how many pages.

    A page that was signed or flagged anew since stays as it is.
    """
    flagged = just_flagged(user)
    if flagged is None or flagged.batch != batch:
        return 0
    entries = PageLogEntry.objects.filter(
        user=user, action=LAW, data__batch=batch, page__locale=locales.source()
    ).select_related("page")
    done = 0
    for entry in entries:
        page = entry.page.specific
        if page.review_flag == entry.data["law"] and page.law_changed_on is not None:
            was = {name: _read(page, name, text) for name, text in entry.data["before"].items()}
            _write([page], was, UNDO, user, {"law": entry.data["law"], "batch": batch})
            done += 1
    return done


def _read(page: Any, name: str, text: Any) -> Any:
    return page._meta.get_field(name).to_python(text)


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
    rows = model.objects.filter(translation_key__in=keys)
    before = {row.pop("pk"): row for row in rows.values("pk", *values)}
    rows.update(**values)
    versions = list(rows.all())
    said = _plain(values)
    for start in range(0, len(versions), TOGETHER):
        _revise(versions[start : start + TOGETHER], said)
    for version in versions:
        log(version, action, user=user, data=_plain(data | {"before": before[version.pk]}))
    _revise_sources(model, keys, said)
    shown_state_changed.send(sender=model, pages=[page for page in versions if page.live])
    return len(versions)


def _plain(values: dict[str, Any]) -> Any:
    return json.loads(json.dumps(values, cls=DjangoJSONEncoder))


def _revise(pages: list[Any], values: dict[str, Any]) -> None:
    """What readers see of these pages and every version after it."""
    wanted = Q()
    for page in pages:
        since = Q(pk=page.latest_revision_id)
        if page.live_revision_id:
            since |= Q(pk__gte=page.live_revision_id)
        wanted |= Q(object_id=str(page.pk)) & since
    kind = pages[0].get_base_content_type()
    found = list(Revision.objects.filter(wanted, base_content_type=kind).only("content"))
    for revision in found:
        revision.content = revision.content | values
    Revision.objects.bulk_update(found, ["content"])


def _revise_sources(model: type[Any], keys: list[Any], values: dict[str, Any]) -> None:
    """What translations are made from: it holds a copy of the whole page."""
    for source in TranslationSource.objects.filter(object_id__in=keys).only("content_json"):
        content = json.loads(source.content_json) | values
        TranslationSource.objects.filter(pk=source.pk).update(content_json=json.dumps(content))
