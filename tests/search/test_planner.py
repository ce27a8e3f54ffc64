"""What a reader types becomes a query: bounded, repaired, in two languages, with synonyms."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.base import Engine
from search.engines.fts5 import Fts5Engine
from search.planner import MAX_LENGTH, MAX_WORDS, Planner, Scope, find
from tests.search.samples import asked, handful, ids, page, plan


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return handful(tmp_path_factory.mktemp("planner"))


# Words


def test_stop_words_go_while_something_is_left(engine: Engine) -> None:
    assert asked(plan(engine, "il rinnovo del permesso")) == ["rinnov", "permess"]
    assert asked(plan(engine, "che cosa è")) != []
    assert asked(plan(engine, "il")) == ["il"]


def test_stop_words_of_the_italian_are_no_words_for_who_reads_another_alphabet(
    engine: Engine,
) -> None:
    """Though Arabic pages hold some of them, in names."""
    made = plan(engine, "rinnovo del permesso", "ar", "ar", "it")
    assert asked(made) == ["rinnovo", "permesso"]


def test_an_italian_stop_word_that_the_language_knows_stays(engine: Engine) -> None:
    """«Di» is somebody's name in English."""
    assert "di" in asked(Planner(engine, Scope("en", "en", "it", "it")).plan("Di Mauro"))


def test_at_most_sixteen_words(engine: Engine) -> None:
    made = plan(engine, " ".join(f"parola{n}" for n in range(40)), repair=False)
    assert len(asked(made)) == made.words == MAX_WORDS == 16


def test_at_most_two_hundred_characters(engine: Engine) -> None:
    assert asked(plan(engine, "x" * 199 + " permesso")) == ["x" * 40]
    assert asked(plan(engine, "-" * (MAX_LENGTH - 8) + "permesso")) == ["permess"]


def test_a_word_typed_twice_counts_once(engine: Engine) -> None:
    assert asked(plan(engine, "permesso Permesso permessi")) == ["permess"]


@given(text=st.text(max_size=300))
def test_any_text_has_a_plan(engine: Engine, text: str) -> None:
    made = plan(engine, text)
    assert len(asked(made)) <= MAX_WORDS
    for typed_word in made.corrections:
        assert typed_word in text


# Quotes


@pytest.mark.parametrize(
    "quotes", ['""', "“”", "„“", "„”", "«»", "»«", "「」", "『』", "＂＂", "‟”"]
)
def test_quotes_of_every_kind_make_a_phrase(engine: Engine, quotes: str) -> None:
    text = f"rinnovo {quotes[0]}permesso di soggiorno{quotes[1]}"
    made = plan(engine, text)
    assert made.query.phrases == ({"stems": ("permess", "di", "soggiorn")},)
    assert asked(made) == ["rinnov", "permess", "soggiorn"]


@pytest.mark.parametrize("text", ['"permesso', 'permesso"', '""', '"  "', "l'anagrafe dell'asl"])
def test_quotes_that_hold_nothing_are_no_phrase(engine: Engine, text: str) -> None:
    assert plan(engine, text).query.phrases == ()


def test_a_phrase_is_read_in_both_languages(engine: Engine) -> None:
    scope = Scope("en", "en", "it", "it")
    (phrase,) = Planner(engine, scope).plan('"permesso di soggiorno"').query.phrases
    assert phrase["second"] == ("permess", "di", "soggiorn")
    assert phrase["stems"] == ("permesso", "di", "soggiorno")


def found(engine: Engine, text: str, *, repair: bool = True) -> tuple[list[str], dict[str, str]]:
    """The pages of a text as the site looks for it, and the quotes that were let go."""
    made = plan(engine, text, repair=repair)
    made, results = find(engine, made, made.query)
    return ids(results), dict(made.let_go)


def test_quotes_in_a_question_go_where_nothing_has_the_words_so(engine: Engine) -> None:
    text = "quanto costa il «soggiorno del permesso»?"
    assert found(engine, text) == (["1"], {"«soggiorno del permesso»": "soggiorno del permesso"})
    assert found(engine, 'quanto costa il "permesso di soggiorno"?') == (["1"], {})
    assert found(engine, 'zanzara "di zanzare"') == ([], {}), "nothing without them either"


def test_quotes_stay_where_they_are_all_or_the_reader_insists(engine: Engine) -> None:
    assert found(engine, '"soggiorno del permesso"') == ([], {})
    assert found(engine, '"soggiorno permesso" «scaduto permesso»') == ([], {})
    assert found(engine, 'rinnovo "soggiorno permesso"', repair=False) == ([], {})


def test_a_slip_within_quotes_is_put_right(engine: Engine) -> None:
    assert found(engine, '"permesso di sogiorno"') == (["1"], {})
    assert found(engine, '"permesso di sogiorno"', repair=False) == ([], {})
    scope = Scope("ar", "ar", "it", "it")
    (phrase,) = Planner(engine, scope).plan('"permesso di sogiorno"').query.phrases
    assert phrase["second"] == ("permess", "di", "soggiorn")


# Repair and completion


def test_an_unknown_word_is_repaired(engine: Engine) -> None:
    made = plan(engine, "permeso scaduto")
    assert made.corrections == {"permeso": "permesso"}
    assert asked(made) == ["permes", "scad"]
    assert "permess" in made.own


def test_a_known_word_is_not_repaired(engine: Engine) -> None:
    """«Parma» is one slip from «palma» and «palmo», but somebody wrote about Parma."""
    assert plan(engine, "parma").corrections == {}
    assert plan(engine, "permessi").corrections == {}, "known by its stem"


def test_short_words_and_figures_are_never_repaired(engine: Engine) -> None:
    assert plan(engine, "kil 41 4o").corrections == {}


