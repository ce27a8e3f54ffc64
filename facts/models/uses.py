"""Where facts stand on pages, and what somebody has to look at there."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page

from facts.models.facts import Fact


class FactUse(models.Model):
    """A sentence of a published page in which a fact stands: `⟦7⟧` is the value of fact 7."""

    fact = models.ForeignKey(Fact, on_delete=models.PROTECT, related_name="uses")
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    translation_key = models.UUIDField(db_index=True)
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+")
    field = models.CharField(max_length=60)
    block = models.CharField(max_length=40, blank=True)
    position = models.PositiveIntegerField(default=0)
    sentence = models.TextField()

    class Meta:
        verbose_name = _("use of a fact")
        verbose_name_plural = _("uses of facts")
        ordering = ["page__path", "position"]

    def __str__(self) -> str:
        return self.sentence


class FactCheck(models.Model):
    """A sentence somebody has to look at after a value changed; done when its page is published."""

    class Who(models.TextChoices):
        OWNER = "task", _("Task for whoever looks after the page")
        SELF = "edit", _("I fix it")

    fact = models.ForeignKey(Fact, on_delete=models.CASCADE, related_name="checks")
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    sentence = models.TextField()
    reason = models.CharField(max_length=300)
    who = models.CharField(max_length=4, choices=Who.choices)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("sentence to look at")
        verbose_name_plural = _("sentences to look at")
        ordering = ["created_at"]

    def __str__(self) -> str:
        return self.sentence
