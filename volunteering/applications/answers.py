"""What a person writes when she answers a call; never stored but sealed."""

from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class ContactKind(models.TextChoices):
    """The one way to be answered that the person chooses."""

    MAILBOX = "mailbox", _("e-mail")
    PHONE = "phone", _("telephone")
    MESSAGING = "messaging", _("WhatsApp, Telegram or Signal")


@dataclass(frozen=True)
class Answer:
    """An answer in the clear: a name of the person's choice, one contact, and when she has time."""

    name: str
    contact_kind: str
    contact: str
    language: str
    slots: list[str] = field(default_factory=list)
    text: str = ""
    adult: bool = True

    def as_data(self) -> dict[str, Any]:
        """What is sealed."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> "Answer":
        """The answer that was sealed; what a later version of the site added is left out."""
        return cls(**{name: data[name] for name in cls.__dataclass_fields__ if name in data})

    @property
    def contact_kind_label(self) -> str:
        """The kind of contact in the active language."""
        return str(dict(ContactKind.choices).get(self.contact_kind, self.contact_kind))
