"""Work noted while a transaction runs, for one task once it is through.

Signals come one by one and often for the same thing; a task a signal would be many for one save.
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django_tasks.base import Task

MANY = 50  # things a task; more become several tasks


class _Batch:
    """Things noted in one transaction for one task; forgotten when it is rolled back."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self.things: dict[Any, None] = {}
        self.sent = False

    def __call__(self) -> None:
        self.sent = True
        waiting = list(self.things)
        for start in range(0, len(waiting), MANY):
            self.task.enqueue(waiting[start : start + MANY])


def note(task: Task, things: Iterable[Any]) -> None:
    """Have a task done for these, in a list, when the transaction is committed: each once."""
    connection = transaction.get_connection()
    here = set(connection.savepoint_ids)
    for savepoints, call, _robust in connection.run_on_commit:
        same = isinstance(call, _Batch) and call.task == task and not call.sent
        if same and savepoints == here:
            call.things.update(dict.fromkeys(things))
            return
    batch = _Batch(task)
    batch.things.update(dict.fromkeys(things))
    if batch.things:
        transaction.on_commit(batch)
