"""Every screen of the desk says whom it is for."""

from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import reverse
from django.views import View
from wagtail import hooks

from core.desk import checks
from core.desk.access import GuardedMixin
from tests.desk import signed_in


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


def test_the_screens_of_every_app_are_looked_at() -> None:
    """Whoever registered them, by addresses, as a viewset or as an endpoint: bare, each is named."""
    own, bare, apps = checks.own_modules(), [], set()
    for address, view in checks.admin_views():
        kind = getattr(view, "view_class", None) or getattr(view, "cls", None) or view
        app = kind.__module__.partition(".")[0]
        if app in own and address.startswith("admin/"):
            apps.add(app)
            twin: Any = type("Bare", (View,), {"__module__": kind.__module__})
            bare.append((address, twin.as_view()))
    registered = {
        function.__module__.partition(".")[0]
        for name in ("register_admin_urls", "register_admin_viewset")
        for function in hooks.get_hooks(name)
    }
    assert (registered & own) - {"taxonomy"} <= apps  # taxonomy has none but Wagtail's own views
    assert {"core", "media", "directory", "facts", "translations", "editorial"} <= apps
    assert checks.undeclared(bare, own) == [address for address, _view in bare]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["translations_matrix:runs", "desk_jobs", "feedback_desk:inbox"]
)
def test_the_heading_of_a_screen_is_its_own(client: Client, address: str) -> None:
    """Not that of the last screen on the way to it."""
    context = signed_in(client, "admin").get(reverse(address)).context
    assert context["breadcrumbs_items"][-1] == {"url": "", "label": context["page_title"]}
