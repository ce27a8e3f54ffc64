"""Pages that go out and pages that end at their hour; one that fails does not stop the others."""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone
from wagtail import hooks
from wagtail.models import DraftStateMixin, Page, Revision

logger = logging.getLogger(__name__)


class Run(NamedTuple):
    """How a run went."""

    done: int
    failed: int


def publish_due() -> Run:
    """End what has ended, publish what is due; what fails is logged and tried again next time.

    Wagtail's `publish_scheduled` (8.0) stops at the first that fails.
    """
    done = failed = 0
    for act in (*_endings(), *_beginnings()):
        try:
            with transaction.atomic():
                act()
        except Exception:
            logger.exception("a page could not go out or end at its hour")
            failed += 1
        else:
            done += 1
    return Run(done, failed)


def _endings() -> Iterator[Callable[[], Any]]:
    kinds: list[Any] = [Page]
    kinds += [
        kind for kind in apps.get_models()
        if issubclass(kind, DraftStateMixin) and not issubclass(kind, Page)
    ]  # fmt: skip
    now = timezone.now()
    for kind in kinds:
        for thing in kind.objects.filter(live=True, expire_at__lt=now).order_by("expire_at"):
            yield partial(
                thing.unpublish, set_expired=True, log_action="wagtail.unpublish.scheduled"
            )


def _beginnings() -> Iterator[Callable[[], Any]]:
    due = Revision.objects.filter(approved_go_live_at__lt=timezone.now())
    for revision in due.order_by("approved_go_live_at"):
        yield partial(revision.publish, log_action="wagtail.publish.scheduled")


def missed(since: datetime) -> tuple[QuerySet[Revision], QuerySet[Page]]:
    """What should have happened before a moment and did not: versions of pages to go out, pages to
    end."""
    kind = ContentType.objects.get_for_model(Page)
    coming = Revision.objects.filter(base_content_type=kind, approved_go_live_at__lt=since)
    return coming, Page.objects.filter(live=True, expire_at__lt=since)


@hooks.register("before_serve_page")
def refuse_what_has_ended(
    page: Page, request: HttpRequest, serve_args: Any, serve_kwargs: Any
) -> None:
    """A page past its end is not there, even before the clock has taken it off."""
    if page.expire_at and page.expire_at <= timezone.now():
        raise Http404
