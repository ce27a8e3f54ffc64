"""Who works on the site. Readers never have an account."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """An editor, translator, officer, publisher or administrator."""

    job_title = models.CharField(
        _("role in the organisation"),
        max_length=120,
        blank=True,
        help_text=_("Shown to colleagues in workflow notices, never to readers."),
    )

    class Meta(AbstractUser.Meta):
        verbose_name = _("user")  # type: ignore[assignment]
        verbose_name_plural = _("users")  # type: ignore[assignment]
