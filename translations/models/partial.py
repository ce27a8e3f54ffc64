"""What a published translation still says in the language of its source."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class PartialTranslation(models.Model):
    """A live translation with sentences that nobody translated, as it was published.

    `sentences` are plain texts of the source. No row: the page is complete.
    """

    page = models.OneToOneField(
        Page, on_delete=models.CASCADE, primary_key=True, related_name="+", verbose_name=_("page")
    )
    sentences = models.JSONField(default=list)

    class Meta:
        verbose_name = _("incomplete translation")
        verbose_name_plural = _("incomplete translations")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.page_id)
