"""What a translation must have as its source has it, in every script and way of writing."""

import pytest

from translations.editor import invariants, marks
from translations.editor.diff import diff

SAME = [
    ("Entro 60 giorni.", "خلال ٦٠ يومًا."),
    ("Costa 30,46 €.", "It costs €30.46."),
    ("Sono 1.250 euro.", "It is 1,250 euros."),
    ("Dal 12/10/2026.", "2026-10-12."),
    ("Alle 9:30.", "à 9h30."),
    ("Chiama 0171 000 000.", "Call 0171-000-000."),
    ("Chiama 0171 000 000.", "اتصل بالرقم ٠١٧١ ٠٠٠ ٠٠٠."),
    ("Scrivi a info@example.org.", "اكتب إلى info@example.org."),
    ("Vedi www.example.org.", "参见 www.example.org。"),
    ("Il valore è {importo}.", "القيمة {importo}."),
    ("Entro il 5 maggio.", "5月5日之前。"),
    ("Porta lo SPID.", "احضر SPID."),
]
OTHER = [
    ("Entro 60 giorni.", "خلال ٣٠ يومًا.", "number"),
    ("Entro 60 giorni.", "Soon.", "number"),
    ("Vieni.", "Come at 9.", "number"),
    ("Costa 30 €.", "It costs 30.", "price"),
    ("Chiama 0171 000 000.", "Call 0171 000 001.", "phone"),
    ("Scrivi a info@example.org.", "Write to us.", "link"),
    ("Il valore è {importo}.", "The value is.", "placeholder"),
    ("Porta lo SPID.", "أحضر الهوية الرقمية.", "term"),
    ("uno\ndue", "one two", "lines"),
]


@pytest.mark.parametrize(("source", "target"), SAME)
def test_other_ways_of_writing_are_no_difference(source: str, target: str) -> None:
    assert invariants.differences(source, target, "lead", ["SPID"]) == []


@pytest.mark.parametrize(("source", "target", "kind"), OTHER)
def test_a_difference_is_found(source: str, target: str, kind: str) -> None:
    found = invariants.differences(source, target, "lead", ["SPID"])
    assert kind in [one.kind for one in found]
    assert all(str(one.message) for one in found)


def test_search_words_may_differ() -> None:
    assert invariants.differences("modulo 210", "form", "search_keywords") == []


def test_marks_come_back_as_they_were() -> None:
    source = 'La <a id="a1"><b>residenza</b></a> e il <b>codice</b> &amp; altro<br/>qui'
    text, held = marks.read(source)
    assert text == "La ⟨1⟩residenza⟨/1⟩ e il ⟨2⟩codice⟨/2⟩ & altro\nqui"
    assert marks.write(text, held) == source
    moved = "⟨2⟩code⟨/2⟩ <x> ⟨1⟩home⟨/1⟩\nhere"
    html = marks.write(moved, held)
    assert html == '<b>code</b> &lt;x&gt; <a id="a1"><b>home</b></a><br/>here'
    assert marks.show(html, held) == moved


def test_elements_the_source_does_not_have_leave_their_text() -> None:
    _text, held = marks.read("senza segni")
    assert marks.show("<b>bold</b> text", held) == "bold text"


def test_differences_are_told_and_escaped() -> None:
    was, now = diff("entro <30> giorni", "entro <60> giorni")
    assert "<del>" in was
    assert "&lt;" in now
    assert ">60</ins>" in now
    assert diff("居留许可", "居留卡")[1].count("<ins>") == 1
