"""What the writing aids find in a page, and the button that mends it."""

import re
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.test.utils.form_data import querydict_from_html

from accounts.models import User
from core.passages import Passage, passages, runs, write
from editorial.writing import amounts, fixing, foreign, language, links, report, typography
from editorial.writing.issues import Issue, Kind, mended
from facts.models import Fact, FactValue
from facts.values import Kind as FactKind
from guides.models import GuidePage
from tests.desk import signed_in, turned_away

RICH = ("bold", "link", "fact", "ul", "ol")


def rich(text: str, features: tuple[str, ...] = RICH) -> Passage:
    return Passage("who_for", (), "who_for", "A chi è rivolto", "who_for", text, True, features)


def plain(text: str) -> Passage:
    return Passage("lead", (), "lead", "Sommario", "lead", text)


def after(text: str, code: str = "it") -> str:
    """A plain text with all mended that is certain."""
    passage = plain(text)
    found = typography.look(passage, language.of(code))
    return mended(text, [edit for issue in found for edit in issue.edits])


NNBSP, NBSP = "\u202f", "\u00a0"


@pytest.mark.parametrize(
    ("code", "wrong", "right"),
    [
        ("it", "E' gratis, perche' è un diritto.", "È gratis, perché è un diritto."),
        ("it", "C'e' un ufficio in citta'. Puo' aprire piu' tardi.", "C'è un ufficio in città. Può aprire più tardi."),
        ("it", "PERCHE' la qualita' e' alta", "PERCHÉ la qualità è alta"),
        ("it", "Perchè nè io nè lui: cioé nessuno.", "Perché né io né lui: cioè nessuno."),
        ("it", "Qual'è l’ufficio? Un pò lontano.", "Qual è l’ufficio? Un po’ lontano."),
        ("it", "Vai  in  Questura ,poi aspetta...", "Vai in Questura ,poi aspetta…"),
        ("it", "Vai in Questura , poi aspetta .", "Vai in Questura, poi aspetta."),
        ("it", "Porta l' originale e l`altro foglio,anche vecchio", "Porta l'originale e l’altro foglio, anche vecchio"),
        ("it", 'La "ricevuta" serve.', "La “ricevuta” serve."),
        ("fr", "Qui? Vous! Apportez: le titre; «la carte».", f"Qui{NNBSP}? Vous{NNBSP}! Apportez{NBSP}: le titre{NNBSP}; «{NBSP}la carte{NBSP}»."),
        ("fr", f"Qui{NNBSP}? « Ici » à 10:30.", f"Qui{NNBSP}? « Ici » à 10:30."),
        ("ro", "Mergeţi la şcoală", "Mergeți la școală"),
        ("uk", "Пiдiть до школи", "Підіть до школи"),
        ("ar", "هل لديك جواز? نعم, لدي.", "هل لديك جواز؟ نعم، لدي."),
        ("zh-hans", "请带护照,然后去邮局.", "请带护照，然后去邮局。"),
        ("en", "Bring it ; then wait...", "Bring it; then wait…"),
    ],
)  # fmt: skip
def test_what_is_certain_is_mended(code: str, wrong: str, right: str) -> None:
    assert after(wrong, code) == right


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("it", "Fa’ così: di’ che un po’ d’acqua c’è. Da’ il foglio, va’ via, be’, sta’ qui."),
        ("it", "È l’art. 5, comma 2, del D.Lgs. 286/1998: costa 30,46 € (anche 1.200,50)."),
        ("it", "Scrivi a e.rossi@example.org o apri https://example.org/perche'/a,b;c...d."),
        ("it", "Vivo sul Po. “Perché?”, chiese. Lo fa l’e-commerce: sì, né più né meno."),
        ("fr", f"L’hôtel n’est pas loin{NBSP}: c’est à 10:30, n’est-ce pas{NNBSP}?"),
        ("es", "¿Dónde está? ¡Aquí! Cuesta 1,5 €."),
        ("uk", "П’ять об’єктів: SPID, CIE та INPS."),
        ("ar", "اكتب إلى INPS، ثم انتظر. الرقم 1,500."),
        ("zh-hans", "请打电话 06.123,456 或看 INPS, SPID。"),
        ("en", "It’s 10:30, isn’t it? e.g. a pass (or two)."),
    ],
)
def test_what_is_right_is_left_alone(code: str, text: str) -> None:
    assert after(text, code) == text


