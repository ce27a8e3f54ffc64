"""Columns of the list of facts."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

SOON = 30  # days before a check in which the list says how many are left


class ValueColumn(Column):
    """Today's value."""

    cell_template_name = "facts/desk/cell_value.html"


class WhereColumn(Column):
    """On how many pages and in how many languages readers see the fact."""

    cell_template_name = "facts/desk/cell_where.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        context["url"] = reverse("fact:edit", args=[instance.pk]) + "#uses"
        context["words"] = where_words(instance.pages, instance.languages)
        return context


class ReviewColumn(Column):
    """The day of the next check; late ones say by how much."""

    cell_template_name = "facts/desk/cell_review.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        day = instance.next_review
        left = (day - timezone.localdate()).days if day else None
        context |= {"day": day, "late": left is not None and left < 0, "words": ""}
        if left is not None and left < 0:
            context["words"] = ngettext("%(number)d day late", "%(number)d days late", -left) % {
                "number": -left
            }
        elif left is not None and left <= SOON:
            context["words"] = ngettext("in %(number)d day", "in %(number)d days", left) % {
                "number": left
            }
        return context


def where_words(pages: int, languages: int) -> str:
    """14 pages · 8 languages; nowhere."""
    if not pages:
        return gettext("nowhere")
    first = ngettext("%(number)d page", "%(number)d pages", pages) % {"number": pages}
    second = ngettext("%(number)d language", "%(number)d languages", languages) % {
        "number": languages
    }
    return f"{first} · {second}"


COLUMNS: list[Any] = [
    "name",
    ValueColumn("shown", label=_("Value"), accessor="shown"),
    Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
    WhereColumn("pages", label=_("Where it is shown"), sort_key="pages"),
    ReviewColumn("next_review", label=_("Next check"), sort_key="next_review"),
    Column("owner_role", label=_("Owner"), sort_key="owner_role"),
]  # fmt: skip
