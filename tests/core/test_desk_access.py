"""Every screen of the desk says whom it is for."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.views import View

from core.desk import checks
from core.desk.access import GuardedMixin


class Open(View):
    """A screen that names nobody."""


class Declared(View):
    """A screen with a permission in Wagtail's way."""

    permission_required = "volunteering.monitor_calls"


def plain(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def test_all_screens_of_the_project_say_whom_they_are_for() -> None:
    views = [(a, v) for a, v in checks.admin_views() if a.startswith("admin/")]
    own = checks.own_modules()
    assert {"core", "volunteering", "search"} <= own
    assert "wagtail" not in own
    assert any(getattr(v, "view_class", v).__module__.startswith("volunteering") for _a, v in views)
    assert checks.undeclared(views, own) == []
    assert checks.desk_views_declare_whom_they_are_for() == []


def test_a_screen_that_does_not_is_named() -> None:
    views = [("a/", Open.as_view()), ("b/", Declared.as_view()), ("c/", plain)]
    assert checks.undeclared(views, {"tests"}) == ["a/", "c/"]


def test_a_screen_for_nobody_in_particular_cannot_be_written() -> None:
    with pytest.raises(TypeError, match="does not say whom it is for"):
        type("Forgotten", (GuardedMixin, View), {})
