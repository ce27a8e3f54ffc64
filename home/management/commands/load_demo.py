"""Load the demonstration content: pages, snippets and their translations."""

from dataclasses import dataclass
from typing import Any

import yaml
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from wagtail.models import Locale, Site

from core.models import FollowChannel, SiteSettings
from home.demo import facts, files, publishing, translate
from home.demo.pages import PageLoader, before_insurance_ended, find_notices, load_snippet
from home.demo.values import ContentError, Resolver
from home.management.commands.prepare_site import prepare
from taxonomy import loading


def _load_settings(site: Site) -> None:
    """Name, owner and channels of the site; once, so that an editor's own stay."""
    path = files.folder() / "site.yaml"
    stamp = loading.checksum([path])
    if loading.is_loaded("demo/site", stamp):
        return
    values = yaml.safe_load(path.read_text(encoding="utf-8"))
    channels = values.pop("follow_channels", [])
    own, _created = SiteSettings.objects.update_or_create(site=site, defaults=values)
    own.follow_channels = [FollowChannel(**row, sort_order=n) for n, row in enumerate(channels)]
    own.save()
    loading.remember("demo/site", stamp)


@dataclass
class Work:
    """Objects to translate together: the PO files with their words, and the languages wanted."""

    texts: tuple[str, ...]
    instances: list[Any]
    locales: list[Locale]
    checksum: str
    of: str = ""

    @property
    def name(self) -> str:
        """What the work is called in the log and in the memory of what is loaded."""
        return self.of or self.texts[0]


class Command(BaseCommand):
    help = "Load demonstration content from data/demo/. Loads only what changed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="read everything, write nothing")
        parser.add_argument("--missing", action="store_true", help="list strings not translated")
        parser.add_argument("--write-po", action="store_true", help="add strings to the PO files")
        parser.add_argument("--only", nargs="*", help="ids of pages, for a quick look at some")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with transaction.atomic():
                self._sources()
                if options["check"]:
                    transaction.set_rollback(True)
                    self.stdout.write("Every file can be loaded.")
                    return
        except (ContentError, ValueError) as error:
            raise CommandError(str(error)) from error
        self.read: dict[tuple[str, tuple[str, ...]], dict[str, str]] = {}
        self._translations(options)

    def _sources(self) -> None:
        """Everything in Italian: snippets, then pages, then what pages say of each other."""
        site, _created = prepare()
        self.source = Locale.objects.get(language_code="it")
        facts.load()
        resolver = Resolver(self.source)
        for kind in files.SNIPPETS[:-1]:
            self._load_snippets(kind, resolver)
        loader = PageLoader(resolver, site)
        self.pages = files.pages()
        for file in self.pages:
            loader.locate(file)
        self._load_snippets(files.SNIPPETS[-1], resolver)  # answers link to pages
        changed = 0
        with before_insurance_ended():
            for number, file in enumerate(self.pages, start=1):
                if loader.fill(file):
                    changed += 1
                    self.stdout.write(f"  [{number}/{len(self.pages)}] {file.id}")
        self.found = loader.found
        _load_settings(site)
        self.stdout.write(f"Pages in Italian: {changed} of {len(self.pages)} loaded.")

    def _load_snippets(self, kind: str, resolver: Resolver) -> None:
        rows = files.snippets(kind)
        stamp = files.stamp(rows)
        if loading.is_loaded(f"demo/{kind}", stamp):
            find_notices(kind, rows, resolver, self.source)
            return
        for row in rows:
            load_snippet(kind, row, resolver, self.source)
        loading.remember(f"demo/{kind}", stamp)

    def _translations(self, options: dict[str, Any]) -> None:
        """Every page and snippet in the languages it names; said line by line."""
        self.codes = list(Locale.objects.exclude(pk=self.source.pk))
        work = [
            Work((kind,), self._all_snippets(kind), self.codes, files.stamp(files.snippets(kind)))
            for kind in files.SNIPPETS
        ]
        work += [self._work(file) for file in self.pages if file.data.get("live", True)]
        if options["only"]:
            work = [row for row in work if row.name in options["only"]]
        missing = 0
        self.parents = publishing.Parents()
        with before_insurance_ended():
            for number, row in enumerate(work, start=1):
                if row.locales and row.instances:
                    missing += self._one(row, options, f"[{number}/{len(work)}]")
        self.stdout.write(
            "Translations: complete."
            if not missing
            else f"Translations: {missing} strings missing."
        )

    def _work(self, file: files.PageFile) -> Work:
        wanted = [locale for locale in self.codes if locale.language_code in file.languages]
        return Work(file.texts, [self.found[file.id]], wanted, file.checksum(), file.id)

    def _all_snippets(self, kind: str) -> list[Any]:
        from home.demo.pages import MODELS

        return list(MODELS[kind].objects.filter(locale=self.source).order_by("pk"))

    def _one(self, row: Work, options: dict[str, Any], step: str) -> int:
        """Translate the objects of one entry into its languages; returns the strings missing."""
        codes = [locale.language_code for locale in row.locales]
        paths = [files.po_path(code, text) for code in codes for text in row.texts]
        stamp = loading.checksum(paths, f"{row.checksum} {','.join(codes)} {row.texts}")
        quiet = not (options["write_po"] or options["missing"])
        if quiet and loading.is_loaded(f"demo/translations/{row.name}", stamp):
            return 0
        with transaction.atomic():
            missing = self._languages(row, options)
            if not missing:
                loading.remember(f"demo/translations/{row.name}", stamp)
        done = f"{missing} strings missing" if missing else ",".join(codes)
        self.stdout.write(f"  {step} {row.name}: {done}")
        return missing

    def _languages(self, row: Work, options: dict[str, Any]) -> int:
        work = [translate.Translator(instance, self.parents) for instance in row.instances]
        strings = list(dict.fromkeys(text for one in work for text in one.segments.strings()))
        for one in work:
            one.ask(row.locales)
        missing = 0
        for locale in row.locales:
            code = locale.language_code
            if options["write_po"] and row.texts:
                translate.write_po(code, row.texts, strings)
                self.read.clear()
            known = self._known(code, row.texts, strings)
            lost = [text for text in strings if not known.get(text)]
            missing += len(lost)
            if options["missing"]:
                for text in lost:
                    self.stdout.write(f"    {code} {row.name}: {text}")
            for one in work:
                one.write(locale, known)
        return missing

    def _known(self, code: str, texts: tuple[str, ...], strings: list[str]) -> dict[str, str]:
        """The translations from some files, each file read once; proper names stay as they are."""
        if not texts:
            return {text: text for text in strings}
        if (code, texts) not in self.read:
            self.read[code, texts] = translate.read_all(code, texts)
        return self.read[code, texts]
