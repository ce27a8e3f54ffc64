"""The form of a fact: what it is, and its value in the fields that its kind has."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput

from facts import formats
from facts.models import FactValue, Valued
from facts.values import FIELDS, Kind

VALUE_FIELDS = ("amount", "currency", "per", "number", "unit", "phone", "day", "text")
# Languages into which an opening rule is written out.
OTHERS = [(code, name) for code, name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def text_field(code: str) -> str:
    """The name of the form field for the text in a language."""
    return f"text_{code.replace('-', '_')}"


def names_for(kind: str) -> list[str]:
    """The form fields that hold a value of a kind."""
    names = [name for name in FIELDS[kind] if name != "texts"]
    return names + [text_field(code) for code, _name in OTHERS if kind == Kind.RULE]


_Texts: Any = type(
    "_Texts",
    (WagtailAdminModelForm,),
    {
        text_field(code): forms.CharField(
            label=name, max_length=300, required=False, widget=forms.TextInput({"dir": "auto"})
        )
        for code, name in OTHERS
    },
)


class FactForm(_Texts):
    """Fields of the fact, and of a value. `kind` is that of the instance and stays."""

    amount = forms.DecimalField(
        label=_("Amount"), max_digits=12, decimal_places=2, min_value=0, localize=True,
        help_text=_("Cents after the comma: 30,46."),
    )  # fmt: skip
    currency = forms.ChoiceField(
        label=_("Currency"),
        choices=[(code, f"{code} {symbol}") for code, symbol in formats.SYMBOLS.items()],
    )
    per = forms.ChoiceField(
        label=_("For each"), required=False,
        choices=[("", "—"), ("day", _("day")), ("month", _("month")), ("year", _("year"))],
    )  # fmt: skip
    number = forms.IntegerField(label=_("Number"), min_value=0, max_value=999_999_999)
    unit = forms.ChoiceField(
        label=_("Unit"), required=False, choices=[("", "—"), *formats.DURATION_UNITS]
    )
    phone = forms.CharField(
        label=_("Telephone"), max_length=30,
        help_text=_("Numbers from abroad begin with + and the code of the country."),
    )  # fmt: skip
    day = forms.DateField(label=_("Date"), widget=AdminDateInput)
    text = forms.CharField(label=_("Text in Italian"), max_length=300)

    class Media:
        css: ClassVar[dict[str, list[str]]] = {"all": ["css/desk.css", "css/facts.css"]}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.instance.kind or Kind.FEE
        wanted = names_for(kind)
        every = [*VALUE_FIELDS, *(text_field(code) for code, _name in OTHERS)]
        for name in every:
            if name not in wanted:
                del self.fields[name]
        self.value_names = wanted
        row = self.instance.current if self.instance.pk else None
        for name, value in (initial(row) if row else {}).items():
            self.initial.setdefault(name, value)

    def clean(self) -> dict[str, Any]:
        """Check the value as a whole; `new_value` is the row it would become."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self.new_value: FactValue | None = None
        if any(name in self.errors for name in self.value_names):
            return cleaned
        texts = {
            code: cleaned[text_field(code)]
            for code, _name in OTHERS
            if cleaned.get(text_field(code))
        }
        plain = {name: cleaned[name] for name in self.value_names if name in VALUE_FIELDS}
        row = FactValue(fact=self.instance, texts=texts, **plain)
        try:
            row.clean()
        except ValidationError as error:
            self.add_error(None, error)
        else:
            self.new_value = row
        return cleaned

    @property
    def changes_value(self) -> bool:
        """Whether the value typed is another one than today's."""
        now = self.instance.current if self.instance.pk else None
        return bool(self.new_value and (now is None or now.value != self.new_value.value))


def initial(row: Valued) -> dict[str, Any]:
    """What the form shows of a value."""
    texts = {text_field(code): row.texts.get(code, "") for code, _name in OTHERS}
    return {name: getattr(row, name) for name in VALUE_FIELDS} | texts
