"""What is put right, and what is another word: slips of hands and ears (search/slips.py)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from search import slips, spelling

SLIPS = {
    "a letter left out": "permeso/permesso lavro/lavoro medc/medic sportelo/sportello ospital/hospital",
    "a letter too many": "llavoro/lavoro scuolla/scuola resiidenza/residenza ecolle/ecole",
    "a swap": "premesso/permesso premit/permit mdeico/medico csaa/casa",
    "a like sound": "kodice/codice fiskale/fiscale permizo/permiso дозвил/дозвіл medigo/medico",
    "a vowel of six letters": "docter/doctor numoro/numero",
    "a neighbour on the keyboard": "perneso/permeso carts/carta",
    "any letter of a long word": "ricexuta/ricevuta cittaxinanza/cittadinanza",
    "two light ones": "contrrato/contratto resydenta/residenza fiskalei/fiscale "
    "bibienda/vivienda recidensia/residencia",
    "two, one of them light": "volnotarixto/volontariato recongiugimento/ricongiungimento "
    "pasporto/passaporto",
    "in Arabic, a word of one letter in front": "والسكن/السكن",
}
OTHERS = {
    "the beginning": "dentista/identita inability/ability beurteilung/erteilung passiert/basiert",
    "in front": "president/resident elezioni/lezioni",
    "a letter": "perro/perdo tosse/tasse tumore/tutore foyer/loyer fever/never coach/couch",
    "in a word of four": "velo/vero bill/bell cats/cas hope/home",
    "two far apart": "episodul/episcopul revisione/religione adozione/azione presidente/presente",
    "two, one of them light, in a word of eight": "patronul/petrolul",
}


def pairs(table: dict[str, str]) -> list[object]:
    return [
        pytest.param(*pair.split("/"), id=f"{why}-{pair}")
        for why, row in table.items()
        for pair in row.split()
    ]


@pytest.mark.parametrize(("typed", "meant"), pairs(SLIPS))
def test_a_slip_is_put_right(typed: str, meant: str) -> None:
    assert spelling.nearest(typed, [meant]) == [meant]


@pytest.mark.parametrize(("typed", "other"), pairs(OTHERS))
def test_another_word_is_not(typed: str, other: str) -> None:
    """A page of results for another word is worse than none."""
    assert OSA.distance(typed, other) <= 2
    assert spelling.nearest(typed, [other]) == []


def test_the_fewest_slips_decide_among_what_may_be_meant() -> None:
    known = ["permessa", "permesso", "promesso"]
    assert spelling.nearest("permessso", known) == ["permesso"]
    assert spelling.nearest("dentista", ["identita", "dentiste"]) == ["dentiste"]


WORDS = st.text("aeiost", max_size=7)


@given(WORDS, WORDS)
def test_slips_weigh_between_half_and_all_of_their_number(typed: str, meant: str) -> None:
    number = OSA.distance(typed, meant)
    assert slips.LIGHT * number <= slips.weight(typed, meant) <= slips.HEAVY * number


@given(WORDS, WORDS)
def test_what_is_typed_for_a_word_weighs_what_the_word_does_typed_for_it(
    typed: str, meant: str
) -> None:
    assert slips.weight(typed, meant) == slips.weight(meant, typed)
