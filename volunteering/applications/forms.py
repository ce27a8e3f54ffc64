"""The form with which somebody answers a call. It asks what an answer needs and nothing else."""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core import locales
from directory import phones
from volunteering import slots
from volunteering.applications.answers import Answer, ContactKind
from volunteering.models import CallPage

NAME_LENGTH, CONTACT_LENGTH, TEXT_LENGTH = 60, 120, 500
HANDLE = re.compile(r"^@?[\w.\-]{3,60}$|^(https://)?(t\.me|wa\.me|signal\.me)/\S{2,80}$")
ADULT, MINOR = "yes", "no"


class NativeNames(forms.Select):
    """Languages, each in its own name and marked as such for screen readers."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        option["attrs"] |= {
            "lang": locales.html_lang(str(value)),
            "dir": locales.direction(str(value)),
        }
        return option


class ApplicationForm(forms.Form):
    """A name of the person's choice, one contact of her choice, when she has time."""

    name = forms.CharField(
        label=_("Name or nickname"),
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
        error_messages={"required": _("Write a name or a nickname.")},
    )
    contact_kind = forms.ChoiceField(
        label=_("How can they answer you?"),
        choices=[(kind.value, capfirst(kind.label)) for kind in ContactKind],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one way.")},
    )
    contact = forms.CharField(
        label=_("Your address, number or user name"),
        help_text=_("The e-mail address, the telephone number, or your name on the app."),
        max_length=CONTACT_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
        error_messages={"required": _("Write where they can answer you.")},
    )
    language = forms.ChoiceField(
        label=_("In which language?"), choices=settings.LANGUAGES, widget=NativeNames
    )
    slots = forms.MultipleChoiceField(
        label=_("When do you have time?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    text = forms.CharField(
        label=_("Do you want to tell them something?"),
        help_text=_("At most 500 characters. Do not write about your health or your documents."),
        max_length=TEXT_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    adult = forms.ChoiceField(
        label=_("Are you 18 or older?"),
        choices=[(ADULT, _("Yes")), (MINOR, _("No"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether you are 18 or older.")},
    )

    def __init__(
        self,
        call: CallPage | None,
        data: Any = None,
        *,
        initial: dict[str, Any] | None = None,
        asks_age: bool = True,
    ) -> None:
        super().__init__(data, initial=initial, auto_id="f-%s")
        if not asks_age:
            del self.fields["adult"]
        offered = slots.slot_choices(call.slot_list) if call else []
        if offered:
            self.fields["slots"].choices = offered  # type: ignore[attr-defined]
        else:
            del self.fields["slots"]

    def clean_text(self) -> str:
        """Browsers send two characters for a new line and count one; people count like them."""
        return str(self.cleaned_data["text"]).replace("\r\n", "\n")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        kind, contact = values.get("contact_kind"), values.get("contact")
        if kind and contact:
            try:
                values["contact"] = checked_contact(kind, contact)
            except ValidationError as error:
                self.add_error("contact", error)
        return values

    def is_minor(self) -> bool:
        """Whether the person says she is under 18; then nothing of what she wrote is kept."""
        return self.data.get("adult") == MINOR

    def answer(self) -> Answer:
        """The answer of a valid form."""
        values = self.cleaned_data
        return Answer(
            name=values["name"],
            contact_kind=values["contact_kind"],
            contact=values["contact"],
            language=values["language"],
            slots=values.get("slots", []),
            text=values["text"],
        )


def checked_contact(kind: str, contact: str) -> str:
    """The contact as it can be used; raises ValidationError for what reaches nobody."""
    if kind == ContactKind.MAILBOX:
        try:
            validate_email(contact)
        except ValidationError as error:
            raise ValidationError(
                _("Write the whole e-mail address, such as name@example.org.")
            ) from error
        return contact
    if kind == ContactKind.PHONE or re.fullmatch(r"[+()\d\s./-]+", contact):
        try:
            return phones.clean(contact)
        except ValidationError as error:
            raise ValidationError(
                _("Write the whole telephone number, with + and the country if it is not Italian.")
            ) from error
    if not HANDLE.match(contact):
        raise ValidationError(
            _("Write your user name, such as @name, or the number you use on the app.")
        )
    return contact
