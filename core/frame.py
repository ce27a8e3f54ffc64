"""The frame around every page: header, menu, languages, breadcrumb, footer.

What is the same for all pages of a language is built once and kept until `core.generation` moves;
what belongs to a page costs one query.
"""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from wagtail.models import Page, Site

from core import access, generation, locales, localize, reading, tree
from core.models.settings import SiteSettings
from directory.models import EmergencyNumber

# Pages of a kind of which a language has one, by the name of their model.
DIRECTORIES = ("searchpage", "organisationindexpage", "servicedirectorypage")
PAGE_VIEWS = {"wagtail_serve", "chooser"}
_kept: dict[tuple[int, str], tuple[tuple[int, int], "Shell"]] = {}


@dataclass
class Shell:
    """What all pages of one language share."""

    home_url: str = "/"
    search_url: str = ""
    site_name: str = ""
    owner: str = ""
    logo_url: str = ""
    logo_width: int = 0
    logo_height: int = 0
    tagline: str = ""
    stylesheet: str = ""
    menu: list[dict[str, Any]] = field(default_factory=list)
    columns: list[dict[str, Any]] = field(default_factory=list)
    mandatory: list[dict[str, str]] = field(default_factory=list)
    note: str = ""
    channels: list[dict[str, str]] = field(default_factory=list)
    newsletter_url: str = ""
    donations: list[dict[str, str]] = field(default_factory=list)
    helplines: list[EmergencyNumber] = field(default_factory=list)
    directories: dict[str, str] = field(default_factory=dict)


@dataclass
class Frame:
    """What base.html needs for one page."""

    shell: Shell
    languages: list[dict[str, Any]]
    alternates: list[dict[str, str]]
    breadcrumb: list[dict[str, str]]
    canonical: str
    chooser_url: str
    # Where a reader says which other languages she knows, and those she has named.
    reading_url: str = ""
    also: list[dict[str, str]] = field(default_factory=list)


def shell(request: HttpRequest, code: str) -> Shell:
    """The shared part for a language, from memory while nothing changed."""
    site = Site.find_for_request(request)
    if site is None:
        return Shell(site_name=settings.SITE_NAME, stylesheet=static("css/site.css"))
    stamp = generation.current()
    kept = _kept.get((site.pk, code))
    if kept is None or kept[0] != stamp:
        with reading.knowing(()):  # it is the same for everybody
            kept = (stamp, _build_shell(site, code, request))
        _kept[(site.pk, code)] = kept
    return kept[1]


def home_of(site: Site, code: str) -> Any:
    """The home page of a language of a site, specific, or nothing."""
    locale = locales.by_code(code)
    homes = Page.objects.filter(translation_key=site.root_page.translation_key, locale=locale)
    found = homes.live().first()
    return found.specific if found else None


def _build_shell(site: Site, code: str, request: HttpRequest) -> Shell:
    own = SiteSettings.for_site(site)
    built = Shell(
        home_url=f"/{code}/",
        site_name=own.name,
        owner=own.owner,
        stylesheet=_stylesheet(own),
        newsletter_url=own.newsletter_url,
        channels=[
            {"kind": row.kind, "label": str(row), "url": row.url}
            for row in own.follow_channels.all()
        ],
        donations=[{"label": str(row), "url": row.url} for row in own.donation_links.all()],
    )
    if own.logo:
        rendition = own.logo.get_rendition("height-88|format-webp-lossless")
        built.logo_url, built.logo_width, built.logo_height = (
            rendition.url, rendition.width // 2, rendition.height // 2,
        )  # fmt: skip
    home = home_of(site, code)
    if home is None:
        return built
    built.home_url = home.get_url(request) or built.home_url
    built.tagline, built.note = home.tagline, home.footer_note
    below = tree.children(access.public(Page.objects.all()).in_menu(), home)
    built.menu = [
        {"title": page.specific.card_title, "url": page.get_url(request), "path": page.path}
        for page in below.specific()
    ]
    special = Page.objects.live().filter(
        locale_id=home.locale_id,
        content_type__app_label="home",
        content_type__model__in=DIRECTORIES,
    )
    for page in special.select_related("content_type"):
        built.directories.setdefault(page.content_type.model, page.get_url(request) or "")
    built.search_url = built.directories.get("searchpage", "")
    built.columns = [_column(block.value, request) for block in home.footer_columns]
    built.mandatory = [
        {"kind": block.value["kind"], "label": block.value["label"], "url": url}
        for block in home.mandatory_links
        if (url := _target(block.value, request)[0])
    ]
    helplines = EmergencyNumber.objects.filter(locale_id=home.locale_id)
    built.helplines = list(helplines.prefetch_related("topics", "languages"))
    return built


