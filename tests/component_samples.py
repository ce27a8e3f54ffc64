"""Sample contexts of the components that need no page: frame of the site, lists, forms, words.

A sample is what a caller passes: the first of a component passes every argument, those after it
show other states. `tests/component_samples_pages.py` and `_calls.py` have the components that show a page.
"""

import dataclasses
import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.files.base import ContentFile
from django.http import HttpRequest, QueryDict
from django.utils.translation import get_language
from wagtail.images.tests.utils import get_test_image_file_webp
from wagtail.models import Locale

from core import frame
from core.listing import Facet, Listing
from core.models import PrivacyNotice
from directory.models import EmergencyNumber, Organisation, ServicePoint
from glossary.models import GlossaryTerm
from guides.models import GuidePage
from media.models import CustomDocument, CustomImage
from taxonomy.models import Term

Sample = dict[str, Any]
Samples = dict[str, Callable[[HttpRequest], list[Sample]]]
DAY = dt.date(2026, 11, 3)


class Altered:
    """An object with some of its values replaced, to show a state that the data do not have."""

    def __init__(self, thing: Any, **values: Any) -> None:
        self.__dict__.update(values)
        self._thing = thing

    def __getattr__(self, name: str) -> Any:
        return getattr(self._thing, name)


def best(model: Any, **which: Any) -> Any:
    """A live page of the demonstration in the active language, else in Italian."""
    source = model.objects.get(locale__language_code="it", live=True, **which)
    here = source.get_translation_or_none(Locale.get_active())
    return here if here is not None and here.live else source


def in_language(model: Any) -> Any:
    """The rows of a snippet in the active language."""
    return model.objects.filter(locale__language_code=get_language())


