"""A way to reach an office. Pages and organisations carry rows of this shape."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from directory import phones
from taxonomy.models import Term


class ContactRow(Orderable):
    """One contact: whose it is (a role, never a person) and how to reach it."""

    role = models.ForeignKey(
        Term,
        verbose_name=_("role"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        limit_choices_to={"vocabulary": "contact-role"},
    )
    unit = models.CharField(_("office"), max_length=160, blank=True)
    mailbox = models.EmailField(
        _("mailbox"), blank=True, help_text=_("A role's mailbox, not a person's own.")
    )
    phone = phones.PhoneField(_("telephone"), blank=True)
    url = models.URLField(_("web address"), blank=True)

    panels = [
        FieldRowPanel([FieldPanel("role"), FieldPanel("unit")]),
        FieldRowPanel([FieldPanel("mailbox"), FieldPanel("phone")]),
        FieldPanel("url"),
    ]

    class Meta(Orderable.Meta):
        abstract = True

    @property
    def phone_display(self) -> str:
        return phones.display(self.phone)
