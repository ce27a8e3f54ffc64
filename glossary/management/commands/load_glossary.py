"""Load the official terms and their translations from `data/glossary.json`."""

import json
import uuid
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from wagtail.models import Locale

from glossary.models import GlossaryTerm
from taxonomy import loading
from taxonomy.models import Term

NAMESPACE = uuid.UUID("5a2f4d0e-6a51-4f0c-9c0b-6f1f0f6c3f10")


class Command(BaseCommand):
    help = "Load the glossary in every language; says what changed. Safe to run again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--force", action="store_true", help="load even what did not change")

    def handle(self, *args: Any, **options: Any) -> None:
        path = loading.data_dir() / "glossary.json"
        plain_path = loading.data_dir() / "glossary-plain.json"
        locales = {locale.language_code: locale for locale in Locale.objects.all()}
        stamp = loading.checksum([path, plain_path], ",".join(sorted(locales)))
        if loading.is_loaded("glossary", stamp) and not options["force"]:
            self.stdout.write("Glossary: nothing changed.")
            return
        terms = json.loads(path.read_text(encoding="utf-8"))["terms"]
        plain = json.loads(plain_path.read_text(encoding="utf-8")) if plain_path.exists() else {}
        topics = {term.code: term for term in Term.objects.filter(vocabulary="glossary-topic")}
        known = {
            (term.code, term.locale.language_code): term
            for term in GlossaryTerm.objects.select_related("locale")
        }
        new = changed = 0
        with transaction.atomic():
            for row in terms:
                for code, locale in locales.items():
                    values = _values(row, code, plain.get(row["id"], {}), topics)
                    if not values["term"]:
                        continue
                    term = known.get((row["id"], code))
                    if term is None:
                        key = uuid.uuid5(NAMESPACE, row["id"])
                        GlossaryTerm.objects.create(
                            code=row["id"], locale=locale, translation_key=key, **values
                        )
                        new += 1
                    elif any(getattr(term, name) != value for name, value in values.items()):
                        for name, value in values.items():
                            setattr(term, name, value)
                        term.save()
                        changed += 1
            loading.remember("glossary", stamp)
        self.stdout.write(f"Glossary: {new} new entries, {changed} changed.")


def _values(
    row: dict[str, Any], language: str, plain: dict[str, str], topics: dict[str, Term]
) -> dict[str, Any]:
    """The fields of a term in a language; `term` is empty where there is no translation."""
    word = row["it"] if language == "it" else row["translations"].get(language, "")
    return {
        "italian": row["it"],
        "abbreviation": row["abbr"] or "",
        "term": word,
        "plain": row["plain"].get(language) or plain.get(language, ""),
        "topic": topics.get(row["topic"]),
        "see_also": row["see_also"],
        "verify_note": row["verify"] or "",
    }
