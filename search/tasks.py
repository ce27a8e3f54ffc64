"""Work on the index that is not done while an editor waits."""

from django_tasks import task

from core import mails
from search import keeping


@task()
def refresh(keys: list[str]) -> list[str]:
    """Bring things up to date in every index; answers the problems met."""
    return keeping.refresh(keys)


@task()
def tell_of_wish(key: int) -> bool:
    """Send a colleague word of what they are to write; nothing when it is done or taken back.

    Raises OSError when the mail server is away.
    """
    from search.desk import letters
    from search.models import SearchDecision

    rows = SearchDecision.objects.select_related("assigned_to", "decided_by", "page")
    wish = rows.filter(pk=key, finished_at=None, assigned_to__is_active=True).first()
    to = wish.assigned_to if wish else None
    if wish is None or to is None or not to.email:
        return False
    mails.to_colleague(to, lambda: letters.given(wish), letters.address(wish))
    return True


@task()
def reconcile(*, deep: bool = False) -> int:
    """Compare the index with the site and repair it; how many documents differed."""
    return keeping.reconcile(deep=deep).total


@task()
def rebuild() -> int:
    """Fill the index anew; how many documents."""
    return keeping.rebuild()
