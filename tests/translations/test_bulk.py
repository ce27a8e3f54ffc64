"""Many rows of the matrix at once: what is touched, what is left out, and who gets it."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client, TestCase, override_settings
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from accounts.models import User
from core.desk.queue import gather
from tests.desk import signed_in, turned_away
from tests.translations import desk
from tests.translations.pages import edit, guide, locale
from translations import assignment, states
from translations.bulk.actions import ACTIONS
from translations.models import SourceStats, State, TranslationState

pytestmark = pytest.mark.django_db
LONGEST_LABEL = 13


def address(action: str, query: str) -> str:
    return f"{reverse(f'translations_matrix:bulk-{action}')}?{query}"


def cells(code: str, **wanted: Any) -> Any:
    return TranslationState.objects.filter(locale=locale(code), **wanted)


def ids(number: int) -> list[int]:
    return list(SourceStats.objects.filter(live=True).values_list("page_id", flat=True)[:number])


def assign(client: Client, query: str, **who: Any) -> Any:
    data = {f"who-{code}": value for code, value in who.items()}
    with TestCase.captureOnCommitCallbacks(execute=True):
        return client.post(address("assign", query), data)


@pytest.fixture
def samira() -> User:
    return User.objects.get(username="translator-ar")


def test_the_screen_names_the_ticked_pages_and_nothing_happens_yet(client: Client) -> None:
    chosen = ids(2)
    query = "&".join(f"page={pk}" for pk in chosen) + "&order=title"
    answer = signed_in(client, "publisher").get(address("assign", query))
    assert {row.page_id for row in answer.context["pages"]} == set(chosen)
    assert answer.context["count"] == 2
    assert f"{reverse('translations_matrix:all')}?order=title" in answer.content.decode()
    assert not TranslationState.objects.exclude(assignee=None).exists()


def test_without_a_tick_one_is_led_back_with_a_word(client: Client) -> None:
    answer = signed_in(client, "publisher").get(address("assign", "lang=ar&state=live"))
    back = reverse("translations_matrix:one", args=["ar"])
    assert answer["Location"] == f"{back}?state=live"


def test_all_pages_means_all_that_match_and_no_other(client: Client, samira: User) -> None:
    edit(guide(), lambda page: setattr(page, "lead", "Un altro inizio."))
    signed_in(client, "publisher")
    answer = client.get(address("assign", "all=1&state=stale"))
    assert [row.title for row in answer.context["pages"]] == [guide().title]
    assign(client, "all=1&state=stale", ar=samira.pk)
    (cell,) = TranslationState.objects.exclude(assignee=None)
    assert (cell.source_id, cell.locale) == (guide().translation_key, locale("ar"))
    assign(client, "all=1&lang=ar&work=0", ar=samira.pk)
    assert cells("ar", assignee=samira).count() == SourceStats.objects.filter(live=True).count()
    assert not cells("fr").exclude(assignee=None).exists()


def test_a_page_goes_to_another_and_to_nobody(client: Client, samira: User) -> None:
    signed_in(client, "publisher")
    reviewer = User.objects.get(username="reviewer-ar")
    query = f"lang=ar&page={ids(1)[0]}"
    for who, kept in ((samira.pk, samira), (reviewer.pk, reviewer), ("0", None)):
        assign(client, query, ar=who)
        assert cells("ar", source__page_id=ids(1)[0]).get().assignee == kept


def test_only_translators_of_the_language_can_be_chosen(client: Client, samira: User) -> None:
    signed_in(client, "publisher")
    answer = client.get(address("assign", f"page={ids(1)[0]}"))
    field = answer.context["form"].fields
    assert str(samira.pk) in dict(field["who-ar"].choices)
    assert str(samira.pk) not in dict(field["who-fr"].choices)
    admin = User.objects.get(username="admin")
    assert str(admin.pk) not in dict(field["who-ar"].choices)
    answer = assign(client, f"page={ids(1)[0]}", fr=samira.pk)
    assert answer.context["form"].errors
    assert assign(client, f"page={ids(1)[0]}").context["form"].non_field_errors()
    assert not TranslationState.objects.exclude(assignee=None).exists()


def test_pages_somebody_may_not_touch_are_named_and_left_out(client: Client, samira: User) -> None:
    """A translator takes pages that were asked for; the others are no page of theirs yet."""
    missing = cells("ar", state=State.MISSING)[0].source
    query = f"lang=ar&page={guide().pk}&page={missing.page_id}"
    answer = signed_in(client, "translator-ar").get(address("assign", query))
    assert [row.title for row in answer.context["pages"]] == [guide().title]
    assert [row.title for row in answer.context["without"]] == [missing.title]
    assign(client, query, ar=samira.pk)
    assert [cell.source_id for cell in cells("ar", assignee=samira)] == [guide().translation_key]


def test_an_officer_assigns_pages_of_their_own_section_only(client: Client, samira: User) -> None:
    other = SourceStats.objects.filter(live=True).exclude(kind__startswith="guides")[0]
    query = f"page={guide().pk}&page={other.page_id}"
    answer = signed_in(client, "officer").get(address("assign", query))
    assert [row.title for row in answer.context["without"]] == [other.title]
    assign(client, query, ar=samira.pk)
    assert [cell.source_id for cell in cells("ar", assignee=samira)] == [guide().translation_key]


@pytest.mark.parametrize("action", [view.name for view in ACTIONS])
@pytest.mark.parametrize(
    ("user", "lang"),
    [("translator-ar", "fr"), ("translator-ar", ""), ("organisation", "ar"), ("organisation", "")],
)
def test_others_are_turned_away_from_every_action(
    client: Client, user: str, lang: str, action: str
) -> None:
    signed_in(client, user)
    query = f"page={guide().pk}&lang={lang}"
    for answer in (client.get(address(action, query)), client.post(address(action, query), {})):
        assert turned_away(answer)
        assert guide().title not in answer.content.decode()


@pytest.mark.parametrize("action", [view.name for view in ACTIONS])
def test_nonsense_in_the_address_is_no_fault(client: Client, action: str) -> None:
    signed_in(client, "admin")
    assert client.get(address(action, "lang=xx&page=1")).status_code == 404
    assert client.get(address(action, "lang=it&page=1")).status_code == 404
    hostile = "page=x&page=%00&page=²&page=999999999&all=2&who=%00&state=nope&lang=ar"
    assert client.get(address(action, hostile)).status_code == 200


def test_labels_fit_their_buttons() -> None:
    assert all(len(str(view.label)) <= LONGEST_LABEL for view in ACTIONS)
    assert len({view.name for view in ACTIONS}) == len(ACTIONS)


def test_the_list_shows_the_actions_and_keeps_its_filters(client: Client) -> None:
    answer = signed_in(client, "translator-ar").get(
        reverse("translations_matrix:one", args=["ar"]) + "?work=0&risk=A"
    )
    html = answer.content.decode()
    assert f'formaction="{reverse("translations_matrix:bulk-assign")}"' in html
    assert '<input type="hidden" name="risk" value="A">' in html
    assert '<input type="hidden" name="lang" value="ar">' in html
    assert html.count('name="page" value="') == len(answer.context["rows"])


def test_whose_page_it_is_stands_in_the_list_which_can_be_narrowed(
    client: Client, samira: User
) -> None:
    cells("ar", source_id=guide().translation_key).update(assignee=samira)
    address = reverse("translations_matrix:one", args=["ar"])

    def titles(query: str) -> list[str]:
        answer = client.get(f"{address}?work=0&{query}")
        return [row.page.title for row, _cells in answer.context["rows"]]

    signed_in(client, "translator-ar")
    assert titles("who=me") == titles(f"who={samira.pk}") == [guide().title]
    assert guide().title not in titles("who=nobody")
    assert guide().title in titles("")
    signed_in(client, "reviewer-ar")
    assert titles("who=me") == []
    assert "translator-ar" in client.get(f"{address}?work=0&who={samira.pk}").content.decode()
    stale = client.get(f"{address}?state=stale&who={samira.pk}")
    assert stale.context["count"] == 0


def test_a_state_and_a_person_are_asked_of_the_same_language(client: Client, samira: User) -> None:
    cells("ar", source_id=guide().translation_key).update(assignee=samira, state=State.LIVE)
    cells("fr", source_id=guide().translation_key).update(state=State.STALE)
    signed_in(client, "publisher")
    address = reverse("translations_matrix:all")
    for query, count in (("state=stale", 0), ("state=live", 1), ("", 1)):
        assert client.get(f"{address}?who={samira.pk}&{query}").context["count"] == count


def test_own_pages_come_first_in_my_work_and_a_colleagues_last(samira: User) -> None:
    slugs = [guide(slug=slug) for slug in ("rinnovare-permesso", "residenza", "codice-fiscale")]
    keys = [page.translation_key for page in slugs]
    SourceStats.objects.filter(pk__in=keys).update(risk="B")
    cells("ar", source__in=keys).update(state=State.STALE, stale_segments=1)
    first, second, third = SourceStats.objects.filter(pk__in=keys).order_by("-priority", "title")
    reviewer = User.objects.get(username="reviewer-ar")
    cells("ar", source=third).update(assignee=samira)
    cells("ar", source=first).update(assignee=reviewer)
    rows = gather(samira, 10).rows
    assert [row.title for row in rows] == [third.title, second.title, first.title]
    assert [row.title for row in gather(samira, 1).rows] == [third.title]
    assert gather(reviewer, 10).rows[0].title == first.title
    assert gather(User.objects.get(username="publisher"), 50).rows != []


def test_who_watches_everything_gets_the_own_pages_only() -> None:
    publisher = User.objects.get(username="publisher")
    edit(guide(), lambda page: setattr(page, "lead", "Un altro inizio."))
    assert guide().title not in {row.title for row in gather(publisher, 50).rows}
    cells("ar", source_id=guide().translation_key).update(assignee=publisher)
    assert guide().title in {row.title for row in gather(publisher, 50).rows}


def test_one_letter_tells_of_what_is_new_and_none_of_what_was_theirs(
    client: Client, samira: User
) -> None:
    signed_in(client, "publisher")
    query = "&".join(f"page={pk}" for pk in ids(12)) + "&lang=ar"
    assign(client, query, ar=samira.pk)
    (letter,) = mail.outbox
    assert letter.to == [samira.email]
    assert "12" in letter.subject
    assert str(letter.body).count("\n– ") == 10 or str(letter.body).count("– ") == 10
    assert "/ar/?who=me" in str(letter.body)
    assign(client, query, ar=samira.pk)
    assert len(mail.outbox) == 1
    signed_in(client, "translator-ar")
    assign(client, f"lang=ar&page={guide().pk}", ar="0")
    assign(client, f"lang=ar&page={guide().pk}", ar=samira.pk)
    assert len(mail.outbox) == 1  # who takes a page knows


def test_who_lost_the_page_meanwhile_gets_no_letter(samira: User) -> None:
    from translations import tasks

    cell = cells("ar", source_id=guide().translation_key).get()
    assert tasks.tell_assigned.call(samira.pk, locale("ar").pk, [cell.pk], 1) is False
    assert mail.outbox == []


def test_the_nights_work_leaves_who_does_it(samira: User) -> None:
    cells("ar", source_id=guide().translation_key).update(assignee=samira)
    states.refresh(guide().translation_key)
    assert cells("ar", source_id=guide().translation_key).get().assignee == samira


def test_a_person_with_rights_on_one_page_is_a_translator_of_its_language() -> None:
    from translations.matrix import scope

    person = desk.person("one-page", pages={desk.home("fr"): ["change_page"]})
    found = scope.people([locale("fr"), locale("ar")])
    assert person in found[locale("fr").pk]
    assert person not in found[locale("ar").pk]
    User.objects.filter(pk=person.pk).update(is_superuser=True)
    assert person not in scope.people([locale("fr")])[locale("fr").pk]


def test_the_history_of_a_page_says_whose_it_became_and_through_whom(
    client: Client, samira: User
) -> None:
    """In the translation's history; where none was asked for yet, in the original's."""
    missing = cells("ar", state=State.MISSING)[0].source
    signed_in(client, "publisher")
    query = f"lang=ar&page={guide().pk}&page={missing.page_id}"
    assign(client, query, ar=samira.pk)
    assign(client, query, ar=samira.pk)  # nothing new: nothing to note
    User.objects.filter(pk=samira.pk).update(first_name="Samira", last_name="Haddad")
    for page in (guide("ar").pk, missing.page_id):
        (entry,) = PageLogEntry.objects.filter(page=page, action=assignment.ACTION)
        assert entry.user == User.objects.get(username="publisher")
        history = client.get(reverse("wagtailadmin_pages:history", args=[page])).content.decode()
        assert "العربية: la pagina la traduce Samira Haddad" in history
    assign(client, query, ar="0")
    last = PageLogEntry.objects.filter(page=guide("ar").pk, action=assignment.ACTION).latest("pk")
    assert last.data["who"] is None
    samira.delete()
    answer = client.get(reverse("wagtailadmin_pages:history", args=[guide("ar").pk]))
    assert answer.status_code == 200
    assert "Haddad" not in answer.content.decode()


def test_many_pages_cost_the_request_no_entry_each(
    client: Client, samira: User, django_assert_max_num_queries: Any
) -> None:
    """The histories are written by a worker, three queries for 500 pages."""
    keys = list(cells("ar").values_list("pk", flat=True))
    assert len(keys) > 50
    with django_assert_max_num_queries(3 + 2):  # a savepoint around the last
        assert assignment.log(keys, samira.pk, None, timezone.now()) == len(keys)
    signed_in(client, "publisher")
    before = PageLogEntry.objects.filter(action=assignment.ACTION).count()
    waiting = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    with override_settings(TASKS=waiting):
        client.post(address("assign", "all=1&lang=ar&work=0"), {"who-ar": samira.pk})
    assert cells("ar", assignee=samira).count() == len(keys)
    assert PageLogEntry.objects.filter(action=assignment.ACTION).count() == before


def test_a_page_that_comes_back_is_still_theirs(samira: User) -> None:
    page, gone = guide(), desk.person("translator-fr")
    key = page.translation_key
    cells("ar", source_id=key).update(assignee=samira)
    cells("fr", source_id=key).update(assignee=gone)
    with TestCase.captureOnCommitCallbacks(execute=True):
        page.unpublish()
    states.refresh(key)  # what the night does
    assert not TranslationState.objects.filter(source_id=key).exists()
    User.objects.filter(pk=gone.pk).update(is_active=False)
    edit(guide(), lambda page: None)
    assert cells("ar", source_id=key).get().assignee == samira
    assert cells("fr", source_id=key).get().assignee is None
    cells("ar", source_id=key).update(assignee=None)
    with TestCase.captureOnCommitCallbacks(execute=True):
        guide().unpublish()
    edit(guide(), lambda page: None)
    assert cells("ar", source_id=key).get().assignee is None  # it is not handed back twice
