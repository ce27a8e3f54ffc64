"""What editors add to search, and what readers look for."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


def language_choices() -> list[tuple[str, str]]:
    return list(settings.LANGUAGES)


class SynonymGroup(models.Model):
    """Expressions that mean the same to readers of one language."""

    language = models.CharField(_("language"), max_length=12, choices=language_choices)
    expressions = models.TextField(
        _("expressions"),
        max_length=600,
        help_text=_("Words or short expressions with one meaning, each on a line of its own."),
    )

    class Meta:
        verbose_name = _("synonyms")
        verbose_name_plural = _("synonyms")
        ordering = ["language", "expressions"]

    def __str__(self) -> str:
        return " = ".join(self.lines())

    def lines(self) -> list[str]:
        """The expressions, each once, without blank lines."""
        rows = (" ".join(line.split()) for line in self.expressions.splitlines())
        return [*dict.fromkeys(row for row in rows if row)]

    def clean(self) -> None:
        super().clean()
        if len(self.lines()) < 2:
            raise ValidationError(
                {"expressions": _("Write at least two expressions, each on a line of its own.")}
            )


class SearchCount(models.Model):
    """How often something was looked for on a day: no person, no address, no hour.

    Rows asked fewer than `search.counting.RARE` times are deleted when the day is over, so that
    what only one reader typed is never kept.
    """

    day = models.DateField(_("day"))
    language = models.CharField(_("language"), max_length=12)
    words = models.CharField(_("words"), max_length=100)
    searches = models.PositiveIntegerField(_("searches"), default=0)
    without_results = models.PositiveIntegerField(_("without results"), default=0)
    clicks = models.PositiveIntegerField(_("results opened"), default=0)

    class Meta:
        verbose_name = _("search")
        verbose_name_plural = _("searches")
        ordering = ["-day", "-searches"]
        constraints = [
            models.UniqueConstraint(fields=["day", "language", "words"], name="search_count_once")
        ]

    def __str__(self) -> str:
        return f"{self.words} ({self.language}, {self.day})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.words = self.words[:100]
        super().save(*args, **kwargs)
