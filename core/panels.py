"""Panels that Wagtail does not have."""

from typing import Any

from wagtail.admin.panels import FieldPanel

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
