"""Panels beside the form of a page, to which each app contributes its own.

Wagtail 8.0 has no hook for them: the viewset of all page types (`core.desk.sight.pages`) has a form that
asks those registered here. An app
with a form of its own for a page type derives it from `PanelsEditView`.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.admin.views.pages.edit import EditView

# The panel of an app for a page as it stands in the form, or nothing where it has none to show.
Make = Callable[[Any, HttpRequest], BaseSidePanel | None]
_makers: list[Make] = []


def register(make: Make) -> None:
    """Have a panel asked for whenever the form of a page is shown. Twice the same counts once."""
    if make not in _makers:
        _makers.append(make)


class PanelsEditView(EditView):
    """Wagtail's form of a page with the panels of our apps."""

    def get_side_panels(self) -> MediaContainer:
        panels = list(super().get_side_panels())
        if not self.expects_json_response:
            made = (make(self.page, self.request) for make in _makers)
            panels += [panel for panel in made if panel is not None]
            panels.sort(key=lambda panel: panel.order)  # ours first: Wagtail's begin at 100
        return MediaContainer(panels)
