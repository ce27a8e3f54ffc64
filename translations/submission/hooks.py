"""“Translate…” among what one can do with a page of the source language, for who edits it."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import pgettext
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from translations import sources
from translations.law import rights

# wagtail-localize's own entry leads to the same form, and is shown with this permission alone.
OWN = "wagtail_localize.submit_translation"


@hooks.register("register_page_listing_more_buttons")
@hooks.register("register_page_header_buttons")
def translate_button(page: Any, user: Any, **kwargs: Any) -> Iterator[Button]:
    """One entry; no query beyond the rights that Wagtail reads anyway."""
    if user.has_perm(OWN) or not sources.is_source(page) or not rights.may_edit(user, page):
        return
    yield Button(
        pgettext("button", "Translate…"),
        reverse("wagtail_localize:submit_page_translation", args=[page.pk]),
        icon_name="wagtail-localize-language", priority=60,
    )  # fmt: skip