def picture(width: int = 1200) -> CustomImage:
    file = get_test_image_file_webp(filename=f"{width}.webp", size=(width, width // 2))
    return CustomImage.objects.create(title="Il porto", file=file, credit="Archivio")


def document(**values: Any) -> CustomDocument:
    file = ContentFile(b"%PDF-1.7 sample", name="modulo.pdf")
    return CustomDocument.objects.create(title="Modulo", file=file, **values)


# The frame of the site ---------------------------------------------------------------------------


def shell(request: HttpRequest) -> Sample:
    own = frame.shell(request, str(get_language()))
    channels = [{"kind": "rss", "label": "RSS", "url": "https://example.org/rss"}]
    full = dataclasses.replace(
        own,
        logo_url="/media/logo.webp",
        logo_width=120,
        logo_height=44,
        tagline="In porto",
        note="Una nota",
        newsletter_url="https://example.org/newsletter",
        channels=channels,
        donations=[{"label": "5×1000", "url": "https://example.org/dona"}],
    )
    return {"shell": full}


def bare_shell(request: HttpRequest) -> Sample:
    return {"shell": frame.Shell(site_name="Approdo")}


def languages(request: HttpRequest) -> Any:
    return frame.build(request, best(GuidePage, slug="rinnovare-permesso")).languages


def menus(request: HttpRequest) -> list[Sample]:
    menu = frame.shell(request, str(get_language())).menu
    return [{"menu": menu, "path": path} for path in (menu[0]["path"], menu[0]["path"] + "0001")]


def breadcrumb(request: HttpRequest) -> list[Sample]:
    trail = frame.build(request, best(GuidePage, slug="rinnovare-permesso")).breadcrumb
    return [{"trail": trail, "current": "Rinnovare il permesso"}]


# Lists -------------------------------------------------------------------------------------------


def listing(query: str) -> Listing:
    organisations = in_language(Organisation).order_by("name")
    facet = Facet("genere", "genere", field="kind__code")
    return Listing(organisations, [facet], QueryDict(query), per_page=2)


def filtered() -> Listing:
    kind = in_language(Organisation).filter(kind__isnull=False).first().kind.code
    return listing(f"genere={kind}")


def pages_of_list(request: HttpRequest) -> list[Sample]:
    middle = listing("page=2")
    ends = {"previous_url": middle.previous_url, "next_url": middle.next_url}
    gap = [{"number": None}]
    return [
        {"links": middle.page_links() + gap, "number": 2, "total": 5, **ends},
        {"number": 2, "total": 5, **ends},
    ]


def empty(request: HttpRequest) -> list[Sample]:
    links = [{"title": "Guide", "url": "/it/guide/"}]
    return [
        {
            "title": "Niente",
            "text": "Prova altrove.",
            "listing": filtered(),
            "url": "/it/guide/",
            "links": links,
        },
        {"listing": filtered(), "url": "/it/guide/"},
        {},
    ]


# Forms -------------------------------------------------------------------------------------------


class Sheet(forms.Form):
    """A question of every kind."""

    name = forms.CharField(label="Nome", help_text="Come ti chiami")
    note = forms.CharField(label="Nota", required=False, widget=forms.Textarea)
    topic = forms.ChoiceField(
        label="Tema", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect, help_text="Uno"
    )
    days = forms.MultipleChoiceField(
        label="Giorni", choices=[("1", "lunedì")], widget=forms.CheckboxSelectMultiple
    )
    free = forms.MultipleChoiceField(
        label="Altro", choices=[], required=False, widget=forms.CheckboxSelectMultiple
    )
    agree = forms.BooleanField(label="Accetto", help_text="Leggi l'informativa")
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def sheet() -> Sheet:
    """A form that came back with faults."""
    form = Sheet({"note": "x"}, auto_id="f-%s")
    form.add_error(None, "Qualcosa non va")
    return form


def fields(request: HttpRequest) -> list[Sample]:
    blank = Sheet(auto_id="f-%s")
    return [{"field": field} for form in (sheet(), blank) for field in form]


# Words, files, places of help --------------------------------------------------------------------


def helplines(request: HttpRequest) -> list[Sample]:
    known = list(in_language(EmergencyNumber))
    state = {"mobile_number": "+390116720640", "mobile_display": "011 672 0640", "note": "Sempre"}
    line = Altered(known[0], is_free=True, always_open=True, languages_count=3, **state)
    return [{"lines": known}, {"lines": [line]}]


def service_points(request: HttpRequest) -> list[Sample]:
    def phones(number: str, *, whatsapp: bool) -> Any:
        phone = SimpleNamespace(number=number, display=number, whatsapp=whatsapp)
        return SimpleNamespace(all=[phone])

    points = list(ServicePoint.objects.filter(locale__language_code="it").order_by("pk")[:4])
    paused = Altered(
        points[0],
        status="paused",
        appointment_needed=True,
        phones=phones("+390171123456", whatsapp=True),
    )
    return [
        {"point": paused, "url": "/it/sportelli/punto/", "request": request},
        *({"point": point} for point in points),
    ]


def notices(request: HttpRequest) -> list[Sample]:
    notice = in_language(PrivacyNotice).first()
    return [
        {"notice": notice, "deleted_by": DAY, "anonymous": False},
        {"notice": None, "deleted_by": None, "anonymous": True},
    ]


def pictures(request: HttpRequest) -> list[Sample]:
    wide = picture()
    full = {"image": wide, "caption": "Il porto", "alt": "Barche", "half": True}
    return [
        full,
        {"image": wide},
        {"image": wide, "alt": ""},
        {"image": wide, "half": True},
        {"image": picture(300), "caption": "Il molo", "alt": "Un molo"},
        {"image": picture(320)},
    ]


def files(request: HttpRequest) -> list[Sample]:
    return [
        {"document": document(accessible=True, language="fr"), "label": "Il modulo"},
        {"document": document()},
    ]


def search_forms(request: HttpRequest) -> list[Sample]:
    place = {"url": "/it/cerca/", "id": "q"}
    full = {"value": "casa", "hint": "Per esempio: casa", "compact": True, "label": "Cerca"}
    return [{**place, **full}, {**place, "compact": True}, place]


def tiles(request: HttpRequest) -> list[Sample]:
    full = {"url": "/it/guide/", "icon": "pin", "label": "Casa", "hint": "Dove", "lang": "it"}
    return [full, {"url": "/it/guide/", "label": "Casa"}]


def terms(vocabulary: str) -> list[Term]:
    return list(Term.objects.filter(vocabulary=vocabulary)[:4])


SAMPLES: Samples = {
    "brand": lambda request: [shell(request), bare_shell(request)],
    "breadcrumb": breadcrumb,
    "chips": lambda request: [{"listing": filtered()}],
    "data_links": lambda request: [{"name": "projects-api", "query": "?kind=funded"}],
    "demo_note": lambda request: [{"text": "Una data inventata"}, {}],
    "empty": empty,
    "feed_links": lambda request: [
        {"kind": "news", "query": "?topic=casa", "calendar": True},
        {"kind": "call", "calendar": True, "mail": "/it/volontariato/avvisi/"},
        {"kind": "event", "calendar": True},
        {"kind": "news"},
    ],
    "field": fields,
    "field_error": lambda request: [{"field": sheet()["name"]}],
    "file_link": files,
    "filters": lambda request: [
        {"listing": filtered(), "url": "/it/organizzazioni/"},
        {"listing": listing(""), "url": "/it/organizzazioni/"},
    ],
    "footer": lambda request: [shell(request), bare_shell(request)],
    "form_errors": lambda request: [{"form": sheet()}],
    "glossary": lambda request: [{"terms": list(in_language(GlossaryTerm)[:40])}],
    "helplines": helplines,
    "helplines_band": lambda request: [{"lines": list(in_language(EmergencyNumber))}],
    "language_list": lambda request: [
        {"languages": languages(request), "css": "chooser"},
        {"languages": languages(request)},
    ],
    "language_menu": lambda request: [{"languages": languages(request)}],
    "listing_pages": lambda request: [{"listing": listing("page=2")}],
    "menu_bar": menus,
    "menu_fold": menus,
    "organisation_link": lambda request: [
        {"organisation": in_language(Organisation).filter(live=True).first()},
        {"organisation": Altered(in_language(Organisation).first(), live=False)},
    ],
    "page_head": lambda request: [
        {"title": "Cerca", "lead": "Tutto", "kicker": "Sito", "lang": "it", "dir": "ltr"},
        {"title": "Cerca"},
    ],
    "page_index": lambda request: [{"sections": {"chi": "Chi", "come": "Come"}}],
    "pagination": pages_of_list,
    "picture": pictures,
    "privacy_notice": notices,
    "quick_exit": lambda request: [{}],
    "search_form": search_forms,
    "service_point": service_points,
    "services": lambda request: [{"terms": terms("service-category")}],
    "tile": tiles,
    "trap": lambda request: [{"name": "website", "stamp": "1:abc"}],
}