def _column(value: Any, request: HttpRequest) -> dict[str, Any]:
    links = []
    for row in value["links"]:
        url, title = _target(row, request)
        if url:
            links.append({"label": row["label"] or title, "url": url})
    return {"title": value["title"], "links": links}


def _target(value: Any, request: HttpRequest) -> tuple[str, str]:
    if value.get("page"):
        found = localize.links([value["page"]], request)
        return (found[0].url, found[0].title) if found else ("", "")
    return value.get("url") or "", ""


def _stylesheet(own: SiteSettings) -> str:
    if own.has_own_colour:
        return reverse("theme", args=[own.hue, own.saturation])
    return static("css/site.css")


def build(request: HttpRequest, page: Any = None, suffix: str = "") -> Frame:
    """The frame of a page, or of an answer that is no page (not found, search).

    `suffix` is the rest of the address: of a detail that a page shows below its own address, or
    "?…" for a state of a list that is the same in every language.
    """
    code = locales.active().language_code
    shared = shell(request, code)
    translations, ancestors = _neighbours(page)
    urls = {code: f"{row.get_url(request)}{suffix}" for code, row in translations.items()}
    languages = [
        {
            "code": other.language_code,
            "lang": locales.html_lang(other.language_code),
            "dir": locales.direction(other.language_code),
            "name": locales.native_name(other.language_code),
            "url": urls.get(other.language_code) or _elsewhere(request, other.language_code, page),
            "exists": other.language_code in urls,
            "current": other.language_code == code,
        }
        for other in locales.all_locales()
    ]
    absolute = {
        locales.html_lang(other): f"{row.get_full_url(request)}{suffix}"
        for other, row in translations.items()
    }
    alternates = [{"lang": lang, "url": url} for lang, url in absolute.items()]
    if len(alternates) > 1:
        alternates.append({"lang": "x-default", "url": _root_url(request) + _chooser()})
    if suffix and not suffix.startswith("?"):
        ancestors = [*ancestors, page]
    return Frame(
        shell=shared,
        languages=languages,
        alternates=alternates if page is not None else [],
        breadcrumb=[{"title": row.title, "url": row.get_url(request)} for row in ancestors],
        canonical=absolute.get(locales.html_lang(code), ""),
        chooser_url=_chooser(),
        reading_url=_reading_url(request),
        also=[
            {
                "lang": locales.html_lang(locale.language_code),
                "dir": locales.direction(locale.language_code),
                "name": locales.native_name(locale.language_code),
            }
            for locale in reading.seconds()
        ],
    )


def _reading_url(request: HttpRequest) -> str:
    """The choice of further languages, which leads back to where the reader is."""
    query = request.GET.copy()
    query.pop(reading.PARAM, None)
    here = request.path + (f"?{query.urlencode()}" if query else "")
    return f"{reverse('reading')}?{urlencode({'next': here}, safe='/')}"


def _root_url(request: HttpRequest) -> str:
    site = Site.find_for_request(request)
    return site.root_url if site else ""


def _chooser() -> str:
    try:
        return reverse("chooser")
    except NoReverseMatch:
        return "/"


def _elsewhere(request: HttpRequest, code: str, page: Any) -> str:
    """Where a language leads when the page does not exist in it: the same path, which explains.

    An address that belongs to a view and to no page is there in every language.
    """
    own_view = request.resolver_match and request.resolver_match.url_name not in PAGE_VIEWS
    if page is None and not own_view:
        return f"/{code}/"
    if page is not None and (not getattr(page, "slug", None) or page.depth <= 2):
        return f"/{code}/"
    rest = request.path_info.split("/", 2)[2] if request.path_info.count("/") >= 2 else ""
    return f"/{code}/{rest}"


def _neighbours(page: Any) -> tuple[dict[str, Page], list[Page]]:
    """Live translations (by language code) and ancestors of a page, in one query."""
    if page is None or page.pk is None:
        return {}, []
    paths = tree.ancestor_paths(page)
    wanted = Q(translation_key=page.translation_key, alias_of__isnull=True) | Q(path__in=paths)
    rows = list(access.public(Page.objects.filter(wanted)).order_by("depth"))
    translations = {
        locales.by_id(row.locale_id).language_code: row
        for row in rows
        if row.translation_key == page.translation_key
    }
    return translations, [row for row in rows if row.path in paths]
