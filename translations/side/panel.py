"""*Translations* beside the form of a source page: what an edit costs, before it is published."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.side_panels import BaseSidePanel

from core import locales
from translations import sources, states, texts
from translations.matrix import cells, scope
from translations.models import SourceText, State, TranslationState


@dataclass(frozen=True, slots=True)
class Cost:
    """Texts that the saved draft would change for translators, and their words in each language."""

    texts: int
    words: int


def cost(page: Any) -> Cost:
    """What publishing the page as it stands would leave to do; one query.

    Compared with the published texts, whoever changed them; the whole page where none were.
    """
    now = texts.of(page)
    held = SourceText.objects.filter(source_id=page.translation_key).first()
    before = held.texts if held else {}
    changes = [
        (old, new)
        for path in texts.changed_paths(before, now)
        for _kind, old, new in texts.differences(before.get(path, []), now.get(path, []))
    ]
    return Cost(len(changes), texts.words(new for _old, new in changes))


def of(page: Any, request: HttpRequest) -> "TranslationsSidePanel | None":
    """The panel of a saved page of the source language."""
    if not page.pk or not sources.is_source(page):
        return None
    return TranslationsSidePanel(page, request)


class TranslationsSidePanel(BaseSidePanel):
    """The price of an edit, the state of each language, and ticks to ask for those missing."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = gettext_lazy("Toggle translations")
        icon_name = "globe"

    name = "translations"
    title = gettext_lazy("Translations")
    template_name = "translations/side/panel.html"
    order = 60

    class Media:
        css = {"all": ("css/desk.css", "css/desk_matrix.css")}

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Two queries, three with the scope of somebody whose menu did not ask for it."""
        page = self.object
        found = {
            cell.locale_id: cell
            for cell in TranslationState.objects.filter(source_id=page.translation_key)
        }
        rows = [self.row(locale, found.get(locale.pk)) for locale in states.targets()]
        asks = page.first_published_at is not None
        return super().get_context_data(parent_context) | {
            "cost": cost(page), "published": page.live, "rows": rows,
            "missing": asks and any(row["ask"] for row in rows), "asks": asks,
            "ask_url": reverse("wagtail_localize:submit_page_translation", args=[page.pk]),
            "side_url": reverse("translations_matrix:side", args=[page.pk])
            if page.live and scope.sees_one(self.request.user) else "",
            "csrf_token": parent_context.get("csrf_token"),
        }  # fmt: skip

    def row(self, locale: Any, cell: TranslationState | None) -> dict[str, Any]:
        """A language with its state; nothing computed yet counts as missing."""
        code = locale.language_code
        missing = cell is None or cell.page_id is None
        own = not missing and locale in scope.of(self.request.user).own
        name = "review" if cell and cell.state == State.REVIEW else "editor"
        return {
            "locale": locale, "cell": cell, "ask": missing, "name": locales.native_name(code),
            "lang": locales.html_lang(code),
            "state": State(cell.state) if cell else State.MISSING,
            "icon": cells.ICONS[State(cell.state) if cell else State.MISSING],
            "url": reverse(f"translations_desk:{name}", args=[code, self.object.pk]) if own else "",
        }  # fmt: skip
