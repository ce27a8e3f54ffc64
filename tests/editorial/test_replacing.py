"""An address is replaced everywhere: seen first, done in the background, nobody passed over."""

import datetime
from typing import Any

import pytest
from django.conf import settings as site_settings
from django.db import connection
from django.test import Client, TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry
from wagtail_localize.models import StringSegment, TranslationSource

from accounts.models import User
from core.desk import four_eyes
from core.models import SiteSettings
from directory.models import Organisation
from editorial.links import fetching, gathering, replacing, report
from editorial.links.rewriting import Target, rewritten, spots
from editorial.models import ExternalLink, LinkReplacement, LinkUse
from editorial.models.replacing import Outcome
from guides.models import GuidePage
from tests.desk import signed_in, turned_away
from translations import staleness
from translations.models import MinorVersion

pytestmark = pytest.mark.django_db
OLD, NEW = "https://old.example.net/a?b=1&c=2", "https://new.example.net/x?y=1&z=2"
IN_TEXT = f'<p>Vai al <a href="{OLD.replace("&", "&amp;")}#modulo">modulo</a> <a href="https://other.example.net/">b</a></p>'
SOURCE = ("source", {"title": "La legge", "url": OLD})


@pytest.fixture(autouse=True)
def answers(monkeypatch: Any, settings: Any) -> dict[str, fetching.Answer]:
    """What addresses answer; everything works unless a test says otherwise."""
    settings.LINK_CHECKS = True
    said: dict[str, fetching.Answer] = {}
    monkeypatch.setattr(fetching, "ask", lambda url, seconds=0: said.get(url, fetching.Answer(200)))
    return said


@pytest.fixture
def guide() -> GuidePage:
    """A guide that is out in Italian and Arabic with the address in a text and a stream."""
    arabic = GuidePage.objects.filter(locale__language_code="ar", live=True).order_by("pk")[0]
    guide = arabic.get_translations().get(locale__language_code="it")
    with TestCase.captureOnCommitCallbacks(execute=True):
        for page in (guide, arabic):
            page.who_for = IN_TEXT
            page.sources = [SOURCE]
            page.save_revision(clean=False).publish()
    return fresh(guide)


def fresh(page: Any) -> Any:
    return type(page).objects.get(pk=page.pk)


def arabic(page: Any) -> Any:
    return page.get_translations().get(locale__language_code="ar")


def link() -> ExternalLink:
    return ExternalLink.objects.get(url=OLD)


def replace(client: Client, to: str = NEW, name: str = "publisher") -> LinkReplacement:
    """By the screens: look at the changes, press the button, the worker does it."""
    signed_in(client, name)
    screen = reverse("desk_link_replace", args=[link().pk])
    answer = client.get(screen, {"to": to})
    assert "token" in answer.context, answer.context["form"].errors
    with TestCase.captureOnCommitCallbacks(execute=True):
        answer = client.post(screen, {"checked": answer.context["token"]})
    done = LinkReplacement.objects.get()
    assert answer["Location"] == reverse("desk_link_replaced", args=[done.pk])
    return done


def outcomes(done: LinkReplacement) -> dict[int | str, str]:
    return {row.page_id or row.owner_id: row.outcome for row in done.places.all()}


def test_nothing_changes_before_the_button_and_every_place_is_shown(
    client: Client, guide: GuidePage
) -> None:
    signed_in(client, "publisher")
    answer = client.get(reverse("desk_link_replace", args=[link().pk]), {"to": NEW})
    html = answer.content.decode()
    rows = {row.url: row for row in answer.context["rows"]}
    for page in (guide, arabic(guide)):
        row = rows[reverse("wagtailadmin_pages:edit", args=[page.pk])]
        assert {spot.words for spot in row.spots} == {"modulo", "La legge"}
        assert row.outcome == Outcome.PUBLISHED
    assert html.count("<ins") >= 4
    assert not LinkReplacement.objects.exists()
    assert fresh(guide).who_for == IN_TEXT


