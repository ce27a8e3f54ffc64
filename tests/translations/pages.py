"""What the tests of the translation desk share: a guide of the demonstration, edited and published."""

from collections.abc import Callable
from typing import Any

from django.test import TestCase
from wagtail.models import Locale, Page

from guides.models import GuidePage
from translations.models import TranslationState

SLUG = "rinnovare-permesso"


def guide(code: str = "it", slug: str = SLUG) -> GuidePage:
    """A guide in a language, read anew."""
    return GuidePage.objects.get(slug=slug, locale__language_code=code)


def locale(code: str = "ar") -> Locale:
    return Locale.objects.get(language_code=code)


def edit(page: Any, change: Callable[[Any], None], *, publish: bool = True) -> Any:
    """Change a page as an editor does and publish it, with the tasks that follow."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        draft = page.get_latest_revision_as_object()
        change(draft)
        revision = draft.save_revision()
        if publish:
            revision.publish()
    return type(page).objects.get(pk=page.pk)


def set_text(stream: str, number: int, name: str, text: str) -> Callable[[Any], None]:
    """A change of one text within a block of a stream."""

    def change(page: Any) -> None:
        raw = getattr(page, stream).raw_data
        block = raw[number]
        if name:
            block["value"][name] = text
        else:
            block["value"] = text
        setattr(page, stream, page._meta.get_field(stream).stream_block.to_python(list(raw)))

    return change


def state(code: str = "ar", slug: str = SLUG) -> TranslationState:
    """The cell of a guide in a language."""
    return TranslationState.objects.get(
        source_id=guide(slug=slug).translation_key, locale=locale(code)
    )


def in_language(page: Page, code: str) -> Any:
    """The page's translation, as its own type."""
    return page.get_translation(locale(code)).specific
