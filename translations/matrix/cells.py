"""How a cell of the matrix is shown, and where the work on it is done."""

from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import ngettext, pgettext, pgettext_lazy
from wagtail.models import Locale

from translations.models import SourceStats, State, TranslationState

# Each state has a shape of its own: colour never speaks alone.
ICONS = {
    State.MISSING: "minus", State.DRAFT: "draft", State.MACHINE: "cog", State.REVIEW: "time",
    State.HELD: "resubmit", State.STALE: "warning", State.LIVE: "check",
}  # fmt: skip
VERBS = {
    State.MISSING: pgettext_lazy("translation", "Translate"),
    State.DRAFT: pgettext_lazy("translation", "Continue"),
    State.MACHINE: pgettext_lazy("translation", "Check"),
    State.REVIEW: pgettext_lazy("translation", "Review"),
    State.HELD: pgettext_lazy("translation", "Decide"),
    State.STALE: pgettext_lazy("translation", "Update"),
    State.LIVE: pgettext_lazy("translation", "View"),
}


def link(cell: TranslationState, page: SourceStats, locale: Locale) -> str:
    """Where one works on a cell; before there is a translation, where one asks for it."""
    if cell.page_id is None:
        address = reverse("wagtail_localize:submit_page_translation", args=[page.page_id])
        return f"{address}?select_locale={locale.language_code}"
    name = "review" if cell.state == State.REVIEW else "editor"
    try:
        return reverse(f"translations_desk:{name}", args=[locale.language_code, page.page_id])
    except NoReverseMatch:
        return reverse("wagtailadmin_pages:edit", args=[cell.page_id])


def figure(cell: TranslationState) -> SafeString | str:
    """What a cell of the matrix says beside its icon; nothing where all is well."""
    words = pgettext("short for: words", "%(count)d w.") % {"count": cell.words_todo}
    number = cell.stale_segments + cell.missing_segments
    said: dict[str, tuple[str, str]] = {
        State.MISSING: ("", words),
        State.DRAFT: (f"{cell.progress} %", ""),
        State.STALE: (str(number), words),
        State.MACHINE: (
            str(cell.machine_segments), pgettext("short for: machine translation", "auto"),
        ),
        State.HELD: (str(cell.stale_segments), pgettext("translation", "held")),
        State.REVIEW: (pgettext("short for: in review", "rev."), ""),
    }  # fmt: skip
    strong, small = said.get(cell.state, ("", ""))
    first = format_html("<b>{}</b>", strong) if strong else ""
    second = format_html("<small>{}</small>", small) if small else ""
    return format_html("{} {}", first, second) if first or second else ""


def todo(cell: TranslationState) -> str:
    """How much work there is, in texts and words."""
    if cell.state in {State.LIVE, State.REVIEW}:
        return "–"
    number = cell.stale_segments + cell.missing_segments
    if cell.state == State.MACHINE:
        number = cell.machine_segments
    texts = ngettext("%(count)d text", "%(count)d texts", number) % {"count": number}
    words = ngettext("%(count)d word", "%(count)d words", cell.words_todo)
    return f"{texts} · {words % {'count': cell.words_todo}}" if cell.words_todo else texts
