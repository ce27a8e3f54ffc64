"""Where the public templates can be seen: the fullest page of each type, in each language."""

import json
from typing import Any
from urllib.parse import quote

from wagtail.models import Page

from core.checks import page_types
from core.models import PageOrganisation
from home.models import FormPage

SOURCE = "it"
LANGUAGES = (SOURCE, "ar", "zh-hans")
WITHOUT_TEMPLATE = {"CallFolderPage"}
PAGE_TYPES = sorted({model.__name__ for model in page_types()} - WITHOUT_TEMPLATE)
DETAILS = ["organisation", "service-point", "sensitive-page"]
STATES = ["filtered-list", "search-results", "search-without-results"]
FORM_STATES = ["form-with-errors", "form-sent"]
FRAME = ["chooser", "not-found", "page-in-other-languages"]
TEMPLATES = [*PAGE_TYPES, *DETAILS, *STATES, *FORM_STATES, *FRAME]
STATUS = {"not-found": 404, "page-in-other-languages": 404}

Addresses = dict[tuple[str, str], str]


def fullness(row: Any) -> int:
    """How much an entry has to say: the length of all its fields."""
    if hasattr(row, "serializable_data"):
        return len(json.dumps(row.serializable_data(), default=str, ensure_ascii=False))
    return sum(len(str(value)) for value in vars(row).values())


def live_pages(model: Any, language: str) -> list[Any]:
    """The pages of a type that readers of a language can open."""
    return list(model.objects.live().public().filter(locale__language_code=language))


def fullest(rows: list[Any]) -> Any:
    """The row with the most to say, or nothing."""
    return max(rows, key=fullness, default=None)


def organisation_path(index: Any) -> str:
    """The organisation that takes part in most pages."""

    def parts(row: Any) -> int:
        return PageOrganisation.objects.filter(
            organisation__translation_key=row.translation_key
        ).count()

    rows = list(index.own_entries())
    best = max(rows, key=lambda row: (parts(row), fullness(row)), default=None)
    return f"{index.url}{best.slug}/" if best else ""


def service_point_path(index: Any) -> str:
    """The service point with most to say."""
    best = fullest(list(index.own_entries()))
    return f"{index.url}{best.slug}/" if best else ""


def missing_path(language: str) -> str:
    """An address of this language whose page exists only in Italian, or nothing."""
    pages = Page.objects.live().public()
    there = pages.filter(locale__language_code=language).values("translation_key")
    rows = pages.filter(locale__language_code=SOURCE, depth__gt=3).exclude(
        translation_key__in=there
    )
    found = rows.order_by("path").first()
    return f"/{language}/{found.url.removeprefix(f'/{SOURCE}/')}" if found else ""


def of_types(language: str) -> dict[str, Any]:
    """The fullest page of each type, by the type's name."""
    pages = {model.__name__: fullest(live_pages(model, language)) for model in page_types()}
    return {name: page for name, page in pages.items() if page is not None}


def sensitive_path(language: str) -> str:
    """A page about danger: with the button that leaves the site."""
    rows = [page for model in page_types() for page in live_pages(model, language)]
    found = fullest([row for row in rows if getattr(row, "is_sensitive", False)])
    return str(found.url) if found else ""


def in_language(language: str) -> dict[str, str]:
    """The path of each template in a language; a template without a page there is left out."""
    pages = of_types(language)
    found = {name: str(page.url) for name, page in pages.items() if name in PAGE_TYPES}
    found["not-found"] = f"/{language}/nessun-approdo/"
    found["sensitive-page"] = sensitive_path(language)
    found["page-in-other-languages"] = missing_path(language)
    if "OrganisationIndexPage" in pages:
        found["organisation"] = organisation_path(pages["OrganisationIndexPage"])
    if "ServiceDirectoryPage" in pages:
        found["service-point"] = service_point_path(pages["ServiceDirectoryPage"])
    if "CallIndexPage" in found:
        found["filtered-list"] = f"{found['CallIndexPage']}?state=open"
    if "SearchPage" in found:
        words = pages["GuidePage"].title.split()[-1] if "GuidePage" in pages else "a"
        found["search-results"] = f"{found['SearchPage']}?q={quote(words)}"
        found["search-without-results"] = f"{found['SearchPage']}?q=qzxwvk"
    forms = [page for page in live_pages(FormPage, language) if page.is_open]
    if forms:
        found |= dict.fromkeys(["FormPage", *FORM_STATES], str(fullest(forms).url))
    return {name: path for name, path in found.items() if path}


def discover() -> Addresses:
    """(template, language) to path. The list of languages is Italian's: it has one address."""
    found = {
        (name, language): path
        for language in LANGUAGES
        for name, path in in_language(language).items()
    }
    found["chooser", SOURCE] = "/?languages"
    return found