def test_texts_streams_and_translations_get_the_new_address_and_stay_up_to_date(
    client: Client, guide: GuidePage
) -> None:
    before = fresh(guide).live_revision_id
    source = TranslationSource.objects.get(object_id=guide.translation_key)
    stale = staleness.changes(guide.translation_key, arabic(guide).locale)
    done = replace(client)
    assert set(outcomes(done).values()) == {Outcome.PUBLISHED}
    user = User.objects.get(username="publisher")
    for page in (fresh(guide), fresh(arabic(guide))):
        assert f'href="{NEW.replace("&", "&amp;")}#modulo"' in page.who_for
        assert page.sources[0].value["url"] == NEW
        assert "other.example.net" in page.who_for
        assert not page.has_unpublished_changes
        entry = PageLogEntry.objects.get(page=page.pk, action=replacing.ACTION)
        assert (entry.user, entry.data["new"]) == (user, NEW)
        assert gathering.addresses(page) & {OLD, NEW} == {NEW}
    live = fresh(guide).live_revision
    assert live.pk > before
    assert live.user == user
    assert MinorVersion.objects.filter(revision=live).exists()
    assert staleness.changes(guide.translation_key, arabic(guide).locale) == stale
    source.refresh_from_db()
    assert OLD not in source.content_json
    attrs = StringSegment.objects.filter(source=source).values_list("attrs", flat=True)
    assert not any("old.example.net" in text for text in attrs)
    assert any("new.example.net" in text for text in attrs)
    html = client.get(reverse("desk_link_replaced", args=[done.pk])).content.decode()
    assert reverse("wagtailadmin_pages:edit", args=[guide.pk]) in html
    assert not LinkUse.objects.filter(link__url=OLD).exists()


def test_a_draft_gets_the_address_and_keeps_its_text_and_its_author(
    client: Client, guide: GuidePage
) -> None:
    editor = User.objects.get(username="editor")
    draft = fresh(guide)
    draft.title = "Un titolo nuovo"
    version = draft.save_revision(user=editor, clean=False)
    MinorVersion.objects.create(revision=version)
    replace(client)
    page = fresh(guide)
    assert page.title == guide.title
    assert NEW.replace("&", "&amp;") in page.who_for
    assert page.has_unpublished_changes
    latest = page.get_latest_revision_as_object()
    assert latest.title == "Un titolo nuovo"
    assert NEW.replace("&", "&amp;") in latest.who_for
    assert page.latest_revision.user == editor
    assert page.latest_revision_id > page.live_revision_id
    assert MinorVersion.objects.filter(revision=page.latest_revision_id).exists()
    workflow = page.get_workflow().start(page, User.objects.get(username="officer"))
    assert editor.pk in four_eyes.authors(workflow)


@pytest.mark.parametrize("held", ["locked", "review", "scheduled"])
def test_who_works_on_a_page_is_not_passed_over(
    client: Client, guide: GuidePage, held: str
) -> None:
    page = fresh(guide)
    if held == "locked":
        page.locked, page.locked_by = True, User.objects.get(username="publisher")
        page.save(update_fields=["locked", "locked_by"])
    elif held == "review":
        page.save_revision(user=User.objects.get(username="editor"), clean=False)
        page.get_workflow().start(page, User.objects.get(username="editor"))
    else:
        page.go_live_at = timezone.now() + datetime.timedelta(days=3)
        page.save_revision(clean=False).publish()
    done = replace(client)
    assert outcomes(done)[guide.pk] == held
    assert outcomes(done)[arabic(guide).pk] == Outcome.PUBLISHED
    assert OLD.replace("&", "&amp;") in fresh(guide).who_for
    assert guide.title in client.get(reverse("desk_link_replaced", args=[done.pk])).content.decode()
    Page.objects.filter(pk=guide.pk).update(locked=False)
    if held == "locked":
        with TestCase.captureOnCommitCallbacks(execute=True):
            client.post(reverse("desk_link_replaced", args=[done.pk]))
        assert outcomes(done)[guide.pk] == Outcome.PUBLISHED


