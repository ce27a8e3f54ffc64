"""The form below a page: how clear it is, what is wrong with it. Every question may stay empty but one."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from editorial.feedback.personal import seems_personal
from editorial.models.feedback import HARD, HELPED, LONGEST_TEXT

STARS = [
    ("5", _("5: very clear")),
    ("4", _("4: clear")),
    ("3", _("3: so so")),
    ("2", _("2: not very clear")),
    ("1", _("1: not clear at all")),
]
CLEAR_FROM = 4
"""From so many stars on a reader is asked what helped, below what was hard."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a reader said, as it is kept."""

    stars: int | None = None
    reason: str = ""
    anchor: str = ""
    part: str = ""
    text: str = ""

    @property
    def wants_an_answer(self) -> bool:
        """Words or a part of the page: somebody has to look. A bare rating only counts."""
        return bool(self.text or self.part)

    def key(self) -> tuple[str, ...]:
        """All that was said, to tell two forms apart."""
        return (str(self.stars or ""), self.reason, self.anchor, self.text)


class FeedbackForm(forms.Form):
    """Stars, a reason, a part of the page, some words.

    `choices` are the parts and paragraphs of the page, `parts` what each is called. Words that seem to hold personal data are not
    taken at once: the form comes back with a question (`keep`).
    """

    stars = forms.ChoiceField(
        label=_("How clear is this page?"), choices=STARS, widget=forms.RadioSelect, required=False
    )
    hard = forms.ChoiceField(
        label=_("What was hard?"), widget=forms.RadioSelect, required=False,
        choices=[(reason.value, reason.label) for reason in HARD],
    )  # fmt: skip
    helped = forms.ChoiceField(
        label=_("What helped you?"), widget=forms.RadioSelect, required=False,
        choices=[(reason.value, reason.label) for reason in HELPED],
    )  # fmt: skip
    part = forms.ChoiceField(label=_("Which part or paragraph do you mean?"), required=False)
    text = forms.CharField(
        label=_("Is something wrong or missing? Write it here"),
        help_text=_("At most 500 characters, in your language. No names, addresses or numbers of documents."),
        max_length=LONGEST_TEXT, required=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )  # fmt: skip
    keep = forms.BooleanField(label=_("Nothing here is about a person: send it so"), required=False)

    def __init__(
        self,
        choices: list[Any],
        parts: dict[str, str],
        data: Any = None,
        *,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial, auto_id="f-%s")
        self.parts = parts
        if parts:
            whole = [("", _("The whole page")), *choices]
            self.fields["part"].choices = whole  # type: ignore[attr-defined]
        else:
            del self.fields["part"]
        if not seems_personal(str(self.data.get("text", ""))):
            del self.fields["keep"]

    def clean_text(self) -> str:
        """Browsers send two characters for a new line and count one; people count like them."""
        return str(self.cleaned_data["text"]).replace("\r\n", "\n").strip()

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if "keep" in self.fields and not values.get("keep"):
            self.add_error(
                "text",
                _(
                    "This looks like an e-mail address, a telephone number or a tax code. Take it "
                    "out if it is yours or somebody else’s. The number of an office may stay: say so below."
                ),
            )
        if not self.errors and not (values.get("stars") or values.get("text")):
            self.add_error("stars", _("Choose how clear the page is, or write what is wrong."))
        return values

    def said(self) -> Said:
        """What a valid form says. Of two reasons the one that fits the stars counts."""
        values = self.cleaned_data
        stars = int(values["stars"]) if values.get("stars") else None
        helped, hard = values.get("helped", ""), values.get("hard", "")
        happy = stars is not None and stars >= CLEAR_FROM
        anchor = values.get("part", "")
        return Said(
            stars=stars,
            reason=(helped or hard) if happy else (hard or helped),
            anchor=anchor[:80],
            part=self.parts.get(anchor, "")[:255],
            text=values["text"],
        )
