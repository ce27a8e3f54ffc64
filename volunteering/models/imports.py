"""What imports remember: which call came from which row, and the file between look and import."""

import datetime
import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from volunteering.models.calls import CallPage
from volunteering.models.indexes import CallFolderPage


class ImportedCall(models.Model):
    """The code a call has in the organisation's own list: a second import finds it again."""

    folder = models.ForeignKey(CallFolderPage, on_delete=models.CASCADE, related_name="+")
    external_id = models.CharField(_("code"), max_length=80)
    call = models.OneToOneField(CallPage, on_delete=models.CASCADE, related_name="imported")

    class Meta:
        verbose_name = _("imported call")
        verbose_name_plural = _("imported calls")
        constraints = [
            models.UniqueConstraint(
                fields=["folder", "external_id"], name="imported_call_once_a_folder"
            )
        ]

    def __str__(self) -> str:
        return self.external_id


class CallUpload(models.Model):
    """A file somebody uploaded and has not imported yet. It lives for an hour."""

    LIFETIME = datetime.timedelta(hours=1)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    folder = models.ForeignKey(CallFolderPage, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    content = models.BinaryField()
    fingerprint = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("uploaded file of calls")
        verbose_name_plural = _("uploaded files of calls")

    def __str__(self) -> str:
        return self.name

    @classmethod
    def forget_old(cls) -> int:
        """Delete the files whose hour is over; how many."""
        limit = timezone.now() - cls.LIFETIME
        return cls.objects.filter(created_at__lt=limit).delete()[0]