def test_tags_facts_and_entities_of_a_rich_text_stay_as_they_are() -> None:
    stored = (
        "<p data-block-key=\"a1\">E' <b>perche'</b> A &amp; B  &lt; C: "
        '<a id="7" linktype="fact">kit...postale</a> <a href="https://e.org/e\'...">qui...</a></p>'
    )
    found = typography.look(rich(stored), language.of("it"))
    now = mended(stored, [edit for issue in found for edit in issue.edits])
    assert now == (
        '<p data-block-key="a1">È <b>perché</b> A &amp; B &lt; C: '
        '<a id="7" linktype="fact">kit...postale</a> <a href="https://e.org/e\'...">qui…</a></p>'
    )


def test_a_list_typed_by_hand_becomes_a_list() -> None:
    stored = "<p>Porta:</p><p>- il <b>passaporto</b></p><p>• la foto</p><p>Poi vai.</p>"
    (issue,) = typography.look(rich(stored), language.of("it"))
    now = mended(stored, list(issue.edits))
    assert (
        now == "<p>Porta:</p><ul><li>il <b>passaporto</b></li><li>la foto</li></ul><p>Poi vai.</p>"
    )
    assert not next(iter(typography.look(rich(stored, ("bold",)), language.of("it")))).edits


@given(st.text(), st.sampled_from([*language.known(), "xx"]), st.booleans())
def test_any_text_can_be_looked_at_and_mended_once(text: str, code: str, is_rich: bool) -> None:
    """Nothing fails, and what was mended has nothing left that one click would mend again at once."""
    passage = rich(text) if is_rich else plain(text)
    speech = language.of(code)
    for run in runs(passage):
        assert len(run.starts) == len(run.words) + 1
    found = list(typography.look(passage, speech))
    mended(text, [edit for issue in found for edit in issue.edits])
    list(links.look([passage], speech))
    list(foreign.look(passage, speech))


def kinds(found: list[Issue]) -> list[str]:
    return [issue.title for issue in found]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("it", "Clicca qui"), ("en", "Read more…"), ("fr", "cliquez ici"), ("es", "aquí"),
        ("ro", "Click aici"), ("uk", "Натисніть тут"), ("ar", "اضغط هنا"), ("zh-hans", "点击这里"),
    ],
)  # fmt: skip
def test_links_that_say_nothing_in_every_language(code: str, words: str) -> None:
    stored = (
        f'<p>x <a href="https://e.org/">{words}</a> <a id="3" linktype="page">INPS: Servizi</a></p>'
    )
    (issue,) = links.look([rich(stored)], language.of(code))
    assert issue.was == words
    assert issue.kind == Kind.LINK


def test_addresses_and_one_text_for_two_targets() -> None:
    speech = language.of("it")
    two = '<p><a href="https://a.org/">Modulo</a> e <a href="https://b.org/">modulo</a></p>'
    assert len(list(links.look([rich(two)], speech))) == 1
    same = '<p><a id="3" linktype="page">Modulo</a> e <a id="3" linktype="page">modulo</a></p>'
    assert not list(links.look([rich(same)], speech))
    bare = '<p><a href="https://a.org/">www.a.org/x</a>. Apri https://b.org/y oggi.</p>'
    assert len(list(links.look([rich(bare)], speech))) == 2
    button = Passage("body", (0, "label"), "", "", "label", "Vai", beside={"url": "https://a.org"})
    assert len(list(links.look([button], speech))) == 1


@pytest.mark.parametrize(
    ("code", "stored", "was"),
    [
        ("it", "<p>Si dice رخصة إقامة da noi.</p>", "رخصة إقامة"),
        ("it", "<p>Chiedi. You must bring the form with your passport. Poi vai.</p>", "You must bring the form with your passport."),
        ("ar", "<p>اذهب إلى INPS (permesso di soggiorno) اليوم.</p>", "permesso di soggiorno"),
    ],
)  # fmt: skip
def test_words_of_another_language_without_a_mark(code: str, stored: str, was: str) -> None:
    (issue,) = foreign.look(rich(stored), language.of(code))
    assert issue.was == was
    marked = stored.replace(was, f'<a id="xx" linktype="language">{was}</a>')
    assert not list(foreign.look(rich(marked), language.of(code)))


