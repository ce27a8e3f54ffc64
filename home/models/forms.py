"""Forms: enrolment, surveys, messages. They work without JavaScript, cookies or an account."""

import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, Panel
from wagtail.contrib.forms.forms import FormBuilder
from wagtail.contrib.forms.models import AbstractFormField, FormMixin
from wagtail.fields import RichTextField
from wagtail.models import TranslatableMixin

from core import traps
from core.models import BasePage, PrivacyNotice
from home import tasks
from taxonomy.localized import LocalizedFields

SALT = "home.form"


class FormField(LocalizedFields, TranslatableMixin, AbstractFormField):  # type: ignore[misc]
    """A question of a form. The words are translated, the kind is not."""

    page = ParentalKey("home.FormPage", on_delete=models.CASCADE, related_name="form_fields")

    translated_fields: ClassVar[tuple[str, ...]] = ("label", "help_text", "choices")

    class Meta(TranslatableMixin.Meta, AbstractFormField.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")


class AnswerFormBuilder(FormBuilder):
    """Wagtail's builder; a drop-down list starts empty, so that nobody answers by not looking."""

    def create_dropdown_field(self, field: FormField, options: dict[str, Any]) -> Any:
        dropdown = super().create_dropdown_field(field, options)
        if not field.default_value:
            dropdown.choices = [("", "—"), *dropdown.choices]
        return dropdown


class FormPage(FormMixin, BasePage):
    """A form with a purpose, a legal basis and a date on which its answers are deleted."""

    class Kind(models.TextChoices):
        CONTACT = "contact", _("message")
        SURVEY = "survey", _("survey")
        FEEDBACK = "feedback", _("feedback")
        ENROLMENT = "enrolment", _("enrolment in a course")

    search_kind = "form"
    schema_type = "WebPage"
    takes_feedback = False
    parent_page_types: ClassVar[list[str]] = [
        "home.HomePage",
        "home.SectionPage",
        "home.StandardPage",
    ]
    subpage_types: ClassVar[list[str]] = []
    landing_page_template = "home/form_page_landing.html"
    form_builder = AnswerFormBuilder

    form_kind = models.CharField(
        _("kind"), max_length=10, choices=Kind.choices, default=Kind.CONTACT
    )
    intro = RichTextField(_("introduction"), blank=True, features=["bold", "link", "ul"])
    thanks = RichTextField(_("thanks"), blank=True, features=["bold", "link"])
    privacy_notice = models.ForeignKey(
        PrivacyNotice, verbose_name=_("privacy notice"), null=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    legal_basis = models.CharField(
        _("legal basis"), max_length=20, default="consent",
        choices=[("consent", _("consent")), ("request", _("steps at the person’s request")),
                 ("public-task", _("public task"))],
    )  # fmt: skip
    retention_days = models.PositiveSmallIntegerField(
        _("days until answers are deleted"), default=180,
        validators=[MinValueValidator(1), MaxValueValidator(1825)],
    )  # fmt: skip
    anonymous = models.BooleanField(
        _("anonymous"),
        default=False,
        help_text=_("The form asks for nothing that identifies a person."),
    )
    opens_on = models.DateField(_("opens on"), null=True, blank=True)
    closes_on = models.DateField(_("closes on"), null=True, blank=True)
    recipient_role_mailbox = models.EmailField(_("role mailbox that is told"), blank=True)
    minors_rule = models.CharField(
        _("minors"), max_length=10, default="adults",
        choices=[("adults", _("adults only")), ("consent", _("with the parents’ consent")), ("any", _("any age"))],
    )  # fmt: skip

    translated_fields: ClassVar[tuple[str, ...]] = ("intro", "thanks", "form_fields")
    main_panels: ClassVar[list[Panel]] = [
        FieldPanel("intro", help_text=_("What the form is for and how long it takes.")),
        InlinePanel(
            "form_fields",
            heading=_("Questions"),
            label=_("Question"),
            help_text=_("Ask only what you need. Choices stand one on each line."),
        ),
        FieldPanel("thanks", help_text=_("Shown once the answer has been sent.")),
    ]
    privacy_panels: ClassVar[list[Panel]] = [
        MultiFieldPanel(
            [
                FieldPanel("form_kind"),
                FieldRowPanel([FieldPanel("opens_on"), FieldPanel("closes_on")]),
                FieldPanel("recipient_role_mailbox"),
            ],
            heading=_("Form"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("privacy_notice"), FieldPanel("legal_basis"), FieldPanel("retention_days"),
                FieldPanel("anonymous"), FieldPanel("minors_rule"),
            ],
            heading=_("Personal data"),
        ),
    ]  # fmt: skip
    extra_tabs: ClassVar[list[tuple[Any, str]]] = [(_("Personal data"), "privacy_panels")]

    class Meta:
        verbose_name = _("form")
        verbose_name_plural = _("forms")

    def clean(self) -> None:
        super().clean()
        if self.opens_on and self.closes_on and self.closes_on < self.opens_on:
            raise ValidationError({"closes_on": _("The end must not come before the start.")})

    @property
    def is_open(self) -> bool:
        today = timezone.localdate()
        return (self.opens_on is None or self.opens_on <= today) and (
            self.closes_on is None or self.closes_on >= today
        )

    @property
    def state(self) -> str:
        """`open`, `upcoming` or `closed`."""
        if self.is_open:
            return "open"
        return "upcoming" if self.opens_on and self.opens_on > timezone.localdate() else "closed"

    def deleted_by(self) -> datetime.date:
        """The day by which an answer sent today is gone."""
        return timezone.localdate() + datetime.timedelta(days=self.retention_days)

    def get_form_parameters(self) -> dict[str, Any]:
        return {"auto_id": "f-%s"}

    def get_form(self, *args: Any, **kwargs: Any) -> Any:
        kwargs.pop("user", None)
        return super().get_form(*args, **kwargs)

    def process_form_submission(self, form: Any) -> Any:
        """Keep the answer, tell the office, and see to it that the answer is deleted in time."""
        submission = super().process_form_submission(form)
        tasks.tell_office.enqueue(self.pk)
        if tasks.purge_answers.get_backend().supports_defer:
            last_day = timezone.now() + datetime.timedelta(days=self.retention_days, hours=1)
            tasks.purge_answers.using(run_after=last_day).enqueue(self.pk)
        return submission

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and self.is_open:
            form = self.get_form(request.POST, page=self)
            human = traps.looks_human(request.POST, SALT)
            if form.is_valid() and human:
                self.process_form_submission(form)
                return self.render_landing_page(request, None, *args, **kwargs)
            if form.is_valid():
                form.add_error(None, _("Your answer could not be sent. Please send it once more."))
        else:
            form = self.get_form(page=self)
        context = self.get_context(request) | {"form": form} | traps.context(SALT)
        status = 200 if not form.is_bound else 422
        return render(request, self.get_template(request), context, status=status)