def test_who_may_not_publish_leaves_a_draft_and_who_may_not_change_leaves_all(
    client: Client, guide: GuidePage
) -> None:
    done = replace(client, name="officer")
    page = fresh(guide)
    assert outcomes(done) == {guide.pk: Outcome.DRAFT, arabic(guide).pk: Outcome.RIGHTS}
    assert page.who_for == IN_TEXT
    assert NEW.replace("&", "&amp;") in page.get_latest_revision_as_object().who_for


def test_an_address_of_our_own_becomes_a_reference(client: Client, guide: GuidePage) -> None:
    target = GuidePage.objects.filter(locale=guide.locale, live=True).exclude(pk=guide.pk)[0]
    foreign = arabic(target) if target.get_translations().filter(
        locale__language_code="ar", live=True
    ).exists() else target  # fmt: skip
    path = foreign.get_url()
    replace(client, f"{site_settings.SITE_URL}{path}")
    for page in (fresh(guide), fresh(arabic(guide))):
        assert f'<a id="{target.pk}" linktype="page">modulo</a>' in page.who_for
        assert page.sources[0].value["url"] == target.full_url
        assert target.pk in gathering.targets(page)


def test_blocks_that_can_lead_to_a_page_do(guide: GuidePage) -> None:
    stream = [{"type": "action_link", "value": {"label": "x", "page": None, "url": OLD}}]
    done = rewritten(stream, OLD, Target("https://ours.example.org/", 7))
    assert done[0]["value"] == {"label": "x", "page": 7, "url": ""}
    other = [{"value": {"page": 3, "url": OLD}}]
    assert rewritten(other, OLD, Target(NEW, 7)) == [{"value": {"page": 3, "url": NEW}}]


def test_only_the_address_itself_is_replaced() -> None:
    for text in (f"{OLD}/more", f"x {OLD}", f'<a href="{OLD}x">y</a>', "[1", "{x}", ""):
        assert rewritten(text, OLD, Target(NEW)) == text
        assert list(spots(text, OLD)) == []
    assert rewritten(f"{OLD}#a", OLD, Target(f"{NEW}#b")) == f"{NEW}#b"


def test_an_address_is_asked_first(
    client: Client, guide: GuidePage, answers: dict[str, fetching.Answer]
) -> None:
    signed_in(client, "publisher")
    screen = reverse("desk_link_replace", args=[link().pk])
    answers[NEW] = fetching.Answer(404)
    refused = [NEW, OLD, f"{OLD}#x", "javascript:alert(1)", "ftp://a.example.net/", ""]
    refused += [f"{site_settings.SITE_URL}/it/non-esiste/"]
    for address in refused:
        answer = client.get(screen, {"to": address})
        assert answer.context["form"].errors, address
        assert "token" not in answer.context
    answers[NEW] = fetching.Answer(None, "private")
    assert "token" not in client.get(screen, {"to": NEW}).context
    answers[NEW] = fetching.Answer(None, "timeout")
    answer = client.get(screen, {"to": NEW})
    assert answer.context["checked"].doubt
    assert "token" in answer.context


def test_only_what_was_shown_is_done(client: Client, guide: GuidePage) -> None:
    signed_in(client, "publisher")
    other = ExternalLink.of("https://third.example.net/")
    other.save()
    token = client.get(reverse("desk_link_replace", args=[link().pk]), {"to": NEW}).context["token"]
    for pk, sent in ((link().pk, ""), (link().pk, "x" + token), (other.pk, token)):
        client.post(reverse("desk_link_replace", args=[pk]), {"checked": sent})
    assert not LinkReplacement.objects.exists()
    for name in ("editor", "organisation", "translator-ar"):
        signed_in(client, name)
        screen = reverse("desk_link_replace", args=[link().pk])
        assert turned_away(client.get(screen, {"to": NEW}))
        assert turned_away(client.post(screen, {"checked": token}))
    assert not LinkReplacement.objects.exists()


def test_one_page_that_fails_does_not_stop_the_others(
    client: Client, guide: GuidePage, monkeypatch: Any
) -> None:
    real = replacing.in_page

    def broken(page: Any, *rest: Any) -> Any:
        if page.pk == guide.pk:
            raise ValueError("x")
        return real(page, *rest)

    monkeypatch.setattr(replacing, "in_page", broken)
    done = replace(client)
    assert outcomes(done) == {guide.pk: Outcome.FAILED, arabic(guide).pk: Outcome.PUBLISHED}


