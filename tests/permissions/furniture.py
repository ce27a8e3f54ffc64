"""Objects that are neither pages nor media: people, settings, words, what readers sent."""

import datetime as dt
import uuid
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.admin.models import EditingSession
from wagtail.contrib.forms.models import FormSubmission
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Site, TaskState, UploadedFile, Workflow, WorkflowTask

from core.models import PrivacyNotice, SiteSettings
from directory.models import EmergencyNumber, Organisation, ServicePoint
from editorial.models import ApprovalTask, ExternalLink, Feedback, LinkReplacement, LinkUse
from facts.models import Fact, FactProposal, FactValue
from facts.values import FIELDS
from glossary.models import FaqItem, GlossaryTerm
from home.models import FormPage
from search.models import SearchCount, SynonymGroup
from taxonomy.models import Place, Term, TermLabel
from tests.permissions import policy
from tests.permissions.objects import Scene, dot, word
from tests.permissions.people import ROLES, person
from tests.translations import desk
from translations.models import Bundle, Run
from volunteering.applications import service
from volunteering.applications.answers import Answer
from volunteering.models import CallPage, CallUpload

SNIPPETS = (
    SynonymGroup, PrivacyNotice, Organisation, ServicePoint, EmergencyNumber, GlossaryTerm, FaqItem,
    Place,
)  # fmt: skip


def scene() -> Scene:
    """Pages, media and everything else."""
    made = Scene()
    _people(made)
    _snippets(made)
    _sent_by_readers(made)
    _desk(made)
    for name in ("stranger", *(role for role in ROLES if role != "anonymous")):
        _begun(made, name)
    _waiting(made)
    _shapes(made)
    _values(made)
    made.ready = made.rows()
    return made


def _people(made: Scene) -> None:
    """Somebody of another organisation, and how the house is set up."""
    user = made.stranger
    made.add("stranger", "user", user, pk=user.pk)
    group = Group.objects.create(name=word("group"))
    made.add("group", "group", group, pk=group.pk)
    workflow = Workflow.objects.create(name=word("workflow"))
    task = ApprovalTask.objects.create(name=word("task"))
    WorkflowTask.objects.create(workflow=workflow, task=task)
    made.add(
        "workflow", "workflow", workflow, pk=workflow.pk, workflow_pk=workflow.pk,
        page_pk=made.things["guide-live"].item.get_parent().pk,
    )  # fmt: skip
    made.add(
        "task", "task", task, pk=task.pk, task_id=task.pk, app_label="editorial",
        model_name="approvaltask",
    )  # fmt: skip
    site = Site.objects.create(
        hostname=f"{word('site')}.example", root_page=Site.objects.get().root_page
    )
    made.add("site", "site", site, pk=site.pk)
    locale = Locale.objects.get(language_code="es")
    made.add("locale", "locale", locale, pk=locale.pk)
    redirect = Redirect.objects.create(old_path=f"/{word('redirect')}", redirect_link="/it/")
    made.add("redirect", "redirect", redirect, pk=redirect.pk, redirect_id=redirect.pk)
    setting = SiteSettings.objects.get()
    made.add(
        "setting",
        "setting",
        setting,
        pk=setting.site_id,
        app_name="core",
        model_name="sitesettings",
    )


