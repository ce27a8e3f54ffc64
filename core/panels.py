"""Panels that Wagtail does not have."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel

from core import locales


class SourceRowsPanel(FieldPanel):
    """Rows of a translated snippet, each offered once: in the source language.

    Pages keep the source row whatever their language; readers see it in theirs (core.localize).
    """

    class BoundPanel(FieldPanel.BoundPanel):
        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            if self.form is not None:
                field = self.form.fields[self.field_name]
                field.queryset = field.queryset.filter(locale_id=locales.source().pk)


class SourcePanel(HelpPanel):
    """A part of the form that only pages of the source language have, drawn by a template.

    What is filled in there is no field of the page: who owns the template reads the request.
    """

    class BoundPanel(HelpPanel.BoundPanel):
        def is_shown(self) -> bool:
            page = self.instance
            return bool(super().is_shown() and page.pk and page.locale_id == locales.source().pk)


class ReviewPanel(HelpPanel):
    """At the top of the form of a page whose check is late, or whose law changed."""

    class BoundPanel(HelpPanel.BoundPanel):
        def is_shown(self) -> bool:
            page = self.instance
            return bool(
                super().is_shown() and page.live and (page.is_overdue or page.law_changed_on)
            )


REVIEW = ReviewPanel(template="editorial/verification/banner.html")
TRANSLATIONS = SourcePanel(template="translations/desk/page_panel.html", heading=_("Translations"))
