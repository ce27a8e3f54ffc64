"""The fuzzy memory: sentences much alike meet, whatever their script, and others do not."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail_localize.models import String, StringTranslation

from accounts.models import User
from core import locales
from tests.desk import signed_in
from tests.translations import desk, pages
from translations import jobs, similar
from translations.models import SentenceBand

NEW = "La residenza si chiede in Comune entro venti giorni dal trasloco in Italia."
LIKE = "La residenza si chiede in Comune entro trenta giorni dal trasloco in Italia."
FIXED = [-7110780630590131293, -238711630876235974]
OTHER = "Il medico di famiglia si sceglie allo sportello dell’azienda sanitaria."


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (NEW, LIKE, True),
        (NEW, f"<b>{NEW}</b>", True),
        (NEW, OTHER, False),
        ("Если вы переехали, сообщите об этом в анаграфе.", "Если вы переехали, скажите об этом в анаграфе.", True),
        ("إذا انتقلت إلى بيت جديد فأخبر البلدية بذلك", "إذا انتقلت إلى بيت آخر فأخبر البلدية بذلك", True),
        ("如果您搬家了，请在二十天内通知您居住的市政府办公室。", "如果您搬家了，请在三十天内通知您居住的市政府办公室。", True),
    ],
)  # fmt: skip
def test_like_sentences_share_a_number_and_score_high(one: str, other: str, alike: bool) -> None:
    own, theirs = similar.normal(one), similar.normal(other)
    shared = set(similar.bands(own)) & set(similar.bands(theirs))
    assert bool(shared and similar.score(own, theirs) >= similar.LEAST) is alike


def test_the_numbers_are_the_same_for_ever() -> None:
    """They stand in the database: another process, another version, another machine reads them."""
    assert similar.bands(similar.normal(NEW))[:2] == FIXED
    assert similar.bands("corto") == []


def held(text: str, translation: str, code: str = "ar", **more: Any) -> String:
    """A sentence of some page, translated and indexed."""
    string = String.objects.create(
        locale=locales.source(), data=text, data_hash=String._get_data_hash(text)
    )
    elsewhere = desk.segment(desk.translation(code, pages.guide()))
    StringTranslation.objects.create(
        translation_of=string, locale=pages.locale(code), context=elsewhere.context,
        data=translation, translation_type="manual",
        last_translated_by=User.objects.get(username="admin"), **more,
    )  # fmt: skip
    similar.index([(string.pk, text)])
    return string


def set_lead(text: str = NEW) -> None:
    pages.edit(desk.guide(), lambda page: setattr(page, "lead", text))


def editor(client: Client) -> str:
    signed_in(client, "translator-ar")
    url = f"/admin/desk/translations/ar/{desk.guide().pk}/"
    return client.get(url).content.decode()


@pytest.mark.django_db
def test_a_sentence_much_alike_is_offered_whole_with_what_differs(client: Client) -> None:
    held(LIKE, "يُطلب الإقامة في البلدية خلال ثلاثين يومًا")
    held(OTHER, "طبيب العائلة")
    set_lead()
    text = editor(client)
    offer = text.partition('class="tr-mem"')[2].partition("</div>")[0]
    assert "يُطلب الإقامة في البلدية خلال ثلاثين يومًا" in offer
    assert re.search(r"\d\d %", offer)
    assert ">trenta</del>" in offer.replace("</span>", ">")
    assert pages.guide().title in offer
    assert str(User.objects.get(username="admin")) in offer
    assert f"{timezone.localdate():%Y}" in offer
    assert "data-use" in offer
    assert "طبيب العائلة" not in text


@pytest.mark.django_db
def test_the_same_sentence_is_offered_alone(client: Client) -> None:
    held(LIKE, "جملة شبيهة")
    set_lead()
    string = String.objects.get(data=NEW, locale=locales.source())
    elsewhere = desk.segment(desk.translation("ar", pages.guide()))
    StringTranslation.objects.create(
        translation_of=string, locale=pages.locale(), context=elsewhere.context, data="الجملة نفسها",
        translation_type="manual",
    )  # fmt: skip
    text = editor(client)
    assert "الجملة نفسها" in text
    assert "جملة شبيهة" not in text


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fault", [{"translation_type": "machine"}, {"has_error": True}, {"locale": "fr"}]
)
def test_no_machine_no_fault_and_no_other_language_is_offered(
    client: Client, fault: dict[str, Any]
) -> None:
    string = held(LIKE, "جملة شبيهة")
    change = {"locale": pages.locale("fr")} if "locale" in fault else fault
    StringTranslation.objects.filter(translation_of=string).update(**change)
    set_lead()
    assert "جملة شبيهة" not in editor(client)


@pytest.mark.django_db
def test_publishing_takes_new_sentences_into_the_index_once() -> None:
    set_lead()
    string = String.objects.get(data=NEW, locale=locales.source())
    assert SentenceBand.objects.filter(string=string).count() == similar.BANDS
    jobs.compare(desk.guide().translation_key)
    similar.index_all()
    similar.index_all()
    assert SentenceBand.objects.filter(string=string).count() == similar.BANDS
    left = [s for s in similar.without_bands() if similar.bands(similar.normal(s.data))]
    assert left == []


@pytest.mark.django_db
def test_questions_cost_the_same_for_any_number_of_sentences() -> None:
    for number in range(30):
        held(f"{LIKE} Numero {number} e altro ancora.", f"جملة {number}")
    usable = StringTranslation.objects.filter(locale=pages.locale())
    asked = []
    for number in (1, 20):
        wanted = dict(
            String.objects.filter(data__startswith=LIKE).values_list("pk", "data")[:number]
        )
        with CaptureQueriesContext(connection) as captured:
            found = similar.alike(wanted, usable)
        assert set(found) == set(wanted)
        asked.append(len(captured))
    assert asked == [4, 4]


@pytest.mark.django_db
def test_a_number_that_half_of_the_sentences_have_crowds_nobody_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With very many sentences some turns of phrase are everywhere; a question still reads little."""
    monkeypatch.setattr(similar, "MOST_MET", 20)
    like = held(LIKE, "جملة قريبة")
    own = similar.bands(similar.normal(NEW))
    common = min(own)
    SentenceBand.objects.filter(string=like, band=common).delete()
    assert SentenceBand.objects.filter(string=like, band__in=own).exists()
    for number in range(30):
        string = held(f"Tutt’altra frase, con il numero {number} e nient’altro.", "جملة")
        SentenceBand.objects.create(string=string, band=common)
    usable = StringTranslation.objects.filter(locale=pages.locale())
    found = similar.alike({0: NEW}, usable)
    assert [other for _score, other in found[0]] == [like.pk]
