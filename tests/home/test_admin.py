"""Editors find every form: each page type from an empty page, each snippet, in two languages."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.snippets.views.snippets import get_snippet_models_for_index_view

from accounts.models import User
from core.checks import page_types
from core.models import PrivacyNotice
from directory.models import EmergencyNumber, Organisation, ServicePoint
from glossary.models import FaqItem, GlossaryTerm
from home.models import HomePage
from taxonomy.models import Place

pytestmark = pytest.mark.django_db
SNIPPETS = [
    EmergencyNumber,
    FaqItem,
    GlossaryTerm,
    Organisation,
    Place,
    PrivacyNotice,
    ServicePoint,
]


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(User.objects.get(username="admin"))
    return client


def parent_of(model: Any) -> Page:
    """A page below which the type may stand; the one that may stand only once makes room."""
    if model.max_count_per_parent:
        for page in model.objects.filter(locale__language_code="it"):
            page.delete()
    for page in Page.objects.filter(locale__language_code="it").order_by("depth").specific():
        if model in page.allowed_subpage_models():
            return page
    return Page.objects.get(depth=1)


@pytest.mark.parametrize("model", page_types(), ids=lambda model: model.__name__)
def test_an_empty_form_opens_for_every_page_type(admin: Client, model: Any) -> None:
    parent = parent_of(model)
    meta = model._meta
    url = reverse("wagtailadmin_pages:add", args=[meta.app_label, meta.model_name, parent.pk])
    html = admin.get(url).content.decode()
    assert 'name="title"' in html
    assert 'role="tablist"' in html


@pytest.mark.parametrize("model", page_types(), ids=lambda model: model.__name__)
def test_a_page_of_the_demonstration_opens_in_the_editor(admin: Client, model: Any) -> None:
    page = model.objects.filter(locale__language_code="it").first()
    response = admin.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert response.status_code == 200
    preview = admin.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    assert preview.status_code in {200, 302}


@pytest.mark.parametrize("model", SNIPPETS, ids=lambda model: model.__name__)
def test_snippets_are_listed_and_edited(admin: Client, model: Any) -> None:
    viewset = model.snippet_viewset
    assert admin.get(reverse(viewset.get_url_name("list"))).status_code == 200
    row = model.objects.first()
    assert admin.get(reverse(viewset.get_url_name("edit"), args=[row.pk])).status_code == 200
    assert admin.get(reverse(viewset.get_url_name("add"))).status_code == 200


@pytest.mark.parametrize("role", ["publisher", "officer", "translator-ar", "organisation"])
def test_a_demonstration_user_reaches_the_admin(client: Client, role: str) -> None:
    assert client.login(username=role, password="approdo-demo-2026")
    assert client.get(reverse("wagtailadmin_home")).status_code == 200


def test_a_notice_of_the_admin_is_never_public(client: Client) -> None:
    """Drafts and the admin need a sign-in."""
    home = HomePage.objects.first()
    assert home is not None
    url = reverse("wagtailadmin_pages:edit", args=[home.pk])
    assert client.get(url).status_code == 302


def test_every_block_has_a_preview_or_a_description() -> None:
    """The block picker explains itself."""
    from core.blocks import BodyBlock

    for name, block in BodyBlock().child_blocks.items():
        assert block.label, name
        template = getattr(block.meta, "template", None)
        assert template, name


def test_nothing_hides_in_a_menu_of_snippets() -> None:
    """Every kind of entry stands in a menu under its own name: nobody looks for "snippets"."""
    assert get_snippet_models_for_index_view() == []
