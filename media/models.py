"""Images and documents, custom from the first migration so that they can grow later."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class CustomImage(AbstractImage):
    """A picture. Its alternative text is written where it is used, once per language."""

    credit = models.CharField(
        _("credit"),
        max_length=200,
        blank=True,
        help_text=_("Author and licence, shown with the picture."),
    )

    admin_form_fields = (*Image.admin_form_fields, "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")


class CustomRendition(AbstractRendition):
    """A copy of an image in another size or format."""

    image = models.ForeignKey(CustomImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


class CustomDocument(AbstractDocument):
    """A file for download, served as an attachment."""

    language = models.CharField(
        _("language"),
        max_length=12,
        blank=True,
        help_text=_("Language of the text inside the file, for example it or ar."),
    )
    accessible = models.BooleanField(
        _("accessible"),
        default=False,
        help_text=_("The file has headings, tags and reading order (for PDF: PDF/UA)."),
    )

    admin_form_fields = (*Document.admin_form_fields, "language", "accessible")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def clean(self) -> None:
        """Wagtail 8.0 answers 500 where a file was sent before its fields: it is looked at then."""
        if self.file:
            super().clean()