@pytest.fixture
def guide(db: None) -> Any:
    """A guide whose draft has one mistake in a field, one in a step and one in a list."""
    page: Any = GuidePage.objects.filter(locale__language_code="it", live=True)[0]
    page.lead = "E' gratis."
    page.steps = [
        ("step", {"title": "Vai", "text": "<p>Scrivi perche' serve,  poi <a href='https://e.org'>clicca qui</a>.</p>", "where": "post-office"}),
    ]  # fmt: skip
    page.save_revision()
    return page.get_latest_revision_as_object()


def mistakes(page: Any) -> list[Issue]:
    return report.look(page).fixable


def latest(page: Any) -> Any:
    return Page.objects.get(pk=page.pk).specific.get_latest_revision_as_object()


def test_every_text_of_a_page_can_be_written_back_to_its_place(db: None) -> None:
    """For all page types of the demonstration: another text in a place changes this place alone."""
    seen = set()
    for page in Page.objects.filter(depth__gt=2, locale__language_code="it").specific():
        if type(page) in seen:
            continue
        seen.add(type(page))
        before = list(passages(page))
        for number, passage in list(enumerate(before))[-12:]:
            write(page, passage, f"{passage.text}x")
            now = list(passages(page))
            assert now[number].text == f"{passage.text}x"
            assert [
                row.text for row in now if row.path != passage.path or row.field != passage.field
            ] == [
                row.text for row in before if row.path != passage.path or row.field != passage.field
            ]
            write(page, now[number], passage.text)
        assert [row.text for row in passages(page)] == [row.text for row in before]
    assert len(seen) > 8


def test_one_click_mends_the_draft_and_nothing_else(client: Client, guide: Any) -> None:
    signed_in(client, "editor")
    issue = next(row for row in mistakes(guide) if row.passage.field == "lead")
    live = GuidePage.objects.get(pk=guide.pk)
    answer = client.post(
        reverse("desk_writing_fix", args=[guide.pk]), {"issue": issue.key}, follow=True
    )
    assert "È gratis." in answer.content.decode()
    draft = latest(guide)
    assert draft.lead == "È gratis."
    assert "perche'" in str(draft.steps.get_prep_value())
    assert draft.latest_revision.user.username == "editor"
    assert GuidePage.objects.get(pk=guide.pk).lead == live.lead


def test_all_places_are_mended_in_one_version(client: Client, guide: Any) -> None:
    signed_in(client, "editor")
    keys = [issue.key for issue in mistakes(guide)]
    assert len(keys) == 3
    before = guide.revisions.count()
    client.post(reverse("desk_writing_fix", args=[guide.pk]), {"issue": keys, "alone": "1"})
    draft = latest(guide)
    assert mistakes(draft) == []
    assert "Scrivi perché serve, poi" in str(draft.steps.get_prep_value())
    assert draft.revisions.count() == before + 1


def test_a_text_that_changed_in_the_meantime_is_left_as_it_is(client: Client, guide: Any) -> None:
    signed_in(client, "editor")
    issue = next(row for row in mistakes(guide) if row.passage.field == "lead")
    guide.lead = "E' gratis per tutti."
    guide.save_revision()
    count = guide.revisions.count()
    answer = client.post(
        reverse("desk_writing_fix", args=[guide.pk]), {"issue": issue.key}, follow=True
    )
    assert "Qualcuno ha cambiato il testo" in answer.content.decode()
    assert latest(guide).lead == "E' gratis per tutti."
    assert guide.revisions.count() == count


@pytest.mark.parametrize("who", ["translator-ar", "organisation"])
def test_who_may_not_change_the_page_neither_sees_nor_mends(
    client: Client, guide: Any, who: str
) -> None:
    signed_in(client, who)
    issue = mistakes(guide)[0]
    for name in ("desk_writing", "desk_writing_panel"):
        assert turned_away(client.get(reverse(name, args=[guide.pk])))
    assert turned_away(
        client.post(reverse("desk_writing_fix", args=[guide.pk]), {"issue": issue.key})
    )
    assert latest(guide).lead == "E' gratis."


