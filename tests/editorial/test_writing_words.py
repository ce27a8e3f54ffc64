"""Sentences, words, syllables and readability indexes, with real sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.passages import lines
from editorial.writing import foreign, language, sentences, syllables
from editorial.writing.readability import INDEXES, measure

IT = language.of("it")


def split(text: str, code: str = "it") -> list[str]:
    return sentences.split(text, language.of(code))


@pytest.mark.parametrize(
    ("code", "text", "number"),
    [
        ("it", "Vedi l’art. 5 del D.Lgs. 286/1998. Costa 30.000 lire.", 2),
        ("it", "Chiama il n. 112. Risponde il sig. Rossi!", 2),
        ("it", "Scrivi a info@example.org oppure apri www.example.org. Poi aspetta…", 2),
        ("it", "Hai il permesso? Sì. «Bene.» Allora vai.", 4),
        ("it", "Vai alle 10.30 in via G. Verdi 3.", 1),
        ("en", "Bring a document, e.g. a passport. Ask Mr. Jones.", 2),
        ("fr", "M. Dupont et Mme. Martin habitent ici. Ils votent.", 2),
        ("es", "La Sra. López vive en la c. Mayor núm. 3. ¿Dónde vive usted?", 2),
        ("ro", "Mergeți pe str. Lungă nr. 4. Aduceți actul.", 2),
        ("uk", "Прийдіть на вул. Садову. Візьміть паспорт.", 2),
        ("ar", "أحضر جواز السفر. هل لديك إقامة؟ نعم.", 3),
        ("zh-hans", "请带护照。你有居留许可吗？有。", 3),
    ],
)
def test_full_stops_of_abbreviations_and_numbers_end_no_sentence(
    code: str, text: str, number: int
) -> None:
    assert len(split(text, code)) == number, split(text, code)


def test_what_counts_as_a_word() -> None:
    assert sentences.words("L’ufficio dell'Agenzia", IT) == ["L", "ufficio", "dell", "Agenzia"]
    assert sentences.words("D.Lgs. 286/1998, ore 10:30, € 1.200,50", IT) == [
        "D", "Lgs", "286/1998", "ore", "10:30", "1.200,50",
    ]  # fmt: skip
    assert sentences.words("Scrivi a ufficio@comune.torino.it", IT) == ["Scrivi", "a"]
    assert sentences.length("你好世界 INPS。", language.of("zh-hans")) == 5


def test_headings_labels_and_short_items_are_no_sentences() -> None:
    found = list(sentences.measured(["Passaporto", "Porta il passaporto."], IT))
    assert found == ["Porta il passaporto."]
    assert (
        list(sentences.measured(["Che cosa serve per fare la domanda di rinnovo"], IT, plain=True))
        == []
    )
    long_item = "la copia del passaporto con tutte le pagine"
    assert list(sentences.measured([long_item], IT)) == [long_item]


def test_a_rich_text_is_read_paragraph_by_paragraph() -> None:
    stored = "<p>Uno &amp; due.</p><ul><li>Tre</li><li>Quattro <b>cinque</b></li></ul>"
    assert lines(stored) == ["Uno & due.", "Tre", "Quattro cinque"]


def test_gulpease_by_hand() -> None:
    """Two sentences, ten words, 48 letters: 89 + (600 - 480) / 10 = 101, shown as 100."""
    easy = measure(["Vai in Questura con il permesso.", "Poi chiedi il rinnovo."], IT)
    assert easy.score == 100
    hard = (
        "La presentazione dell’istanza di rinnovo del titolo autorizzatorio deve avvenire "
        "anteriormente alla scadenza naturale del provvedimento amministrativo originariamente rilasciato."
    )
    words = sentences.words(hard, IT)
    letters = sum(len(word) for word in words)
    found = measure([hard], IT).score
    assert found == round(89 + (300 - 10 * letters) / len(words))
    assert found is not None
    assert found < 40


def test_the_known_value_of_an_english_sentence() -> None:
    """“The cat sat on the mat.” twice: six words and six syllables a sentence, 116.1 before the limit."""
    assert (
        measure(["The cat sat on the mat.", "The cat sat on the mat."], language.of("en")).score
        == 100
    )


@pytest.mark.parametrize("code", sorted(INDEXES))
def test_an_office_sentence_is_harder_than_a_plain_one(code: str) -> None:
    plain = {
        "it": "Porta il passaporto. Vai alla posta. Paga il bollo. Tieni la ricevuta.",
        "en": "Bring your pass. Go to the post desk. Pay the fee. Keep the slip.",
        "fr": "Prenez votre carte. Allez à la poste. Payez le timbre. Gardez le reçu.",
        "es": "Lleva tu carné. Ve a la casa de al lado. Paga la tasa. Guarda el papel.",
    }
    office = {
        "it": "La documentazione comprovante la disponibilità abitativa deve essere obbligatoriamente presentata contestualmente all’istanza.",
        "en": "Documentation demonstrating accommodation availability must obligatorily accompany the application immediately upon presentation.",
        "fr": "La documentation justificative relative à la disponibilité résidentielle accompagnera obligatoirement la présentation administrative.",
        "es": "La documentación acreditativa correspondiente a la disponibilidad habitacional acompañará obligatoriamente la presentación administrativa.",
    }  # fmt: skip
    speech = language.of(code)
    easy, hard = (
        measure(list(sentences.measured([text[code]], speech)), speech).score
        for text in (plain, office)
    )
    assert easy is not None
    assert hard is not None
    assert easy >= INDEXES[code].goal
    assert hard < INDEXES[code].goal - 20


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (syllables.english, {"cat": 1, "paper": 2, "office": 2, "table": 2, "residence": 3, "make": 1, "asked": 1, "wanted": 2, "document": 3, "family": 3, "application": 4, "people": 2, "being": 2, "statement": 2}),
        (syllables.french, {"carte": 1, "papier": 2, "maison": 2, "mairie": 2, "document": 3, "parlent": 1, "domicile": 3, "été": 2, "demande": 2, "préfecture": 3, "école": 2, "vie": 1}),
        (syllables.spanish, {"casa": 2, "país": 2, "ciudad": 2, "guía": 2, "quien": 1, "documento": 4, "oír": 2, "ley": 1, "yo": 1, "teatro": 3, "agua": 2, "pingüino": 3, "extranjería": 5}),
    ],
)  # fmt: skip
def test_syllables_of_common_words(count: object, words: dict[str, int]) -> None:
    assert {word: count(word) for word in words} == words  # type: ignore[operator]


@pytest.mark.parametrize("code", ["ro", "uk", "ar", "zh-hans", "xx"])
def test_languages_without_a_tested_index_have_none(code: str) -> None:
    found = measure(
        ["Один два три чотири п’ять шість сім вісім дев’ять десять одинадцять."], language.of(code)
    )
    assert found.score is None
    assert found.average == 11


@given(st.text(), st.sampled_from([*language.known(), "xx"]))
def test_any_text_can_be_measured(text: str, code: str) -> None:
    speech = language.of(code)
    parts = sentences.split(text, speech)
    assert "".join("".join(parts).split()) == "".join(text.split())
    found = measure(list(sentences.measured(text.splitlines(), speech)), speech)
    assert found.score is None or 0 <= found.score <= 100
    assert found.average <= found.longest or found.sentences == 0
    for count in (syllables.english, syllables.french, syllables.spanish):
        assert count(text) >= 1
    foreign.spoken(text, speech)


@pytest.mark.parametrize(
    ("sentence", "spoken"),
    [
        ("You must bring this form with your passport.", "en"),
        ("Vous devez apporter le formulaire avec votre passeport.", "fr"),
        ("Trebuie să aduceți formularul și pașaportul care este valabil.", "ro"),
        ("Debe llevar el formulario con su pasaporte y los otros papeles.", "es"),
        ("Porta il modulo con il passaporto alla Questura.", ""),
        ("Chiedi lo SPID a un gestore, per esempio PosteID o Sielte ID.", ""),
        ("Scarica l’app ‘IO’ da App Store o da Google Play.", ""),
    ],
)
def test_a_sentence_of_another_language_is_known_by_its_frequent_words(
    sentence: str, spoken: str
) -> None:
    assert foreign.spoken(sentence, IT) == spoken
