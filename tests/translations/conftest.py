"""What several tests of translations begin with."""

from collections.abc import Callable
from typing import Any

import pytest
from wagtail_localize.models import StringSegment, StringTranslation

from tests.translations import desk
from translations.editor import marks, sending
from translations.editor.access import desk_of


@pytest.fixture
def incomplete(django_capture_on_commit_callbacks: Callable[..., Any]) -> list[str]:
    """The Arabic guide goes out with two sentences that nobody translated; the English one has them."""
    row = desk.translation()
    pieces = StringSegment.objects.filter(
        source=row.source, context__path__startswith="what_is"
    ).select_related("string")[:2]
    for piece in pieces:
        StringTranslation.objects.filter(
            translation_of=piece.string, context=piece.context_id, locale=row.target_locale
        ).delete()
    found = desk_of(desk.guide("ar"))
    assert found is not None
    with django_capture_on_commit_callbacks(execute=True):
        sending.version_of(found, None).publish()
    return [marks.plain(piece.string.data) for piece in pieces]
