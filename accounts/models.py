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

    @property
    def called(self) -> str:
        """How colleagues call the user: name, role in the organisation."""
        name = self.get_full_name() or self.get_username()
        title = self.job_title
        return f"{name} ({title})" if title and title != name else name
