"""Vocabularies and places: complete in every language, the same rows for all."""

import io

import pytest
from django.conf import settings
from django.core.management import call_command

from taxonomy.models import Place, Term, TermLabel

pytestmark = pytest.mark.django_db


def test_every_term_has_a_label_in_every_language() -> None:
    languages = {code for code, _name in settings.LANGUAGES}
    for term in Term.objects.prefetch_related("labels"):
        assert {label.language for label in term.labels.all()} == languages, term.code


def test_labels_follow_the_language_and_fall_back_to_italian() -> None:
    term = Term.objects.get(vocabulary="topic", code="health")
    assert term.label("ar") != term.label("it")
    assert term.label("xx") == term.label("it")


def test_a_changed_label_is_seen_at_once() -> None:
    label = TermLabel.objects.get(term__vocabulary="topic", term__code="health", language="it")
    label.label = "Sanità"
    label.save()
    assert str(label.term) == "Sanità"


def test_loading_twice_changes_nothing() -> None:
    for command in ("load_vocabularies", "load_places", "load_glossary"):
        out = io.StringIO()
        call_command(command, stdout=out)
        assert "nothing changed" in out.getvalue()
        forced = io.StringIO()
        call_command(command, force=True, stdout=forced)
        assert " 0 changed" in forced.getvalue()


def test_a_label_that_drifted_is_reported() -> None:
    TermLabel.objects.filter(term__vocabulary="topic", term__code="health", language="it").update(
        label="?"
    )
    out = io.StringIO()
    call_command("load_vocabularies", force=True, stdout=out)
    assert " 1 changed" in out.getvalue()


def test_places_know_their_region_and_their_names() -> None:
    assert Place.objects.filter(kind="comune").count() == 7894
    turin = Place.objects.get(kind="comune", name="Torino")
    assert turin.region_code == "01"
    assert turin.label("en") == "Turin"
    lyon = Place.objects.get(kind="city", names__it="Lione")
    assert lyon.region_code == "FR-ARA"
