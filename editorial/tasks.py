"""What the desk leaves to the worker."""

from typing import Any

from django.contrib.auth import get_user_model
from django.urls import reverse
from django_tasks import task
from wagtail.admin.admin_url_finder import AdminURLFinder

from core import mails


@task()
def tell(what: str, key: int, user_id: int) -> bool:
    """Send one colleague one letter about a text on its way; nothing when either is gone.

    `what` is the name of the letter in `editorial.workflow.letters`. Raises OSError when the mail
    server is away: the task then stands among the failed ones.
    """
    from wagtail.models import TaskState, WorkflowState

    from editorial.workflow import letters

    model: Any = TaskState if what == "to_approve" else WorkflowState
    state = model.objects.filter(pk=key).first()
    user = get_user_model().objects.filter(pk=user_id, is_active=True).first()
    whole = getattr(state, "workflow_state", state)
    if user is None or whole is None or whole.content_object is None:
        return False
    write = getattr(letters, what)
    path = AdminURLFinder(user).get_edit_url(whole.content_object)
    mails.to_colleague(user, lambda: write(state), path or reverse("wagtailadmin_home"))
    return True


@task()
def tell_of_value(key: int, state: str, user_id: int) -> bool:
    """Send one colleague one letter about a proposed value; nothing when it is in another state.

    Raises OSError when the mail server is away.
    """
    from editorial.workflow import values
    from facts.models import FactProposal

    rows = FactProposal.objects.select_related("fact", "based_on__fact", "created_by", "decided_by")
    proposal = rows.filter(pk=key, state=state).first()
    user = get_user_model().objects.filter(pk=user_id, is_active=True).first()
    if proposal is None or user is None:
        return False
    mails.to_colleague(user, lambda: values.letter(proposal), values.address(proposal))
    return True


@task()
def gather_links(pages: list[int] | None = None) -> int:
    """Note which addresses pages lead to; all pages when none are named. How many uses."""
    from editorial.links import gathering

    return gathering.gather_all() if pages is None else gathering.gather(pages)


@task()
def check_links() -> int:
    """Ask the addresses that are due; how many."""
    from editorial.links import checking

    return checking.run()
