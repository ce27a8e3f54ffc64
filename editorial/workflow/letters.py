"""What colleagues are told about a text on its way to readers, in the active language."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_latest_str
from wagtail.models import TaskState, WorkflowState

from core import locales
from core.dates import format_date
from core.mails import Letter


def name_of(user: Any) -> str:
    """How a colleague is called: name, role in the organisation; “Somebody” when unknown."""
    return _("Somebody") if user is None else str(user.called)


def title_of(thing: Any) -> str:
    """The title of the version that is looked at, set apart from the words around it."""
    return locales.isolated(get_latest_str(thing))


def to_approve(state: TaskState) -> Letter:
    """To those who may take a step."""
    thing = state.workflow_state.content_object
    title = title_of(thing)
    who = locales.isolated(name_of(state.workflow_state.requested_by))
    return Letter(
        _("To approve: %(title)s") % {"title": title},
        [
            _("%(who)s asks for approval of “%(title)s” (%(kind)s).")
            % {"who": who, "title": title, "kind": kind_of(thing)},
            _("Step: %(step)s.") % {"step": locales.isolated(state.task.name)},
            *_said_before(state),
            _("Readers see the earlier version, or nothing, until you approve."),
        ],
        _("Read and decide"),
    )


def _said_before(state: TaskState) -> Iterator[str]:
    """What the last who decided about the text wrote: an approval, or what was to be changed."""
    decided = (TaskState.STATUS_APPROVED, TaskState.STATUS_REJECTED)
    earlier = state.workflow_state.task_states.filter(status__in=decided, pk__lt=state.pk)
    last = earlier.select_related("finished_by").order_by("pk").last()
    if last is None:
        return
    words = {
        "who": locales.isolated(name_of(last.finished_by)),
        "comment": locales.isolated(last.comment),
    }
    if last.status == TaskState.STATUS_REJECTED:
        yield _("%(who)s had sent it back: %(comment)s") % words
    elif last.comment:
        yield _("%(who)s approved the step before: %(comment)s") % words
    else:
        yield _("%(who)s approved the step before.") % words


def still_to_approve(state: TaskState) -> Letter:
    """The same once more, by who waits for it."""
    thing = state.workflow_state.content_object
    title = title_of(thing)
    who = locales.isolated(name_of(state.workflow_state.requested_by))
    since = locales.isolated(format_date(timezone.localdate(state.started_at)))
    return Letter(
        _("Still to approve: %(title)s") % {"title": title},
        [
            _("%(who)s has been waiting for the approval of “%(title)s” (%(kind)s) since %(day)s.")
            % {"who": who, "title": title, "kind": kind_of(thing), "day": since},
            _("Approve it, or say what has to change: either helps."),
        ],
        _("Read and decide"),
    )


def returned(state: WorkflowState) -> Letter:
    """To who asked for the approval: what to change, said by whom."""
    step = state.current_task_state
    title = title_of(state.content_object)
    who = locales.isolated(name_of(step.finished_by))
    paragraphs = [_("%(who)s asks you to change “%(title)s”.") % {"who": who, "title": title}]
    if step.comment:
        paragraphs.append(
            _("What to change: %(comment)s") % {"comment": locales.isolated(step.comment)}
        )
    paragraphs.append(_("Change the text, then submit it again: it goes on from the same step."))
    return Letter(_("Back to you: %(title)s") % {"title": title}, paragraphs, _("Change the text"))


def approved(state: WorkflowState) -> Letter:
    """To who asked for the approval: it is out, or from when it will be."""
    thing = state.content_object
    title = title_of(thing)
    who = locales.isolated(name_of(state.current_task_state.finished_by))
    said = [_("%(who)s approved “%(title)s”.") % {"who": who, "title": title}]
    revision = state.current_task_state.revision
    hour = revision.approved_go_live_at if revision else None
    if hour:  # an earlier version may be live meanwhile
        local = timezone.localtime(hour)
        words = {"day": format_date(local.date()), "hour": time_format(local)}
        words = {name: locales.isolated(word) for name, word in words.items()}
        said.append(_("Readers will see it from %(day)s, %(hour)s.") % words)
    elif getattr(thing, "live", False):
        said.append(_("Readers see it now."))
    return Letter(_("Approved: %(title)s") % {"title": title}, said, _("See it in the desk"))


def kind_of(thing: Any) -> str:
    """What sort of thing it is, and in which language."""
    kind = str(getattr(thing, "specific_class", type(thing))._meta.verbose_name)
    locale = getattr(thing, "locale", None)
    return f"{kind}, {locale.get_display_name()}" if locale else kind
