"""Every screen of the desk says whom it is for."""

import pytest
from django.views import View

from volunteering.desk import urls
from volunteering.desk.access import GuardedMixin


@pytest.mark.parametrize("pattern", urls.urlpatterns, ids=lambda pattern: str(pattern.name))
def test_a_screen_is_guarded(pattern: object) -> None:
    view = pattern.callback.view_class  # type: ignore[attr-defined]
    assert issubclass(view, GuardedMixin)
    assert callable(view.rule)


def test_a_screen_for_nobody_in_particular_cannot_be_written() -> None:
    with pytest.raises(TypeError, match="does not say whom it is for"):
        type("Forgotten", (GuardedMixin, View), {})
