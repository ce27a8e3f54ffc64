"""Rows that tie any page to organisations, places and contacts. The same in every language."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable, Page

from directory.models import ContactRow, Organisation
from taxonomy.models import Place, Term


class PageOrganisation(Orderable):
    """An organisation and the part it plays in what the page is about."""

    page = ParentalKey(Page, on_delete=models.CASCADE, related_name="organisation_links")
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="page_links",
    )
    role = models.ForeignKey(
        Term,
        verbose_name=_("role"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        limit_choices_to={"vocabulary": "organisation-role"},
    )
    unit = models.CharField(_("office"), max_length=160, blank=True)

    panels = [
        FieldPanel("organisation"),
        FieldRowPanel([FieldPanel("role"), FieldPanel("unit")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")


class PagePlace(Orderable):
    """A place the page is about."""

    page = ParentalKey(Page, on_delete=models.CASCADE, related_name="place_links")
    place = models.ForeignKey(
        Place, verbose_name=_("place"), on_delete=models.PROTECT, related_name="page_links"
    )

    panels = [FieldPanel("place")]

    class Meta(Orderable.Meta):
        verbose_name = _("place")
        verbose_name_plural = _("places")


class PageContact(ContactRow):
    """A contact of what the page is about."""

    page = ParentalKey(Page, on_delete=models.CASCADE, related_name="contact_links")

    class Meta(ContactRow.Meta):
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
