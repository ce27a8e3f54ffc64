"""What readers of a published translation are told about sentences of a machine."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class MachineText(models.Model):
    """A live translation with sentences of a machine that no person has reviewed, as it was published.

    `texts`: [content path, sentence of the source in wagtail-localize's form, plain translation].
    No row: a person has seen every sentence.
    """

    page = models.OneToOneField(
        Page, on_delete=models.CASCADE, primary_key=True, related_name="+", verbose_name=_("page")
    )
    texts = models.JSONField(default=list)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.page_id)
