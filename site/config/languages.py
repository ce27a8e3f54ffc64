"""The languages of the site. Adding one is one entry here and one catalogue in `locale/`.

`code` is the URL prefix and the catalogue's folder name; `name` is its English name and
`native` what its readers call it. `bidi` is needed only for languages that Django's own table
(`django.conf.locale.LANG_INFO`) lacks, such as Tigrinya. `reads` are languages its readers often
know as well, best first: search answers in them, before Italian, what is not translated. docs/operating/languages.md walks
through it.
"""

from typing import NamedTuple


class SiteLanguage(NamedTuple):
    code: str
    name: str
    native: str
    bidi: bool = False
    reads: tuple[str, ...] = ()


LANGUAGES: list[SiteLanguage] = [
    SiteLanguage("it", "Italian", "Italiano"),
    SiteLanguage("en", "English", "English"),
    SiteLanguage("fr", "French", "Français", reads=("en",)),
    SiteLanguage("es", "Spanish", "Español", reads=("en",)),
    SiteLanguage("ro", "Romanian", "Română", reads=("en",)),
    SiteLanguage("ar", "Arabic", "العربية", bidi=True, reads=("fr", "en")),
    SiteLanguage("uk", "Ukrainian", "Українська", reads=("en",)),
    SiteLanguage("zh-hans", "Simplified Chinese", "简体中文", reads=("en",)),
]

SOURCE_LANGUAGE = "it"


def register(languages: list[SiteLanguage]) -> None:
    """Teach Django the languages its table lacks, so that they are routed like the others."""
    from django.conf.locale import LANG_INFO

    for language in languages:
        LANG_INFO.setdefault(
            language.code,
            {
                "bidi": language.bidi,
                "code": language.code,
                "name": language.name,
                "name_local": language.native,
            },
        )
