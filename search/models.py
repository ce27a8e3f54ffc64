"""What editors add to search, and what readers look for."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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


class SearchChoice(models.TextChoices):
    """What an editor decided about words that readers looked for in vain."""

    SYNONYM = "synonym", pgettext_lazy("search demand", "synonym")
    LEAD = "lead", pgettext_lazy("search demand", "leads to a page")
    TASK = "task", pgettext_lazy("search demand", "task")
    IGNORE = "ignore", pgettext_lazy("search demand", "ignored")


LEADING = (SearchChoice.SYNONYM, SearchChoice.LEAD)
"""Choices after which a page is found by the words, whether or not its text has them."""


class SearchDecision(models.Model):
    """One decision about words of one language; deleting it undoes it.

    `words` are in the form in which they are counted (search.counting.normal). Words that lead to
    a page (LEADING) stand in its document like words of its title; a synonym finds other pages by
    the words of that title as well.
    """

    language = models.CharField(_("language"), max_length=12, choices=language_choices)
    words = models.CharField(_("words"), max_length=100)
    choice = models.CharField(_("decision"), max_length=8, choices=SearchChoice.choices)
    page = models.ForeignKey(
        "wagtailcore.Page", verbose_name=_("page"), null=True, blank=True,
        on_delete=models.CASCADE, related_name="+",
    )  # fmt: skip
    synonyms = models.ForeignKey(
        SynonymGroup, verbose_name=_("synonyms"), null=True, blank=True,
        on_delete=models.CASCADE, related_name="+",
    )  # fmt: skip
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("assigned to"), null=True, blank=True,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("decided by"), null=True,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip
    decided_at = models.DateTimeField(_("decided"))
    searches = models.PositiveIntegerField(_("searches"), default=0)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        verbose_name = _("decision about a search")
        verbose_name_plural = _("decisions about searches")
        ordering: ClassVar[list[str]] = ["-decided_at"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["language", "words"], name="search_decision_once")
        ]
        permissions = [
            ("decide_demand", _("Can decide what becomes of searches without an answer"))
        ]

    def __str__(self) -> str:
        return f"{self.words} ({self.language}): {self.get_choice_display()}"
