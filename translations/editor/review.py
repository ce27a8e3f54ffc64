"""The review: only what differs from what readers see, four texts a sentence, one decision."""

import re
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.models import Page, TaskState

from translations import texts
from translations.editor import aids, marks, presence, sending
from translations.editor.access import DeskView
from translations.editor.diff import diff
from translations.editor.segments import Row
from translations.law import rights
from translations.models import SegmentComment

APPROVE, REJECT = "approve", "reject"


@dataclass(slots=True)
class Proposal:
    """A sentence of the version in review beside the one that readers see."""

    row: Row
    approved: str
    proposed: str
    approved_shown: str = ""
    proposed_shown: str = ""
    wish: str = ""

    @property
    def changed(self) -> bool:
        return self.approved != self.proposed

    @property
    def untranslated(self) -> bool:
        """Whether readers would get the sentence in the language of the source."""
        return self.row.kept is None and self.proposed == self.row.source


class ReviewView(DeskView, View):
    """For reviewers of a language: approve and publish, or ask for changes, sentence by sentence."""

    template_name = "translations/editor/review.html"
    page_title = gettext_lazy("Review")
    header_icon = "tasks"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer; without a review in progress lead to the editor."""
        page = self.version
        if page is not None and rights.may_edit(request.user, page) and self.waiting is None:
            messages.info(request, _("This translation is not in review."))
            if words := " · ".join(text for text in self.typed().values() if text):
                messages.warning(
                    request, _("Nobody got your comments: %(words)s") % {"words": words}
                )
            return redirect(self.url("editor"))
        return super().dispatch(request, *args, **kwargs)

    def typed(self) -> dict[str, str]:
        """What the reviewer wrote: `comment`, and `c<segment>` at a sentence."""
        found = {
            name: text.strip()[:2000] for name, text in self.request.POST.items()
            if name == "comment" or re.fullmatch(r"c\d+", name)
        }  # fmt: skip
        return {name: text for name, text in found.items() if text}

    @cached_property
    def waiting(self) -> TaskState | None:
        """The step of the workflow that waits, or nothing when none does."""
        return sending.step_of(self.page)

    @property
    def step(self) -> TaskState:
        """The step of the workflow that waits. Raises Http404."""
        if self.waiting is None:
            raise Http404
        return self.waiting

    @cached_property
    def actions(self) -> set[str]:
        """What the user may decide here; nobody approves what they wrote."""
        found = self.step.task.specific.get_actions(self.page, self.request.user)
        return {name for name, _label, _modal in found}

    @cached_property
    def proposals(self) -> list[Proposal]:
        """Every sentence of the version in review."""
        proposed = texts.of(self.step.revision.as_object())
        approved = texts.of(self.page) if self.page.live else {}
        seen: dict[str, int] = {}
        found = []
        for row in self.desk.rows:
            place = seen[row.path] = seen.get(row.path, -1) + 1
            found.append(Proposal(row, _text(approved, row, place), _text(proposed, row, place)))
        return found

    @property
    def moved_on(self) -> int:
        """Sentences of the source that changed while the version was in review."""
        since = self.step.workflow_state.created_at
        return sum(1 for day in self.desk.changed_on if day > since)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The sentences that differ, or all."""
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Approve, or send back with at least one comment. Raises PermissionDenied."""
        decision = request.POST.get("do", "")
        if decision not in {APPROVE, REJECT} or decision not in self.actions:
            if decision == APPROVE and REJECT in self.actions:
                messages.error(request, _("You wrote this: somebody else has to approve it."))
                return self.render_to_response(self.get_context_data())
            raise PermissionDenied
        typed = self.typed()
        wishes = [
            (one.row, text[:1000])
            for one in self.proposals
            if (text := typed.pop(f"c{one.row.pk}", ""))
        ]
        # The source was published meanwhile: wishes whose sentences are gone become general ones.
        comment = "\n".join(typed.values())[:2000]
        if decision == REJECT and not comment and not wishes:
            messages.error(request, _("Say what to change: in general, or at a sentence."))
            return self.render_to_response(self.get_context_data())
        for row, text in wishes:
            SegmentComment.objects.create(
                key=self.source.translation_key, locale=self.desk.locale, path=row.path,
                string_id=row.string_id, text=text, user_id=request.user.pk,
            )  # fmt: skip
        self.step.task.specific.on_action(self.step, request.user, decision, comment=comment)
        self.say(decision)
        return redirect(reverse("wagtailadmin_home"))

    def say(self, decision: str) -> None:
        """What happened, in a message."""
        page = Page.objects.get(pk=self.desk.page.pk)
        if decision == REJECT:
            text = _("Sent back with your comments.")
        elif page.current_workflow_state is None:
            text = _("Approved and published.")
        else:
            text = _("Approved. One more step follows.")
        messages.success(self.request, text)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A fixed number of queries, whatever the length of the page."""
        desk, everything = self.desk, "all" in self.request.GET
        aids.add_checks(desk, desk.rows)
        shown = [one for one in self.proposals if one.changed or everything]
        typed = self.typed()
        for one in shown:
            one.wish = typed.get(f"c{one.row.pk}", "")
            if one.row.was:
                one.row.was_shown, one.row.source_shown = diff(one.row.was, one.row.source)
            if one.approved and one.changed:
                one.approved_shown, one.proposed_shown = diff(one.approved, one.proposed)
        checks = [check for row in desk.rows for check in row.checks]
        state = self.step.workflow_state
        sessions, colleagues = presence.enter(desk.page, self.request.user)
        return super().get_context_data(**kwargs) | self.why() | {
            "proposals": shown, "changed": sum(1 for one in self.proposals if one.changed),
            "unchanged": sum(1 for one in self.proposals if not one.changed),
            "everything": everything, "may_approve": APPROVE in self.actions,
            "may_reject": REJECT in self.actions, "sent_by": state.requested_by,
            "sent_on": state.created_at, "moved_on": self.moved_on,
            "open_checks": [one for one in checks if one.open],
            "accepted": [one for one in checks if not one.open],
            "untranslated": sum(1 for one in self.proposals if one.untranslated),
            "editing_sessions": sessions, "colleagues": colleagues,
            "last_step": self.is_last_step(), "editor_url": self.url("editor"),
            "comment": typed.get("comment", ""),
            "approved_on": desk.page.last_published_at if desk.page.live else None,
            "preview_url": reverse(
                "wagtailadmin_pages:view_draft", args=[desk.page.pk]
            ),
        }  # fmt: skip

    def is_last_step(self) -> bool:
        """Whether approving publishes."""
        last = self.step.workflow_state.workflow.tasks.last()
        return last is None or last.pk == self.step.task_id


def _text(held: texts.Texts, row: Row, place: int) -> str:
    """The text of a version in the place of a row."""
    found = held.get(row.path, [])
    return marks.show(found[place], row.marks) if place < len(found) else ""
