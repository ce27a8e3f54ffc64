"""What the writing aids add to the admin: addresses, the wider checker, their script and style."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks

from editorial.writing import checker
from editorial.writing.views import FixView, PanelView, WritingView


@hooks.register("register_admin_urls")
def writing_urls() -> list[Any]:
    return [
        path("desk/writing/<int:page_id>/", WritingView.as_view(), name="desk_writing"),
        path("desk/writing/<int:page_id>/panel/", PanelView.as_view(), name="desk_writing_panel"),
        path("desk/writing/<int:page_id>/fix/", FixView.as_view(), name="desk_writing_fix"),
    ]


@hooks.register("construct_wagtail_userbar")
def widen_checker(request: HttpRequest, items: list[Any], page: Any) -> None:
    checker.widen(items)


@hooks.register("insert_editor_js")
def editor_script() -> SafeString:
    return format_html(
        '<link rel="stylesheet" href="{}"><script defer src="{}"></script>'
        '<script defer src="{}"></script>',
        static("css/writing.css"), static("js/writing.js"), static("js/field-names.js"),
    )  # fmt: skip
