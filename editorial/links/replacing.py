"""An address replaced everywhere: what may be changed by whom, and the changing itself.

A page gets a version by the person who asked. It is published as a minor change where the person
may publish: translations stay as they are. A draft that waits keeps its texts and its authors, and
gets the new address too, so that publishing it later does not bring the old one back.
"""

import logging
from collections.abc import Iterable
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page, Revision
from wagtail_localize.models import SegmentOverride, TranslationContext, TranslationSource

from core import batches
from core.drafts import waiting
from core.signals import minor_version, version_renewed
from editorial.links import owners
from editorial.links.rewriting import Target, rewritten
from editorial.models import LinkReplacement, LinkUse, ReplacedPlace
from editorial.models.replacing import LEFT, Outcome
from editorial.tasks import replace_links

logger = logging.getLogger(__name__)
ACTION = "editorial.link_replaced"


class TooLongError(ValueError):
    """The field has no room for the new address."""


def outlook(page: Page, user: Any) -> Outcome:
    """What would become of a published page: published, saved as a draft, or left and why."""
    if page.alias_of_id:
        return Outcome.FOLLOWS
    rights = page.permissions_for_user(user)
    if not rights.can_edit():
        return Outcome.RIGHTS
    if page.current_workflow_state is not None:
        return Outcome.REVIEW
    if page.approved_schedule:
        return Outcome.SCHEDULED
    if page.get_lock() is not None:
        return Outcome.LOCKED
    return Outcome.PUBLISHED if rights.can_publish() else Outcome.DRAFT


def owner_outlook(owner: Any, user: Any) -> Outcome:
    """The same for something that is no page: it is changed at once."""
    return Outcome.SAVED if owners.edit_url(owner, user) else Outcome.RIGHTS


@transaction.atomic
def ask(uses: Iterable[LinkUse], old: str, new: Target, user: Any) -> LinkReplacement:
    """Have an address replaced in the background, place by place."""
    decision = LinkReplacement.objects.create(
        old_url=old, new_url=new.url, page_id=new.page, asked_by=user
    )
    places = [
        ReplacedPlace(
            replacement=decision, page=use.page, owner_type=use.owner_type, owner_id=use.owner_id,
            title=str(use.page.title if use.page else use.owner)[:255],
            language=use.locale.language_code if use.locale else "",
        )
        for use in uses
        if use.page or use.owner
    ]  # fmt: skip
    ReplacedPlace.objects.bulk_create(places)
    keys = decision.places.values_list("pk", flat=True)
    batches.note(replace_links, list(keys))
    return decision


@transaction.atomic
def ask_again(decision: LinkReplacement) -> int:
    """Try what was left once more; how many places."""
    left = decision.places.filter(outcome__in=LEFT)
    keys = list(left.values_list("pk", flat=True))
    left.update(outcome=Outcome.WAITING, done_at=None)
    batches.note(replace_links, keys)
    return len(keys)


def settle(key: int) -> bool:
    """Do one place and note what became of it; whether it was still to be done."""
    place = ReplacedPlace.objects.select_related("replacement__asked_by").filter(pk=key).first()
    if place is None or place.outcome != Outcome.WAITING:
        return False
    try:
        with transaction.atomic():
            outcome = _done(place)
    except TooLongError:
        outcome = Outcome.LONG
    except Exception:
        logger.exception("an address could not be replaced in %s", place)
        outcome = Outcome.FAILED
    place.outcome, place.done_at = outcome, timezone.now()
    place.save(update_fields=["outcome", "done_at"])
    return True


def _done(place: ReplacedPlace) -> Outcome:
    decision = place.replacement
    user = decision.asked_by
    if user is None or not user.is_active:
        return Outcome.RIGHTS
    old, new = decision.old_url, Target(decision.new_url, decision.page_id)
    if place.page_id is None:
        owner: Any = place.owner
        if owner is None:
            return Outcome.UNCHANGED
        said = owner_outlook(owner, user)
        return in_owner(owner, old, new, user) if said is Outcome.SAVED else said
    row = Page.objects.select_for_update().get(pk=place.page_id)
    said = outlook(row, user)
    if said is Outcome.PUBLISHED:
        return in_page(row.specific, old, new, user)
    return in_draft(row.specific, old, new, user) if said is Outcome.DRAFT else said


