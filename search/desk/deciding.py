"""What a decision does: it takes effect within a minute, and is undone by one click."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from core.search_entries import page_key
from search import signals
from search.counting import normal
from search.desk.demand import Wish
from search.desk.proposals import expression
from search.models import LEADING, SearchChoice, SearchDecision, SynonymGroup
from search.tasks import tell_of_wish


class CannotError(Exception):
    """The decision cannot be carried out; its text says why, for the editor."""


def decide(
    wish: Wish, choice: SearchChoice, user: Any, *, page: Page | None = None, to: Any = None
) -> SearchDecision:
    """Carry out a decision; a second one about the same words takes the place of the first.

    Raises:
        CannotError: there is no page to lead to, or its title cannot be a synonym.
    """
    words = normal(wish.words)
    if not words:
        raise CannotError(_("These words cannot be kept: they look like personal data."))
    if choice in LEADING and page is None:
        raise CannotError(_("Choose a page first."))
    meant = expression(page, wish.language) if page and choice == SearchChoice.SYNONYM else ""
    if choice == SearchChoice.SYNONYM and not meant:
        raise CannotError(
            _("The title of this page is too long for a synonym, or in another language. Lead to the page instead.")
        )  # fmt: skip
    with transaction.atomic():
        for earlier in SearchDecision.objects.filter(language=wish.language, words=words):
            undo(earlier)
        group = None
        if meant:
            lines = [meant, wish.words, *wish.others[:5]]
            group = SynonymGroup.objects.create(
                language=wish.language, expressions="\n".join(lines)[:600]
            )
        made = SearchDecision.objects.create(
            language=wish.language, words=words, choice=choice, page=page, synonyms=group,
            assigned_to=to, decided_by=user, decided_at=timezone.now(), searches=wish.searches,
        )  # fmt: skip
        _tell(made)
    if to is not None and to != user:
        tell_of_wish.enqueue(made.pk)
    return made


def undo(decision: SearchDecision) -> None:
    """Take a decision back, with the synonyms it made."""
    with transaction.atomic():
        _tell(decision)
        group = decision.synonyms
        decision.delete()
        if group is not None:
            group.delete()


def finish(decision: SearchDecision) -> None:
    """A task is done."""
    decision.finished_at = timezone.now()
    decision.save(update_fields=["finished_at"])


def _tell(decision: SearchDecision) -> None:
    """Have the page to which words lead written anew in the index."""
    if decision.choice in LEADING and decision.page is not None:
        signals.note([page_key(decision.page)])
