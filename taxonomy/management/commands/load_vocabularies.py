"""Load the controlled vocabularies and the languages from `data/`."""

import json
from pathlib import Path
from typing import Any

import yaml
from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from taxonomy import labels, loading
from taxonomy.models import Language, Term, TermLabel, Vocabulary


class Command(BaseCommand):
    help = "Load vocabularies and languages; says what changed. Safe to run again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--force", action="store_true", help="load even what did not change")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = loading.data_dir() / "vocabularies"
        files = [*folder.glob("*.yaml"), loading.data_dir() / "languages.json"]
        stamp = loading.checksum(files)
        if loading.is_loaded("vocabularies", stamp) and not options["force"]:
            self.stdout.write("Vocabularies: nothing changed.")
            return
        with transaction.atomic():
            counts = {"new": 0, "changed": 0, "retired": 0}
            for path in sorted(folder.glob("*.yaml")):
                self._load(path, counts)
            languages = self._languages()
            loading.remember("vocabularies", stamp)
        labels.invalidate()
        self.stdout.write(
            f"Vocabularies: {counts['new']} new terms, {counts['changed']} changed, "
            f"{counts['retired']} retired; {languages} languages."
        )

    def _load(self, path: Path, counts: dict[str, int]) -> None:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        name = data["vocabulary"]
        Vocabulary.objects.update_or_create(code=name, defaults={"names": data.get("name", {})})
        terms = {term.code: term for term in Term.objects.filter(vocabulary=name)}
        rows = data["terms"]
        for order, row in enumerate(rows):
            term = terms.get(row["code"]) or Term(vocabulary=name, code=row["code"])
            counts["new"] += term.pk is None
            term.order, term.uri, term.icon = order, row.get("uri", ""), row.get("icon", "")
            term.sensitive, term.active = bool(row.get("sensitive")), True
            term.save()
            terms[term.code] = term
            counts["changed"] += self._label(term, row)
        for row in rows:
            parent = terms.get(row.get("parent", ""))
            if parent != terms[row["code"]].parent:
                terms[row["code"]].parent = parent
                terms[row["code"]].save(update_fields=["parent"])
        gone = set(terms) - {row["code"] for row in rows}
        counts["retired"] += Term.objects.filter(
            vocabulary=name, code__in=gone, active=True
        ).update(active=False)

    def _label(self, term: Term, row: dict[str, Any]) -> bool:
        """Write a term's labels; returns whether any differed."""
        old = {label.language: label for label in term.labels.all()}
        fresh = []
        changed = False
        for language, text in row["labels"].items():
            values = {
                "label": text,
                "alt_labels": row.get("alt_labels", {}).get(language, []),
                "definition": row.get("definition", {}).get(language, ""),
            }
            label = old.get(language)
            if label is None:
                fresh.append(TermLabel(term=term, language=language, **values))
            elif any(getattr(label, key) != value for key, value in values.items()):
                for key, value in values.items():
                    setattr(label, key, value)
                label.save()
                changed = True
        TermLabel.objects.bulk_create(fresh)
        return changed

    def _languages(self) -> int:
        rows = json.loads((loading.data_dir() / "languages.json").read_text(encoding="utf-8"))
        for row in rows:
            Language.objects.update_or_create(
                code=row["code"],
                defaults={
                    "endonym": row["endonym"],
                    "rtl": row["direction"] == "rtl",
                    "names": row["names"],
                    "is_site_language": row["is_site_language"],
                },
            )
        return len(rows)
