"""Load the demonstration content: pages, snippets and their translations."""

from typing import Any

import yaml
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from wagtail.models import Locale, Site

from core.models import FollowChannel, SiteSettings
from home.demo import files, publishing, translate
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
        self._translations(options)

    def _sources(self) -> None:
        """Everything in Italian: snippets, then pages, then what pages say of each other."""
        site, _created = prepare()
        self.source = Locale.objects.get(language_code="it")
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
        stamp = loading.checksum([files.folder() / f"{kind}.yaml"])
        if loading.is_loaded(f"demo/{kind}", stamp):
            find_notices(kind, rows, resolver, self.source)
            return
        for row in rows:
            load_snippet(kind, row, resolver, self.source)
        loading.remember(f"demo/{kind}", stamp)

    def _translations(self, options: dict[str, Any]) -> None:
        """Every page and snippet in the languages it names; said line by line."""
        codes = list(Locale.objects.exclude(pk=self.source.pk))
        work: list[tuple[str, list[Any], list[Locale]]] = [
            (kind, self._all_snippets(kind), codes) for kind in files.SNIPPETS
        ]
        for file in self.pages:
            wanted = [locale for locale in codes if locale.language_code in file.languages]
            if file.data.get("live", True):
                work.append((file.id, [self.found[file.id]], wanted))
        if options["only"]:
            work = [row for row in work if row[0] in options["only"]]
        missing = 0
        self.parents = publishing.Parents()
        with before_insurance_ended():
            for number, (name, instances, locales) in enumerate(work, start=1):
                step = f"[{number}/{len(work)}]"
                if locales and instances:
                    missing += self._one(name, instances, locales, options, step)
        self.stdout.write(
            "Translations: complete."
            if not missing
            else f"Translations: {missing} strings missing."
        )

    def _all_snippets(self, kind: str) -> list[Any]:
        from home.demo.pages import MODELS

        return list(MODELS[kind].objects.filter(locale=self.source).order_by("pk"))

    def _one(
        self,
        name: str,
        instances: list[Any],
        locales: list[Locale],
        options: dict[str, Any],
        step: str,
    ) -> int:
        """Translate the objects of one file into its languages; returns the strings missing."""
        paths = [files.po_path(locale.language_code, name) for locale in locales]
        origin = files.folder() / "pages" / f"{name}.yaml"
        if not origin.exists():
            origin = files.folder() / f"{name}.yaml"
        languages = ",".join(locale.language_code for locale in locales)
        stamp = loading.checksum([*paths, origin], languages + str(paths))
        quiet = not (options["write_po"] or options["missing"])
        if quiet and loading.is_loaded(f"demo/translations/{name}", stamp):
            return 0
        with transaction.atomic():
            missing = self._languages(name, instances, locales, options)
            if not missing:
                loading.remember(f"demo/translations/{name}", stamp)
        done = f"{missing} strings missing" if missing else languages
        self.stdout.write(f"  {step} {name}: {done}")
        return missing

    def _languages(
        self, name: str, instances: list[Any], locales: list[Locale], options: dict[str, Any]
    ) -> int:
        work = [translate.Translator(instance, self.parents) for instance in instances]
        strings = list(dict.fromkeys(text for one in work for text in one.segments.strings()))
        for one in work:
            one.ask(locales)
        missing = 0
        for locale in locales:
            code = locale.language_code
            if options["write_po"]:
                translate.write_po(code, name, strings)
            known = translate.read_po(code, name)
            lost = [text for text in strings if not known.get(text)]
            missing += len(lost)
            if options["missing"]:
                for text in lost:
                    self.stdout.write(f"    {code} {name}: {text}")
            for one in work:
                one.write(locale, known)
        return missing