def test_organisations_and_settings_are_gathered_and_replaced(client: Client) -> None:
    row = Organisation.objects.filter(locale__language_code="it")[0]
    settings_row = SiteSettings.objects.all()[0]
    with TestCase.captureOnCommitCallbacks(execute=True):
        row.website = OLD
        row.save()
        settings_row.newsletter_url = OLD
        settings_row.save()
    owners = {use.owner for use in LinkUse.objects.filter(link__url=OLD)}
    assert row in owners
    assert settings_row in owners
    html = signed_in(client, "admin").get(reverse("desk_link", args=[link().pk])).content.decode()
    assert row.name in html
    assert reverse(row.snippet_viewset.get_url_name("edit"), args=[row.pk]) in html
    done = replace(client, name="publisher")
    assert set(outcomes(done).values()) == {Outcome.RIGHTS}
    signed_in(client, "admin")
    done.asked_by = User.objects.get(username="admin")
    done.save()
    with TestCase.captureOnCommitCallbacks(execute=True):
        client.post(reverse("desk_link_replaced", args=[done.pk]))
    row.refresh_from_db()
    settings_row.refresh_from_db()
    assert (row.website, settings_row.newsletter_url) == (NEW, NEW)
    assert set(outcomes(done).values()) == {Outcome.SAVED}
    assert not LinkUse.objects.filter(link__url=OLD).exists()
    with TestCase.captureOnCommitCallbacks(execute=True):
        settings_row.follow_channels.create(url=OLD, kind="rss")
        settings_row.save()
    assert LinkUse.objects.filter(link__url=OLD).count() == 1
    with TestCase.captureOnCommitCallbacks(execute=True):
        type(settings_row.follow_channels.get(url=OLD)).objects.filter(url=OLD).delete()
    assert not LinkUse.objects.filter(link__url=OLD).exists()


def test_pages_languages_and_other_places_are_counted_each_by_itself(
    client: Client, guide: GuidePage
) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        for row in Organisation.objects.filter(locale__language_code="it")[:3]:
            row.website = OLD
            row.save()
    row = report.counted(ExternalLink.objects.filter(url=OLD)).get()
    assert (row.pages, row.languages, row.things) == (2, 2, 3)


def test_an_address_too_long_for_a_field_is_said(client: Client) -> None:
    row = Organisation.objects.filter(locale__language_code="it")[0]
    with TestCase.captureOnCommitCallbacks(execute=True):
        row.website = OLD
        row.save()
    done = replace(client, "https://new.example.net/" + "x" * 300, name="admin")
    assert set(outcomes(done).values()) == {Outcome.LONG}
    row.refresh_from_db()
    assert row.website == OLD


def test_the_screen_of_changes_costs_the_same_for_any_number_of_pages(client: Client) -> None:
    """Also with rows of lists; a page in review is still told apart."""
    guides = list(GuidePage.objects.filter(live=True).order_by("pk")[:30])
    old = ExternalLink.of(OLD)
    old.save()
    signed_in(client, "publisher")
    screen = reverse("desk_link_replace", args=[old.pk])

    def queries(pages: list[GuidePage]) -> int:
        LinkUse.objects.all().delete()
        uses = (LinkUse(link=old, page_id=page.pk, locale_id=page.locale_id) for page in pages)
        LinkUse.objects.bulk_create(uses)
        with CaptureQueriesContext(connection) as made:
            answer = client.get(screen, {"to": NEW})
        assert len(answer.context["rows"]) == len(pages)
        return len(made)

    queries(guides[:1])
    assert queries(guides[:2]) == queries(guides) <= 45
    reviewed = next(page for page in guides if page.locale.language_code == "it")
    reviewed.get_workflow().start(reviewed, User.objects.get(username="editor"))
    rows = client.get(screen, {"to": NEW}).context["rows"]
    assert [row.outcome for row in rows].count(Outcome.REVIEW) == 1
