"""What an editor takes away in Italian is gone in the translations too."""

import pytest
from wagtail.models import Locale
from wagtail_localize.models import Translation, TranslationSource

from guides.models import GuidePage

pytestmark = pytest.mark.django_db


def test_an_emptied_list_of_terms_is_empty_in_the_translation() -> None:
    page = GuidePage.objects.get(slug="rinnovare-permesso", locale__language_code="it")
    locale = Locale.objects.get(language_code="ar")
    arabic = page.get_translation(locale)
    assert arabic.free_help.exists()
    kept = list(arabic.where_to_go.values_list("pk", flat=True))
    page.free_help.clear()
    page.save_revision().publish()
    source, _created = TranslationSource.update_or_create_from_instance(page)
    Translation.objects.get(source=source, target_locale=locale).save_target(publish=True)
    arabic = GuidePage.objects.get(pk=arabic.pk)
    assert not arabic.free_help.exists()
    assert list(arabic.where_to_go.values_list("pk", flat=True)) == kept
