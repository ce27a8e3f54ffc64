"""Other words for the same thing: what they find, what they add, and how much it weighs."""

from dataclasses import replace
from pathlib import Path

import pytest

from search.engines.base import Engine
from search.engines.fts5 import Fts5Engine
from search.planner import Plan, Planner, Scope
from search.synonyms import LONGEST, Synonyms
from tests.search.samples import added, asked, handful, ids, page, plan


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return handful(tmp_path_factory.mktemp("synonyms"))


def synonymous(
    *group: tuple[str, str], own: str = "it", second: str = "", leads: str = ""
) -> Synonyms:
    found = Synonyms()
    if leads:
        found.lead_to(group, [(own, leads)], own, second)
    else:
        found.add(group, own, second)
    return found


def planned(engine: Engine, words: Synonyms, text: str, *scope: str) -> Plan:
    return Planner(engine, Scope(*(scope or ("it", "it"))), words).plan(text)


def test_one_word_for_another_is_another_way_to_find_it(engine: Engine) -> None:
    words = synonymous(("it", "dottore"), ("it", "medico"))
    for text, other in (("dottore", "medic"), ("medico", "dottor")):
        (slot,) = planned(engine, words, text).query.slots
        assert [a.terms["stems"] for a in slot.alternatives][1:] == [other]
        assert slot.alternatives[1].weight < 1


def test_several_words_for_one_add_theirs_and_none_is_asked_for_alone(engine: Engine) -> None:
    words = synonymous(("it", "SSN"), ("it", "servizio sanitario nazionale"))
    made = planned(engine, words, "ssn")
    assert asked(made) == ["ssn"]
    assert {stem for stem, _second in added(made)} == {"serviz", "sanitar", "nazional"}
    made = planned(engine, words, "iscrizione al servizio sanitario nazionale")
    assert {stem for stem, _second in added(made)} == {"ssn"}


def test_added_words_together_weigh_no_more_than_those_they_stand_for(engine: Engine) -> None:
    words = synonymous(("it", "SSN"), ("it", "servizio sanitario nazionale"))
    one_for_three = added(planned(engine, words, "ssn"))
    assert sum(one_for_three.values()) == pytest.approx(
        max(added(planned(engine, words, "servizio sanitario nazionale")).values())
    )


def test_what_is_typed_is_not_added_again(engine: Engine) -> None:
    words = synonymous(("it", "permesso"), ("it", "permesso di soggiorno"))
    assert {stem for stem, _second in added(planned(engine, words, "permesso"))} == {"soggiorn"}
    assert added(planned(engine, words, "permesso soggiorno")) == {}


def test_an_expression_is_found_with_its_small_words(engine: Engine) -> None:
    """«Permesso di soggiorno» is typed with its «di», and known without it."""
    words = synonymous(("it", "carta blu"), ("it", "permesso di soggiorno"))
    for text in ("permesso di soggiorno", "permesso soggiorno", "il mio permesso di soggiorno"):
        assert {stem for stem, _second in added(planned(engine, words, text))} == {"cart", "blu"}
    assert added(planned(engine, words, "soggiorno del permesso")) == {}


def test_other_words_of_a_term_lead_to_it_and_not_back(engine: Engine) -> None:
    words = synonymous(("it", "dottore"), ("it", "pronto soccorso"), leads="medico")
    assert len(planned(engine, words, "dottore").query.slots[0].alternatives) == 2
    assert len(planned(engine, words, "medico").query.slots[0].alternatives) == 1
    assert added(planned(engine, words, "pronto soccorso")).keys() == {("medic", False)}


def test_a_word_that_pages_have_is_not_looked_for_by_a_wider_one(engine: Engine) -> None:
    """Who asks for the doctor does not ask for every page that says health."""
    words = synonymous(("it", "medico"), leads="salute")
    made = planned(engine, words, "medico")
    assert asked(made) == ["medic"]
    assert added(made).keys() == {("salut", False)}
    assert [a.terms["stems"] for a in made.query.slots[0].alternatives] == ["medic"]
    assert "salut" not in made.own


