"""The job that does one part of a run, whatever its kind."""

from collections.abc import Callable

from django_tasks import task

from translations.machine import filling
from translations.models import Run, RunPart
from translations.runs import parts
from translations.submission import asking

WORKERS: dict[str, Callable[[RunPart], None]] = {
    Run.Kind.SUBMIT: asking.work,
    Run.Kind.MACHINE: filling.work,
}


@task()
def work(key: int) -> str:
    """Do what is left of a part; its state afterwards. What goes wrong is a failed job as well."""
    part = parts.take(key)
    if part is None:
        return ""
    try:
        WORKERS[part.run.kind](part)
    except parts.LaterError as error:
        parts.put_off(part, error)
        if part.state == RunPart.State.FAILED:
            raise
    except Exception as error:
        parts.fail(part, detail=f"{type(error).__name__}: {error}")
        raise
    else:
        parts.finish(part)
    return part.state
