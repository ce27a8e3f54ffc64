"""What the desk leaves to the worker."""

from typing import Any

from django.apps import apps
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

    model: Any = TaskState if what in {"to_approve", "still_to_approve"} else WorkflowState
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
def tell_of_report(key: int, giver_id: int, user_id: int) -> bool:
    """Send one colleague word of a report that is theirs now; nothing when it no longer is.

    Raises OSError when the mail server is away.
    """
    from editorial.feedback import letters
    from editorial.models import Feedback

    people = get_user_model().objects.filter(pk__in=[giver_id, user_id], is_active=True)
    by_key = {user.pk: user for user in people}
    feedback = Feedback.objects.filter(pk=key, assigned_to=by_key.get(user_id)).first()
    if feedback is None or feedback.assigned_to is None or not feedback.is_waiting:
        return False
    path = f"{reverse('feedback_desk:inbox')}?id={key}"
    mails.to_colleague(
        feedback.assigned_to, lambda: letters.given(feedback, by_key.get(giver_id)), path
    )
    return True


@task()
def gather_links(pages: list[int] | None = None) -> int:
    """Note which addresses pages lead to; all pages when none are named. How many uses."""
    from editorial.links import gathering

    return gathering.gather_all() if pages is None else gathering.gather(pages)


@task()
def note_draft_links(urls: list[str]) -> int:
    """Have addresses of a draft asked before it is published; how many are new."""
    from editorial.links import gathering

    return gathering.note_drafts(urls)


@task()
def gather_owner_links(names: list[str]) -> int:
    """Note which addresses things that are no pages lead to. How many uses."""
    from editorial.links import gathering

    return gathering.gather_owners(names)


@task()
def forget_links(labels: list[str]) -> None:
    """Things of these types were deleted: they lead nowhere any more."""
    from editorial.links import gathering

    for label in labels:
        gathering.forget_owners(apps.get_model(label))


@task()
def replace_links(places: list[int]) -> int:
    """Put another address in the place of one, here; how many were done."""
    from editorial.links import replacing

    return sum(replacing.settle(key) for key in places)


@task()
def check_links() -> int:
    """Ask the addresses that are due; how many."""
    from editorial.links import checking

    return checking.run()
