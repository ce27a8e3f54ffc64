"""The translation editor: every sentence beside its source, nothing typed is ever lost."""

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import StringTranslation

from accounts.models import User
from tests.desk import signed_in, turned_away
from tests.translations import desk, pages
from translations.editor import views
from translations.editor.access import desk_of
from translations.editor.segments import Desk, Row

pytestmark = pytest.mark.django_db
NEW_LEAD = "Registra la residenza entro 20 giorni."


def opened(code: str = "ar") -> Desk:
    """The desk of the guide in a language, read anew."""
    found = desk_of(desk.guide(code))
    assert found is not None
    return found


def row(path: str = "lead", code: str = "ar") -> Row:
    """The row of a field."""
    return next(one for one in opened(code).rows if one.path == path)


def address(name: str = "editor", code: str = "ar") -> str:
    return reverse(f"translations_desk:{name}", args=[code, desk.guide().pk])


def stale() -> None:
    """The lead of the Italian page changes and is published."""
    pages.edit(desk.guide(), lambda page: setattr(page, "lead", NEW_LEAD))


def typed(one: Row, text: str, do: str = "save", version: str = "") -> dict[str, str]:
    """The form with one text changed."""
    return {f"t{one.pk}": text, f"v{one.pk}": version or one.version, "do": do}


@pytest.fixture
def translator(client: Client) -> Client:
    return signed_in(client, "translator-ar")


def test_every_sentence_stands_beside_its_source(translator: Client) -> None:
    text = translator.get(address() + "?show=all").content.decode()
    one = row()
    assert f'lang="it" dir="ltr" id="src{one.number}"' in text
    assert re.search(r'<textarea name="t\d+"[^>]* lang="ar" dir="rtl"', text)
    assert one.target in text
    assert "Che cosa ricevi" in text  # the page's own headings


def test_only_those_of_the_language_come_in(client: Client) -> None:
    for name in ("organisation", "officer"):
        assert turned_away(signed_in(client, name).get(address()))
    assert turned_away(signed_in(client, "translator-ar").get(address(code="fr")))
    assert client.get("/admin/desk/translations/xx/1/").status_code == 404
    assert client.get("/admin/desk/translations/ar/999999/").status_code == 404


def test_a_page_without_a_translation_says_where_to_ask(client: Client) -> None:
    signed_in(client, "admin")
    answer = client.get(address(code="es"))
    assert f"/submit/page/{desk.guide().pk}/?select_locale=es" in answer["Location"]


def test_opening_costs_the_same_for_180_sentences(client: Client) -> None:
    """At most 40 queries, whatever the length of the page."""
    signed_in(client, "translator-ar")
    client.get(address())
    source = desk.guide()

    def grow(page: Any) -> None:
        faq = [
            {
                "type": "faq",
                "value": {"question": f"Domanda {n}?", "answer": f"<p>Risposta {n}.</p>"},
            }
            for n in range(70)
        ]
        faq = [*page.faq.raw_data, *faq]
        page.faq = page._meta.get_field("faq").stream_block.to_python(faq)

    pages.edit(source, grow)
    assert opened().count["all"] >= 180
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = client.get(address() + "?show=all")
    assert answer.status_code == 200
    assert len(asked) <= 40, [one["sql"][:150] for one in asked]


def test_a_changed_sentence_shows_before_and_now(translator: Client) -> None:
    stale()
    one = row()
    assert one.state == "changed"
    text = translator.get(address()).content.decode()
    assert "<del>" in text
    assert "<ins>" in text
    assert one.target  # the former translation to start from


def test_a_text_is_kept(translator: Client) -> None:
    stale()
    answer = translator.post(address(), typed(row(), "سجّل إقامتك خلال 20 يومًا."))
    assert answer.status_code == 302
    assert row().target == "سجّل إقامتك خلال 20 يومًا."
    assert row().state == "draft"
    kept = row().kept
    assert kept is not None
    assert str(kept.last_translated_by) == "translator-ar"
    assert desk.guide("ar").lead != row().target  # readers see nothing of it


def test_save_and_next_leads_to_the_next_one(translator: Client) -> None:
    stale()
    one = row()
    answer = translator.post(address() + "?show=todo", typed(one, "نص", do=f"next:{one.pk}"))
    assert answer["Location"] == address() + "?show=todo"  # that was the last one
    assert row().state == "draft"


def test_still_right_clears_with_an_entry_in_the_history(translator: Client) -> None:
    stale()
    one = row()
    before = one.target
    translator.post(address(), typed(one, one.value, do=f"still:{one.pk}"))
    assert row().target == before
    assert not row().todo
    from wagtail.models import PageLogEntry

    entry = PageLogEntry.objects.filter(page=desk.guide("ar").pk).latest("pk")
    assert entry.action == "translations.still_right"


def test_two_translators_lose_nothing(translator: Client) -> None:
    stale()
    one = row()
    desk.write(
        desk.translation(),
        desk.segment(desk.translation()),
        "نص الآخر",
        User.objects.get(username="admin"),
    )
    answer = translator.post(address(), typed(one, "نصي أنا"))
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "نصي أنا" in text
    assert "نص الآخر" in text
    assert row().target == "نص الآخر"
    shown = re.search(rf'name="v{one.pk}" value="([^"]+)"', text)
    assert shown is not None
    translator.post(address(), typed(one, "نصي أنا", do=f"next:{one.pk}", version=shown[1]))
    assert row().target == "نصي أنا"