# Pages ----------------------------------------------------------------------------------------


def in_page(page: Any, old: str, new: Target, user: Any) -> Outcome:
    """Publish a page with the new address; its draft gets it too and stays the latest version."""
    drafts = waiting(page)
    content = page.serializable_data()
    changed = rewritten(content, old, new)
    if changed != content:
        revision = _version(page, changed, user)
        minor_version.send(type(page), revision=revision)
        revision.publish(user=user)
        _log(page, old, new, user, revision)
        _carry_overrides(page, old, new)
        for draft in drafts:
            fresh = page.specific_class.objects.get(pk=page.pk)
            renewed = _version(fresh, rewritten(draft.content, old, new), draft.user)
            version_renewed.send(type(page), old=draft, new=renewed)
        return Outcome.PUBLISHED
    return in_draft(page, old, new, user) if drafts else Outcome.UNCHANGED


def in_draft(page: Any, old: str, new: Target, user: Any) -> Outcome:
    """Save a version with the new address that somebody has to approve."""
    content = page.get_latest_revision_as_object().serializable_data()
    changed = rewritten(content, old, new)
    if changed == content:
        return Outcome.UNCHANGED
    before = page.latest_revision if page.has_unpublished_changes else None
    revision = _version(page, changed, user)
    if before is None:
        minor_version.send(type(page), revision=revision)
    else:  # whether its texts are a minor change, its author said
        version_renewed.send(type(page), old=before, new=revision)
    _log(page, old, new, user, revision)
    return Outcome.DRAFT


def _version(page: Any, content: dict[str, Any], user: Any) -> Revision:
    made = page.with_content_json(content)
    _fits(made)
    return made.save_revision(user=user, clean=False)


def _fits(thing: Any) -> None:
    for field in thing._meta.concrete_fields:
        most = field.max_length if isinstance(field, models.URLField) else None
        if most and len(getattr(thing, field.attname) or "") > most:
            raise TooLongError(field.name)


def _log(thing: Any, old: str, new: Target, user: Any, revision: Any = None) -> None:
    log(
        instance=thing, action=ACTION, user=user, revision=revision,
        data={"old": old, "new": new.url}, content_changed=True,
    )  # fmt: skip


def _carry_overrides(page: Any, old: str, new: Target) -> None:
    """A language that leads elsewhere than the source keeps doing so: wagtail-localize notes it
    under the address of the source."""
    if new.page is not None:
        return
    was, now = (f"'{_quoted(url)}'" for url in (old, new.url))
    rows = SegmentOverride.objects.filter(
        context__object_id=page.translation_key, context__path__contains=was
    )
    for row in rows.select_related("context"):
        path = row.context.path.replace(was, now)
        context, _made = TranslationContext.objects.get_or_create(
            object_id=page.translation_key, path=path
        )
        row.context = context
        row.save(update_fields=["context"])


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace("'", "\\'")


# What is no page ------------------------------------------------------------------------------


def in_owner(owner: Any, old: str, new: Target, user: Any) -> Outcome:
    """Write the new address into something that is no page, and into the rows of its lists."""
    touched: dict[tuple[type[Any], Any], Any] = {}
    for row, field, text in owners.parts(owner):
        changed = rewritten(text, old, new)
        if changed != text:
            setattr(row, field.attname, changed)
            touched[type(row), row.pk] = row
    if not touched:
        return Outcome.UNCHANGED
    for row in touched.values():
        _fits(row)
        row.save()
    if (type(owner), owner.pk) not in touched:
        owner.save()  # who keeps something about it hears of its rows
    _log(owner, old, new, user)
    if hasattr(owner, "translation_key"):
        source = TranslationSource.objects.get_for_instance_or_none(owner)
        if source is not None:
            source.update_from_db()
    return Outcome.SAVED