def _snippets(made: Scene) -> None:
    """One of each kind. What readers see anyway has no word; drafts and what is kept inside do."""
    for model in SNIPPETS:
        name = str(model._meta.model_name)
        rows: Any = model._default_manager.order_by("pk")
        if (item := rows.first()) is not None:
            made.add(name, name, item, pk=item.pk)
    group = SynonymGroup.objects.create(language="it", expressions=f"{word('synonym')}, b")
    made.add("synonymgroup", "synonymgroup", group, pk=group.pk)
    draft = Organisation.objects.filter(locale__language_code="it")[0]
    draft.pk, draft.translation_key, draft.slug = None, uuid.uuid4(), "m-organisation"
    draft._state.adding = True
    draft.name, draft.live = word("organisation"), False
    draft.latest_revision = draft.live_revision = None
    draft.save()
    made.add("organisation", "organisation", draft, pk=draft.pk)
    first, last = draft.save_revision(), draft.save_revision()
    state = made.things["workflow"].item.start(draft, made.stranger)
    made.things["organisation"].places |= {
        "revision_id": first.pk, "revision_id_a": first.pk, "revision_id_b": last.pk,
        "action_name": "approve", "task_state_id": state.current_task_state_id,
        "workflow_state_id": state.pk,
    }  # fmt: skip
    point = ServicePoint.objects.order_by("pk")[0]
    kept = point.save_revision()
    made.things["servicepoint"].places |= {
        "revision_id": kept.pk, "revision_id_a": "earliest", "revision_id_b": "latest",
    }  # fmt: skip
    kinds: tuple[tuple[str, Any], ...] = (("term", Term), ("termlabel", TermLabel), ("fact", Fact))
    for kind, each in kinds:
        item = each.objects.order_by("pk")[0]
        made.add(kind, kind, item, pk=item.pk)


def _values(made: Scene) -> None:
    """A value that waits for a second person, and one that waits for its day."""
    value = made.things["fact"].item.current
    row = FactProposal(fact=value.fact, based_on=value, created_by=made.stranger)
    for name in FIELDS[value.fact.kind]:
        setattr(row, name, getattr(value, name))
    row.save()
    made.add("proposal", "proposal", row, pk=row.pk)
    planned = FactValue.objects.exclude(fact=value.fact).order_by("pk")[0]
    planned.pk, planned._state.adding = None, True
    planned.valid_from = timezone.localdate() + dt.timedelta(days=9)
    planned.save()
    made.add("planned", "planned", planned, pk=planned.pk)


def _sent_by_readers(made: Scene) -> None:
    """Answers to calls and forms, reports about pages, searches."""
    for name in ("own", "other"):
        call = made.things[f"{name}-live"].item
        CallPage.objects.filter(pk=call.pk).update(
            places_available=4, filled_count=0, apply_mode="form"
        )
        answer = Answer(
            name=word(f"application-{name}"), contact_kind="mailbox", language="fr", slots=["5-morning"],
            contact=f"{word(f'contact-{name}')}@example.org", text="x",
        )  # fmt: skip
        sent = service.submit(
            CallPage.objects.get(pk=call.pk), answer, f"matrix-{name}"
        ).application
        made.add(f"application-{name}", "application", sent, pk=sent.pk)
        said = Feedback.objects.create(
            code=f"MTRX{name[:2]}".upper(), page=call, page_title=word(f"reported-{name}"), language="it",
            text=word(f"feedback-{name}"), is_report=True, created_at=timezone.now(),
        )  # fmt: skip
        made.add(f"feedback-{name}", "feedback", said, pk=said.pk, code=said.code)
    form = FormPage.objects.filter(locale__language_code="it")[0]
    asked = form.get_form_fields()[0].clean_name
    FormSubmission.objects.create(page=form, form_data={asked: word("submission")})
    made.add("form", "form", form, page_id=form.pk)
    SearchCount.objects.create(
        day=timezone.localdate() - dt.timedelta(days=3), language="it", words=word("demand"),
        searches=9, without_results=9,
    )  # fmt: skip