@pytest.mark.parametrize(
    "text", ["بلا علامات", "⟨1⟩نص⟨/1⟩ ⟨9⟩زائدة⟨/9⟩", "⟨1⟩نص", "⟨1⟩⟨2⟩نص⟨/1⟩⟨/2⟩"]
)
def test_marks_of_the_source_have_to_be_there(translator: Client, text: str) -> None:
    """Missing, unknown, open or crossed marks are refused; the text stays in its field."""
    one = next(one for one in opened().rows if len(one.marks.names) >= 2)
    before = one.target
    answer = translator.post(address() + "?show=all", typed(one, text))
    assert answer.status_code == 200
    assert text in answer.content.decode()
    assert 'aria-invalid="true"' in answer.content.decode()
    again = next(found for found in opened().rows if found.pk == one.pk)
    assert again.target == before


def test_a_text_too_long_for_the_page_is_refused_here(translator: Client) -> None:
    """Not at publication, weeks later."""
    answer = translator.post(address() + "?show=all", typed(row(), "كلمة " * 100))
    assert "300" in answer.content.decode()


def test_a_sentence_that_is_gone_gives_the_text_back(translator: Client) -> None:
    """The source was published while somebody wrote."""
    one = row()
    stale()
    answer = translator.post(address(), typed(one, "كتبت هذا للتو"))
    assert "كتبت هذا للتو" in answer.content.decode()
    assert "L’originale è cambiato" in answer.content.decode()


def test_under_a_lock_one_reads(translator: Client) -> None:
    page = desk.guide("ar")
    Page.objects.filter(pk=page.pk).update(
        locked=True, locked_by=User.objects.get(username="admin"), locked_at=timezone.now()
    )
    text = translator.get(address() + "?show=all").content.decode()
    assert "readonly" in text
    assert "Puoi leggere, non scrivere" in text
    before = row().target
    answer = translator.post(address() + "?show=all", typed(row(), "نص لم يُحفظ"))
    assert "نص لم يُحفظ" in answer.content.decode()
    assert row().target == before


def test_a_script_saves_one_sentence(translator: Client) -> None:
    stale()
    one = row()
    headers = {"accept": "application/json"}
    answer = translator.post(address(), typed(one, "نص 20"), headers=headers)
    assert answer.json()["state"] == "draft"
    assert translator.post(address(), typed(one, "نص"), headers=headers).status_code == 409
    assert translator.post(address(), {"t1": "x", "v1": ""}, headers=headers).status_code in {
        400,
        410,
    }


def test_wagtails_editor_leads_here(client: Client) -> None:
    page = desk.guide("ar")
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert signed_in(client, "translator-ar").get(edit)["Location"] == address()
    assert client.get(edit + "?plain=1")["Location"] == address()
    assert signed_in(client, "publisher").get(edit + "?plain=1").status_code == 200


def test_a_machine_s_sentence_waits_for_a_person(translator: Client) -> None:
    kept = row().kept
    assert kept is not None
    StringTranslation.objects.filter(pk=kept.pk).update(translation_type="machine")
    one = row()
    assert one.state == "machine"
    translator.post(address(), typed(one, one.value, do=f"next:{one.pk}"))
    assert row().state != "machine"


def test_the_same_sentence_elsewhere_is_offered(translator: Client) -> None:
    stale()
    other = pages.edit(pages.guide(), lambda page: setattr(page, "lead", NEW_LEAD))
    elsewhere = desk.translation("ar", other)
    desk.write(
        elsewhere, desk.segment(elsewhere), "جملة من مكان آخر", User.objects.get(username="admin")
    )
    assert "جملة من مكان آخر" in translator.get(address()).content.decode()


def test_official_words_are_shown(translator: Client) -> None:
    text = translator.get(address() + "?show=all").content.decode()
    assert 'class="tr-terms"' in text
    assert "data-term" in text


def test_turning_the_page_keeps_what_was_typed_and_skips_no_sentence(
    translator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without JavaScript too; a sentence that is done leaves the tab, and the others move up."""
    monkeypatch.setattr(views, "PER_PAGE", 2)
    stale()
    for path in ("title", "lead", "who_for", "in_short"):
        StringTranslation.objects.filter(
            locale__language_code="ar",
            context__object=desk.guide().translation_key,
            context__path=path,
        ).delete()
    here = f"{address()}?show=todo"
    before = [one for one in opened().rows if one.todo]
    assert len(before) > 2
    page = BeautifulSoup(translator.get(here).content, "html.parser")
    onward = page.select_one("button[value^='after:']")
    assert onward is not None
    first = before[0]
    answer = translator.post(here, typed(first, "نص جديد هنا.", str(onward["value"])))
    assert row(first.path).target == "نص جديد هنا."
    place = answer["Location"].partition("#s")[2]
    assert place == str(before[2].number)
    shown = BeautifulSoup(translator.get(answer["Location"]).content, "html.parser")
    assert shown.select_one(f"#s{place}") is not None
    second = f"{address()}?show=all&p=2"
    back = BeautifulSoup(translator.get(second).content, "html.parser").select_one(
        "button[value^='before:']"
    )
    assert back is not None
    there = translator.post(second, {"do": str(back["value"])})["Location"]
    assert there.endswith("?show=all&p=1#s2")
