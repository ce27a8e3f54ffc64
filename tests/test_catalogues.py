"""The catalogues are complete, in step with the sources, and keep every placeholder."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from django.apps import apps
from django.conf import settings
from django.utils import translation
from django.utils.translation import to_locale, trans_real

from tests.demo import ROOT
from tests.services.browser import require

CODES = [code for code, _name in settings.LANGUAGES]
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sd]|%%")
Key = tuple[str | None, str]


def catalogue(code: str) -> polib.POFile:
    return polib.pofile(str(ROOT / "locale" / to_locale(code) / "LC_MESSAGES" / "django.po"))


def placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))


def fault(entry: polib.POEntry, forms: int) -> str:
    """What is wrong with an entry of a language with so many plural forms, or nothing."""
    if entry.fuzzy:
        return "fuzzy"
    texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    if len(texts) != (forms if entry.msgid_plural else 1) or not all(texts):
        return "missing"
    same = placeholders(texts[-1]) == placeholders(entry.msgid_plural or entry.msgid)
    return "" if same else "placeholders"


def faults(po: polib.POFile) -> list[str]:
    """What is wrong in a catalogue, one line each."""
    wanted = re.search(r"nplurals=(\d)", po.metadata["Plural-Forms"])
    forms = int(wanted.group(1)) if wanted else 0
    found = [(fault(entry, forms), entry) for entry in po if not entry.obsolete]
    return [f"{kind}: {entry.msgctxt or ''} {entry.msgid}" for kind, entry in found if kind]


@pytest.mark.parametrize("code", CODES)
def test_a_catalogue_is_complete(code: str) -> None:
    assert faults(catalogue(code)) == []


def test_faults_are_found() -> None:
    po = polib.POFile()
    po.metadata = {"Plural-Forms": "nplurals=2; plural=(n != 1);"}
    po.append(polib.POEntry(msgid="empty", msgstr=""))
    po.append(polib.POEntry(msgid="Checked on %(date)s", msgstr="Controllato"))
    po.append(polib.POEntry(msgid="old", msgstr="vecchio", flags=["fuzzy"]))
    po.append(polib.POEntry(msgid="%(n)d day", msgid_plural="%(n)d days", msgstr_plural={0: "x"}))
    assert len(faults(po)) == 4


def keys(po: polib.POFile) -> set[Key]:
    return {(entry.msgctxt, entry.msgid) for entry in po if not entry.obsolete}


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> set[Key]:
    """What the sources ask for now, gathered in a copy of them."""
    require("the test of catalogues against sources (GNU gettext)", shutil.which("xgettext"))
    folder = tmp_path_factory.mktemp("sources")
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.py", "*.html", "templates/*.txt"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    skipped = ("tests/", "scripts/", "data/", "bench/", "docs/")
    for name in listed.stdout.split():
        if not name.startswith(skipped) and (ROOT / name).exists():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, target)
    (folder / "locale" / "it").mkdir(parents=True)
    code = (
        "import sys; from django.conf import settings; settings.configure(USE_I18N=True); "
        "import django; django.setup(); from django.core.management import call_command; "
        "call_command('makemessages', locale=['it'], no_wrap=True)"
    )
    subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, check=True)
    return keys(polib.pofile(str(folder / "locale" / "it" / "LC_MESSAGES" / "django.po")))


@pytest.mark.parametrize("code", CODES)
def test_a_catalogue_is_in_step_with_the_sources(code: str, extracted: set[Key]) -> None:
    """`make messages` gathers new texts."""
    own = keys(catalogue(code))
    assert extracted - own == set()
    assert own - extracted == set()


def test_italian_days_stand_behind_no_article_alone() -> None:
    """It is l’8 and l’11 marzo, il 9 and il 10: “il giorno” is right before all of them."""
    bare = re.compile(r"\b(?:il|al|dal|del|nel|sul) (?:<[^>]+>)*%\((?:day|date)\)s", re.IGNORECASE)
    texts = [
        text for entry in catalogue("it") for text in (entry.msgstr, *entry.msgstr_plural.values())
    ]
    assert [text for text in texts if bare.search(text)] == []


@pytest.mark.parametrize("code", CODES)
def test_a_catalogue_is_really_loaded(code: str) -> None:
    """One public word, in the language it claims to be."""
    with translation.override(code):
        shown = translation.gettext("Frequent questions")
    entry = catalogue(code).find("Frequent questions")
    assert entry is not None
    assert shown == entry.msgstr
    assert Path(str(ROOT / "locale" / to_locale(code))).is_dir()


PACKAGES = {"wagtail", "wagtail_localize", "taggit"}


def packaged(language: str) -> list[polib.POFile]:
    """The catalogues that the packages of the admin bring; texts of scripts have others."""
    folders = [
        Path(row.path) for row in apps.get_app_configs() if row.name.split(".")[0] in PACKAGES
    ]
    paths = [folder / "locale" / language / "LC_MESSAGES" / "django.po" for folder in folders]
    return [polib.pofile(str(path)) for path in paths if path.exists()]


def upstream() -> polib.POFile:
    return polib.pofile(str(ROOT / "locale" / "upstream" / "it" / "LC_MESSAGES" / "django.po"))


def test_no_word_of_the_italian_admin_is_missing() -> None:
    """What is named here wants an entry in locale/upstream/it."""
    known = trans_real.translation("it")._catalog  # type: ignore[attr-defined]
    wanted = set().union(*(keys(po) for po in packaged("en")))
    names = {f"{context}\x04{text}" if context else text for context, text in wanted}
    assert {name for name in names if name not in known and (name, 1) not in known} == set()


def test_what_packages_translate_themselves_is_not_translated_here() -> None:
    """An entry that a newer version brings, or no longer asks for, goes."""
    asked = set().union(*(keys(po) for po in packaged("en")))
    done = {(row.msgctxt, row.msgid) for po in packaged("it") for row in po.translated_entries()}
    assert faults(upstream()) == []
    assert keys(upstream()) - (asked - done) == set()
