"""Noting what somebody asks for, and handing it to the workers."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale

from translations.models import Run, RunPart
from translations.runs import parts


@transaction.atomic
def start(
    kind: str, pages: Iterable[int], locales: Iterable[Locale], user: Any, *,
    subtree: bool = False, planned: Mapping[int, int] | None = None,
) -> Run:  # fmt: skip
    """Note a run and have a job done for each language once the transaction is through.

    `planned`: letters foreseen, by language.
    """
    now = timezone.now()
    run = Run.objects.create(kind=kind, pages=list(pages), user=user, subtree=subtree)
    made = RunPart.objects.bulk_create(
        RunPart(
            run=run, locale=locale, due=now, queued_at=now,
            planned=(planned or {}).get(locale.pk, 0), total=len(run.pages) if kind == Run.Kind.SUBMIT else 0,
        )
        for locale in locales
    )  # fmt: skip
    for part in made:
        _hand_over(part)
    return run


def resume() -> int:
    """Hand parts that were left standing to the workers again; how many."""
    waiting = list(parts.left_standing())
    for part in waiting:
        _again(part)
    return len(waiting)


def try_again(run: Run) -> int:
    """Start the parts of a run that stopped; how many."""
    failed = list(run.parts.filter(state=RunPart.State.FAILED))
    for part in failed:
        part.state, part.attempts, part.due = RunPart.State.WAITING, 0, timezone.now()
        part.save(update_fields=["state", "attempts", "due"])
        _again(part)
    return len(failed)


def _again(part: RunPart) -> None:
    RunPart.objects.filter(pk=part.pk).update(queued_at=timezone.now())
    _hand_over(part)


def _hand_over(part: RunPart) -> None:
    from translations.runs import tasks

    transaction.on_commit(partial(tasks.work.enqueue, part.pk))
