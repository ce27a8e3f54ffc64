"""Write ``data/languages.json`` from the Unicode CLDR data in Babel.

The list holds the site languages and the languages people speak at desks and in calls.
Names that CLDR lacks, or gives in a form not suited to this site, are in ``OVERRIDES``.

Run from any folder::

    python data/tools/make_languages.py
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypedDict

from babel import Locale

DATA = Path(__file__).resolve().parent.parent

#: Site language code -> CLDR locale.
SITE_LANGUAGES: dict[str, str] = {
    "it": "it",
    "en": "en",
    "fr": "fr",
    "es": "es",
    "ro": "ro",
    "ar": "ar",
    "uk": "uk",
    "zh-hans": "zh_Hans",
}

#: Other languages that can be chosen as spoken languages, in display order.
SPOKEN_LANGUAGES: tuple[str, ...] = (
    "zh", "pt", "sq", "ary", "ti", "am", "so", "wo", "bm", "ff", "ha", "yo", "ig", "ak", "sw",
    "ln", "ur", "pa", "bn", "hi", "ta", "si", "fa", "prs", "ps", "ku", "ckb", "tr", "ka", "hy",
    "ru", "pl", "bg", "mk", "sr", "bs", "hr", "tl", "vi", "rom", "ise",
)  # fmt: skip

#: Language code -> CLDR code, where they differ.
CLDR_CODES: dict[str, str] = {"zh-hans": "zh_Hans", "prs": "fa_AF"}

#: Written from right to left, for codes that Babel does not know as locales.
RIGHT_TO_LEFT: frozenset[str] = frozenset({"ary", "prs"})

#: Endonyms that Babel lacks or gives with a territory.
ENDONYMS: dict[str, str] = {
    "ary": "الدارجة المغربية",
    "prs": "دری",
    "ku": "Kurdî (Kurmancî)",
    "ckb": "کوردیی ناوەندی (سۆرانی)",
    "tl": "Tagalog",
    "rom": "Romani čhib",
    "ise": "LIS – lingua dei segni italiana",
    "zh-hans": "简体中文",
    "pa": "ਪੰਜਾਬੀ",
    "ff": "Pulaar / Fulfulde",
}

#: Names by language code and site language, used instead of CLDR.
OVERRIDES: dict[str, dict[str, str]] = {
    "zh": {"zh-hans": "中文"},
    "zh-hans": {
        "it": "cinese semplificato",
        "en": "Simplified Chinese",
        "fr": "chinois simplifié",
        "es": "chino simplificado",
        "ro": "chineză simplificată",
        "ar": "الصينية المبسّطة",
        "uk": "спрощена китайська",
        "zh-hans": "简体中文",
    },
    "ary": {
        "it": "arabo marocchino",
        "en": "Moroccan Arabic",
        "fr": "arabe marocain",
        "es": "árabe marroquí",
        "ro": "arabă marocană",
        "ar": "العربية المغربية (الدارجة)",
        "uk": "марокканська арабська",
        "zh-hans": "摩洛哥阿拉伯语",
    },
    "ckb": {
        "it": "curdo sorani",
        "en": "Sorani Kurdish",
        "fr": "kurde sorani",
        "es": "kurdo sorani",
        "ro": "kurdă sorani",
        "ar": "الكردية السورانية",
        "uk": "курдська (сорані)",
        "zh-hans": "库尔德语（索拉尼）",
    },
    "ku": {
        "it": "curdo kurmanji",
        "en": "Kurmanji Kurdish",
        "fr": "kurde kurmandji",
        "es": "kurdo kurmanji",
        "ro": "kurdă kurmanji",
        "ar": "الكردية الكرمانجية",
        "uk": "курдська (курманджі)",
        "zh-hans": "库尔德语（库尔曼吉）",
    },
    "ff": {
        "it": "fula (peul, pular)",
        "en": "Fula (Fulani, Pular)",
        "fr": "peul (poular)",
        "es": "fula (peul, pular)",
        "ro": "fulani (peul, pular)",
        "ar": "الفولانية (البولار)",
        "uk": "фула (пулар)",
        "zh-hans": "富拉语",
    },
    "ak": {
        "it": "akan (twi, fante)",
        "en": "Akan (Twi, Fante)",
        "fr": "akan (twi, fanti)",
        "es": "akan (twi, fante)",
        "ro": "akan (twi, fante)",
        "ar": "الأكانية (التوي والفانتي)",
        "uk": "акан (тві, фанте)",
        "zh-hans": "阿肯语（特维语、芳蒂语）",
    },
    "bn": {"en": "Bengali (Bangla)"},
    "fa": {
        "it": "persiano (farsi)",
        "en": "Persian (Farsi)",
        "fr": "persan (farsi)",
        "es": "persa (farsi)",
        "ro": "persană (farsi)",
        "uk": "перська (фарсі)",
    },
    "tl": {
        "it": "tagalog (filippino)",
        "en": "Tagalog (Filipino)",
        "fr": "tagalog (filipino)",
        "es": "tagalo (filipino)",
        "ro": "tagalog (filipineză)",
        "ar": "التاغالوغية (الفلبينية)",
        "uk": "тагальська (філіппінська)",
        "zh-hans": "他加禄语（菲律宾语）",
    },
    "rom": {
        "it": "romanì",
        "en": "Romani",
        "fr": "romani",
        "es": "romaní",
        "ro": "romani",
        "ar": "لغة الروما",
        "uk": "ромська",
        "zh-hans": "罗姆语",
    },
    "ise": {
        "it": "lingua dei segni italiana (LIS)",
        "en": "Italian Sign Language (LIS)",
        "fr": "langue des signes italienne (LIS)",
        "es": "lengua de signos italiana (LIS)",
        "ro": "limba semnelor italiană (LIS)",
        "ar": "لغة الإشارة الإيطالية (LIS)",
        "uk": "італійська жестова мова (LIS)",
        "zh-hans": "意大利手语（LIS）",
    },
}


class Language(TypedDict):
    """One row of ``languages.json``."""

    code: str
    endonym: str
    direction: str
    is_site_language: bool
    names: dict[str, str]


def tidy(text: str) -> str:
    """Return a CLDR name with the apostrophe used on the site."""
    return text.replace("\u02bc", "\u2019").replace("'", "\u2019")


def name_of(code: str, site_language: str) -> str:
    """Return the name of a language in a site language."""
    override = OVERRIDES.get(code, {}).get(site_language)
    if override:
        return override
    locale = Locale.parse(SITE_LANGUAGES[site_language])
    name = locale.languages.get(CLDR_CODES.get(code, code))
    if not name:
        raise SystemExit(f"No name for {code} in {site_language}: add it to OVERRIDES.")
    return tidy(name)


def endonym_of(code: str) -> str:
    """Return the name of a language in that language."""
    if code in ENDONYMS:
        return ENDONYMS[code]
    name = Locale.parse(code).get_display_name()
    if not name:
        raise SystemExit(f"No endonym for {code}: add it to ENDONYMS.")
    return tidy(name)


def direction_of(code: str) -> str:
    """Return ``rtl`` or ``ltr``."""
    if code in RIGHT_TO_LEFT:
        return "rtl"
    if code in ("rom", "ise"):
        return "ltr"
    return Locale.parse(CLDR_CODES.get(code, code)).text_direction


def build() -> list[Language]:
    """Return all languages, site languages first."""
    codes = (*SITE_LANGUAGES, *SPOKEN_LANGUAGES)
    return [
        {
            "code": code,
            "endonym": endonym_of(code),
            "direction": direction_of(code),
            "is_site_language": code in SITE_LANGUAGES,
            "names": {site: name_of(code, site) for site in SITE_LANGUAGES},
        }
        for code in codes
    ]


def main() -> None:
    """Write the file."""
    text = json.dumps(build(), ensure_ascii=False, indent=1)
    (DATA / "languages.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