def test_a_locked_page_is_not_mended(client: Client, guide: Any) -> None:
    Page.objects.filter(pk=guide.pk).update(
        locked=True, locked_by=User.objects.get(username="publisher")
    )
    signed_in(client, "editor")
    issue = mistakes(guide)[0]
    assert turned_away(
        client.post(reverse("desk_writing_fix", args=[guide.pk]), {"issue": issue.key})
    )
    assert latest(guide).lead == "E' gratis."
    assert reverse("desk_writing_fix", args=[guide.pk]) not in client.get(
        reverse("desk_writing", args=[guide.pk])
    ).content.decode()  # fmt: skip


def test_a_page_translated_by_segments_is_mended_where_it_is_translated(db: None) -> None:
    page: Any = GuidePage.objects.filter(locale__language_code="fr", live=True)[0]
    admin = User.objects.filter(is_superuser=True)[0]
    assert not fixing.may_fix(page, admin)
    with pytest.raises(PermissionDenied):
        fixing.fix(page.pk, {"x"}, admin)


def test_an_amount_gives_way_to_the_fact_with_its_value(guide: Any) -> None:
    fact = Fact.objects.create(code="prova-bollo", name="Bollo di prova", kind=FactKind.FEE)
    FactValue.objects.create(fact=fact, amount="77.77")
    stored = "<p>Costa 77,77 € ogni volta, più 3,99 €.</p>"
    known, unknown = amounts.look(rich(stored))
    assert mended(stored, list(known.edits)) == (
        f'<p>Costa <a id="{fact.pk}" linktype="fact">prova-bollo</a> ogni volta, più 3,99 €.</p>'
    )
    assert not unknown.edits
    assert not any(issue.edits for issue in amounts.look(rich(stored, ("bold",))))


def test_the_panel_shows_measures_and_issues_of_the_saved_draft(client: Client, guide: Any) -> None:
    signed_in(client, "editor")
    said = client.get(reverse("wagtailadmin_pages:edit", args=[guide.pk])).content.decode()
    assert "Gulpease" in said
    assert "obiettivo 60" in said
    assert "obiettivo 70" in said
    assert "<del>E&#x27;</del> <ins>È</ins>" in said
    assert 'data-writing-count="4"' in said
    assert "data-content-readability-score" not in said


def test_the_panel_follows_the_form_before_it_is_saved(client: Client, guide: Any) -> None:
    """What the preview holds is looked at; only what is saved already has a button."""
    signed_in(client, "editor")
    shown = client.get(reverse("wagtailadmin_pages:edit", args=[guide.pk])).content.decode()
    form = querydict_from_html(shown, form_id="page-edit-form")
    form["short_title"] = "Perche' no"
    streams = [row.name for row in guide._meta.get_fields() if isinstance(row, StreamField)]
    form.update({f"{name}-count": "0" for name in streams})
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[guide.pk])
    assert client.post(preview, form).json()["is_valid"]
    said = client.get(reverse("desk_writing_panel", args=[guide.pk])).content.decode()
    assert "<del>Perche&#x27;</del> <ins>Perché</ins>" in said
    keys = {issue.key for issue in mistakes(guide) if issue.passage.field == "lead"}
    assert set(re.findall(r'name="issue" value="(\w+)"', said)) == keys


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["ar", "zh-hans", "uk", "ro"])
def test_languages_without_an_index_show_the_length_of_sentences(code: str) -> None:
    page: Any = GuidePage.objects.filter(locale__language_code=code, live=True)[0]
    found = report.look(page)
    assert len(found.metrics) == 1
    assert found.note
    assert "60" not in found.metrics[0].goal


def test_three_longest_sentences_with_their_places(guide: Any) -> None:
    for number in range(4):
        words = " ".join(["parola"] * (30 + number))
        guide.what_is = [
            *[(row.block_type, row.value) for row in guide.what_is],
            ("paragraph", f"<p>{words}.</p>"),
        ]
    found = [issue for issue in report.look(guide).issues if issue.kind == Kind.SENTENCE]
    assert [issue.was.count("parola") for issue in found] == [33, 32, 31]
    assert all(issue.passage.place.startswith("what_is.") for issue in found)


def test_the_aids_of_a_source_page_ask_only_where_its_links_lead(guide: Any) -> None:
    report.look(guide)
    with CaptureQueriesContext(connection) as made:
        report.look(guide)
    asked = [row["sql"].partition(" FROM ")[2].split()[0].strip('"') for row in made]
    assert asked == ["editorial_externallink"]
