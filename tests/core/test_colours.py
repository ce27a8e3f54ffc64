"""A site's own hue stays readable, or is refused."""

import pytest
from django.core.exceptions import ValidationError

from core import colours
from core.models import SiteSettings


def test_black_on_white_is_21_to_1() -> None:
    assert round(colours.contrast((0, 0, 0), (0, 0, 100)), 1) == 21.0


def test_the_harbour_hue_keeps_seven_to_one() -> None:
    assert colours.lowest_contrast(201, 72) >= colours.MINIMUM


def test_a_hue_that_would_be_hard_to_read_is_refused() -> None:
    settings = SiteSettings(hue=60, saturation=100)
    with pytest.raises(ValidationError) as refusal:
        settings.clean()
    assert "hue" in refusal.value.message_dict