def _desk(made: Scene) -> None:
    """Links, jobs, what colleagues began."""
    page = made.things["guide-live"].item
    link = ExternalLink.objects.create(
        url=f"https://{word('link')}.example/", digest="m", host="example.net",
        broken_since=timezone.now(), problem="missing",
    )  # fmt: skip
    LinkUse.objects.create(link=link, page=page, locale=page.locale)
    made.add("link", "link", link, pk=link.pk)
    DBTaskResult.objects.create(
        status="FAILED", finished_at=timezone.now(), task_path="editorial.tasks.tell",
        backend_name="default", args_kwargs={"args": [], "kwargs": {}}, run_after=timezone.now(),
        exception_class_path="builtins.OSError", traceback=word("job"),
    )  # fmt: skip
    replaced = LinkReplacement.objects.create(
        old_url=link.url, new_url="https://example.net/", asked_by=made.stranger
    )
    made.add("replacement", "replacement", replaced, pk=replaced.pk)
    run = Run.objects.create(kind=Run.Kind.values[0], user=made.stranger, pages=[page.pk])
    made.add("run", "run", run, run_id=run.pk)
    draft = made.things["other-draft"].item
    session = EditingSession.objects.create(
        user=made.stranger, content_type=ContentType.objects.get_for_model(draft),
        object_id=str(draft.pk), last_seen_at=timezone.now(), is_editing=True,
    )  # fmt: skip
    made.add(
        "session", "session", session, session_id=session.pk, app_label="wagtailcore",
        model_name="page", object_id=draft.pk,
    )  # fmt: skip
    upload = CallUpload.objects.create(
        user=made.stranger, folder_id=draft.get_parent().pk, name=f"{word('calls-file')}.csv",
        content=f"titolo\n{word('calls-row')}\n".encode(), fingerprint="m",
    )  # fmt: skip
    made.add("calls-file", "calls-file", upload, key=upload.pk)


def _begun(made: Scene, name: str) -> None:
    """What somebody alone goes on with: files sent without their fields, an export."""
    user = made.stranger if name == "stranger" else person(name)
    row = {"name": word(f"bundle-{name}"), "lines": [], "fault": "", "title": "", "language": "ar"}
    bundle = Bundle.objects.create(
        user=user,
        way=Bundle.Way.OUT,
        state=Bundle.State.DONE,
        format="po",
        content=b"x",
        report=[row],
    )
    made.add(f"bundle-{name}", "bundle", bundle, key=bundle.pk).by = name
    sends = name == "stranger" or name in policy.ON_MEDIA.split()
    for kind, content in (("image", dot()), ("document", b"x")) if sends else ():
        begun = UploadedFile.objects.create(
            file=ContentFile(content, name=f"{word(f'upload-{kind}-{name}')}.png"),
            uploaded_by_user=user,
            for_content_type=ContentType.objects.get_for_model(made.things[f"{kind}-own"].item),
        )
        made.add(
            f"upload-{kind}-{name}", f"upload-{kind}", begun, uploaded_file_id=begun.pk
        ).by = name


def _waiting(made: Scene) -> None:
    """Requests for approval that have waited long enough to be reminded of, and who made them."""
    TaskState.objects.update(started_at=timezone.now() - dt.timedelta(days=4))
    asked = {"stranger": "other-review", "organisation": "own-review", "admin": "guide-review"}
    for name, page in asked.items():
        state = made.things[page].item.current_workflow_state
        state.requested_by = made.stranger if name == "stranger" else person(name)
        state.save()
        made.add(f"step-{name}", "step", None, pk=state.pk).by = name


def _shapes(made: Scene) -> None:
    """Kinds of addresses that name a model rather than an object."""
    term = GlossaryTerm.objects.filter(locale__language_code="it")[0]
    made.add(
        "glossary-term", "term-translation", term, app_label="glossary", model_name="glossaryterm",
        pk=term.pk,
    )  # fmt: skip
    made.add("tags", "tag", None, app_name="taggit", model_name="tag")
    form = desk.translation("en", made.things["form"].item)
    made.add("form-translation", "preview", form, translation_id=form.pk, mode="landing")
    made.add(
        "calls", "page-type", None, content_type_app_name="volunteering",
        content_type_model_name="callpage", app_label="volunteering", model_name="callpage",
    )  # fmt: skip
