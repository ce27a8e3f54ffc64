"""Privacy notices: versioned, one text per language, referenced by forms and calls."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField
from wagtail.models import TranslatableMixin

from taxonomy.localized import LocalizedFields


class PrivacyNotice(LocalizedFields, TranslatableMixin, models.Model):  # type: ignore[misc]
    """What is done with data people give, in the version they saw (GDPR art. 13)."""

    title = models.CharField(_("title"), max_length=120)
    controller = models.CharField(_("controller"), max_length=200)
    purpose = models.TextField(_("purpose"), max_length=600)
    legal_basis = models.CharField(_("legal basis"), max_length=200)
    retention_text = models.CharField(_("how long data are kept"), max_length=200)
    rights = RichTextField(_("your rights"), features=["bold", "link", "ul"])
    version = models.CharField(_("version"), max_length=20)
    valid_from = models.DateField(_("valid from"))
    contact_mailbox = models.EmailField(_("mailbox for requests"))

    translated_fields: ClassVar[tuple[str, ...]] = (
        "title", "purpose", "legal_basis", "retention_text", "rights",
    )  # fmt: skip

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("privacy notice")
        verbose_name_plural = _("privacy notices")
        ordering = ["-valid_from", "title"]

    def __str__(self) -> str:
        return f"{self.title} ({self.version})"