def test_a_word_that_means_something_is_no_slip(engine: Engine) -> None:
    """«Computar» is a slip of computer until somebody says what it means."""
    assert plan(engine, "computar").corrections == {"computar": "computer"}
    for leads in ("", "medico"):
        words = synonymous(("it", "computar"), ("it", "medico"), leads=leads)
        made = planned(engine, words, "computar")
        assert made.corrections == {}
        assert "medic" in made.own


def test_a_page_that_has_an_expression_has_the_word_it_stands_for(engine: Engine) -> None:
    """One that has some words of it has not: page 2 says only «permesso»."""
    words = synonymous(("it", "PDS"), ("it", "permesso di soggiorno"))
    made = planned(engine, words, "pds")
    assert ids(engine.search(made.query)) == ["1"]
    assert {"permess", "soggiorn"} <= made.own, "and is marked for it"
    made = planned(engine, words, "medico del pds")
    assert asked(made) == ["medic", "pds"]
    assert sorted(ids(engine.search(made.query))) == ["1", "3"]


def test_a_word_that_some_pages_have_finds_those_with_its_expression_too(tmp_path: Path) -> None:
    """And the expression those with the word, behind what has the words typed."""
    made = Fts5Engine(tmp_path)
    made.index(
        [
            page("word", "Controlla il cedolino"),
            page("both", "La busta paga di ogni mese"),
            page("part", "Chi paga la mensa"),
            page("piece", "Una busta gialla"),
        ]
    )
    words = synonymous(("it", "cedolino"), ("it", "busta paga"))
    assert ids(made.search(planned(made, words, "cedolino").query)) == ["word", "both"]
    found = ids(made.search(planned(made, words, "busta paga").query))
    assert found[0] == "both"
    assert "word" in found


def test_an_expression_with_figures_is_read_as_the_question_is(engine: Engine) -> None:
    """Of «C1驾照» a text has the sign 驾 alone too; neither a question nor an expression asks for it."""
    words = synonymous(("zh", "C1驾照"), ("zh", "小型汽车"), own="zh")
    made = planned(engine, words, "C1驾照", "zh", "zh")
    assert made.query.slots[0].expressions
    assert {"小型", "汽车"} <= made.own


def test_an_expression_that_a_word_only_leads_to_is_not_asked_for(engine: Engine) -> None:
    words = synonymous(("it", "medico"), leads="permesso di soggiorno")
    assert ids(engine.search(planned(engine, words, "medico").query)) == ["3"]


def test_suggestions_for_an_expression_have_it_in_their_titles(engine: Engine) -> None:
    words = synonymous(("it", "PDS"), ("it", "permesso di soggiorno"))
    query = replace(planned(engine, words, "pds").query, every_word=True)
    titles = {"titles": 1.0}
    assert ids(engine.search(replace(query, weights=titles))) == ["1"]
    words = synonymous(("it", "PDS"), ("it", "rinnovo del permesso"))
    query = replace(planned(engine, words, "pds").query, every_word=True)
    assert ids(engine.search(replace(query, weights=titles))) == []


def test_the_official_word_and_its_translation_find_each_other(engine: Engine) -> None:
    scope = ("en", "en", "it", "it")
    group = (("en", "residence permit"), ("it", "permesso di soggiorno"), ("fr", "titre"))
    words = synonymous(*group, own="en", second="it")
    made = planned(engine, words, "residence permit", *scope)
    assert added(made).keys() == {("permess", True), ("soggiorn", True)}
    made = planned(engine, words, "permesso di soggiorno", *scope)
    assert added(made).keys() == {("resid", False), ("permit", False)}


def test_long_or_empty_expressions_are_left_out(engine: Engine) -> None:
    words = synonymous(
        ("it", "medico"), ("it", " "), ("it", "casa scuola lavoro salute lingua diritti")
    )
    assert LONGEST == 5
    assert added(planned(engine, words, "medico")) == {}
    assert len(planned(engine, words, "medico").query.slots[0].alternatives) == 1
