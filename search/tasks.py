"""Work on the index that is not done while an editor waits."""

from django_tasks import task

from search import keeping


@task()
def refresh(keys: list[str]) -> list[str]:
    """Bring things up to date in every index; answers the problems met."""
    return keeping.refresh(keys)


@task()
def reconcile(*, deep: bool = False) -> int:
    """Compare the index with the site and repair it; how many documents differed."""
    return keeping.reconcile(deep=deep).total


@task()
def rebuild() -> int:
    """Fill the index anew; how many documents."""
    return keeping.rebuild()