def test_a_word_with_figures_keeps_them(tmp_path: Path) -> None:
    made = Fts5Engine(tmp_path)
    made.index([page("1", "internet2", "covid19 d104")])
    assert plan(made, "intrnet2 cobid19").corrections == {
        "intrnet2": "internet2", "cobid19": "covid19",
    }  # fmt: skip
    assert plan(made, "internet3 covid18 l104").corrections == {}


def test_nothing_is_put_right_to_a_word_that_says_nothing(engine: Engine) -> None:
    """Else «senzza» would find every page that has «senza»."""
    made = plan(engine, "senzza medico")
    assert made.corrections == {}
    assert plan(engine, "tickett").corrections == {"tickett": "ticket"}


def test_words_that_stand_for_one_are_marked_as_it_is(engine: Engine) -> None:
    made = plan(engine, "residenziali")
    assert {"resident", "residenz"} & made.own
    assert "medicin" not in plan(engine, "permesso").own


def test_the_words_as_typed_when_a_reader_insists(engine: Engine) -> None:
    made = plan(engine, "permeso", repair=False)
    assert made.corrections == {}
    assert "permess" not in made.own


def test_the_italian_of_a_letter_is_repaired_too(engine: Engine) -> None:
    made = plan(engine, "sogiorno", "ar", "ar", "it")
    assert made.corrections == {}, "the second language has no index here"
    made = Planner(engine, Scope("ar", "ar", "it", "it")).plan("sogiorno")
    assert made.corrections == {"sogiorno": "soggiorno"}
    assert "soggiorn" in made.second


def test_the_last_word_is_completed_while_typing(engine: Engine) -> None:
    made = plan(engine, "residenza medic", typing=True)
    first, last = made.query.slots
    assert len(first.alternatives) == 1
    completed = {alternative.terms["words"] for alternative in last.alternatives[1:]}
    assert completed == {"medico", "medicina"}
    assert all(alternative.weight < 1 for alternative in last.alternatives[1:])


def test_a_word_that_can_be_completed_is_not_repaired(engine: Engine) -> None:
    assert plan(engine, "compute", typing=True).corrections == {}
    assert plan(engine, "compute").corrections == {"compute": "computer"}


def test_one_sign_of_a_script_without_spaces_finds_the_pairs_that_begin_with_it(
    tmp_path: Path,
) -> None:
    """税 is a word; an index holds 税号."""
    made = Fts5Engine(tmp_path)
    made.index([page("1", "办理税号", "", "zh", "zh"), page("2", "租房", "", "zh", "zh")])
    planner = Planner(made, Scope("zh", "zh"))
    assert ids(made.search(planner.plan("税").query)) == ["1"]
    assert "税号" in planner.plan("税").own
    assert planner.plan("办").corrections == {}


def test_a_finished_word_is_not_completed(engine: Engine) -> None:
    for made in (plan(engine, "medic ", typing=True), plan(engine, "medic")):
        words = {a.terms.get("words") for a in made.query.slots[0].alternatives}
        assert "medicina" not in words


# Two languages


def test_words_are_read_in_both_languages(engine: Engine) -> None:
    made = Planner(engine, Scope("ar", "ar", "it", "it")).plan("تجديد permesso")
    arabic, italian = made.query.slots
    assert arabic.alternatives[0].terms["stems"] == "تجديد"
    assert italian.alternatives[0].terms["second"] == "permess"
    assert made.second >= {"permess"}


def test_overlapping_pairs_are_read_side_by_side(engine: Engine) -> None:
    """Else a pair would be looked for in the Italian text by the one before it."""
    slots = Planner(engine, Scope("zh", "zh", "it", "it")).plan("都灵移民").query.slots
    read = [slot.alternatives[0].terms for slot in slots]
    assert [terms["stems"] for terms in read] == ["都灵", "灵移", "移民"]
    assert [terms["second"] for terms in read] == ["都灵", "灵移", "移民"]


def test_elision_is_read_as_each_language_has_it(engine: Engine) -> None:
    """«dell'ASL» is one word to an English reader and «asl» in Italian: one slot holds both."""
    (slot,) = Planner(engine, Scope("en", "en", "it", "it")).plan("dell'ASL").query.slots
    assert slot.alternatives[0].terms["second"] == "asl"


def test_what_one_language_elides_is_no_word_of_the_other(tmp_path: Path) -> None:
    """Else «nell» would be one that nobody knows, and be put right to something else."""
    made = Fts5Engine(tmp_path)
    second = {"second_language": "it", "second_title": "Reggio nell'Emilia"}
    made.index(
        [
            page("1", "Reggio d'Émilie", "Noël jusqu'en mai", "fr", "fr", **second),
            page("1", "Reggio nell'Emilia", "Giusquiamo", "it", "it"),
        ]
    )
    planner = Planner(made, Scope("fr", "fr", "it", "it"))
    for text in ("Reggio nell'Emilia", "jusqu'à Reggio Emilia"):
        found = planner.plan(text)
        assert (asked(found), found.corrections) == (["reggio", "emili"], {}), text
    made.index([page("2", "Nell Gwyn", "", "fr", "fr"), page("3", "Jusqu", "", "it", "it")])
    planner = Planner(made, Scope("fr", "fr", "it", "it"))
    assert asked(planner.plan("nell'Emilia")) == ["nel", "emili"]
    assert asked(planner.plan("jusqu'Emilia")) == ["jusqu", "emili"]


def test_one_language_alone_asks_no_other(engine: Engine) -> None:
    (slot,) = plan(engine, "permesso").query.slots
    assert set(slot.alternatives[0].terms) == {"stems", "titles", "words"}
