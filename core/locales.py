"""Wagtail's locales in the process's memory: asked many times on every page, changed once a year."""

from functools import lru_cache

from django.conf import settings
from django.db.models.signals import post_delete, post_save
from django.utils import translation
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info
from wagtail.models import Locale

_FIRST_STRONG, _POP = "\u2068", "\u2069"


@lru_cache(maxsize=1)
def _by_id() -> dict[int, Locale]:
    return {locale.pk: locale for locale in Locale.objects.all()}


def forget(**kwargs: object) -> None:
    """Read the locales again at the next question."""
    _by_id.cache_clear()


post_save.connect(forget, sender=Locale, dispatch_uid="core.locales.save")
post_delete.connect(forget, sender=Locale, dispatch_uid="core.locales.delete")


def all_locales() -> list[Locale]:
    """Locales in the order of the LANGUAGES setting."""
    order = [code for code, _name in settings.LANGUAGES]
    known = [locale for locale in _by_id().values() if locale.language_code in order]
    return sorted(known, key=lambda locale: order.index(locale.language_code))


def by_id(pk: int) -> Locale:
    """A locale by its key. Raises KeyError for one that the settings do not name."""
    return _by_id()[pk]


def by_code(code: str) -> Locale | None:
    """A locale by its language code, or nothing."""
    return next((locale for locale in _by_id().values() if locale.language_code == code), None)


def source() -> Locale:
    """The source locale: Italian."""
    found = by_code(settings.LANGUAGE_CODE)
    return found or Locale.objects.get(language_code=settings.LANGUAGE_CODE)


def active() -> Locale:
    """The locale of the active language, the source locale where there is none."""
    return by_code(translation.get_language() or "") or source()


def native_name(code: str) -> str:
    """What speakers call their language, as the settings say it."""
    return dict(settings.LANGUAGES).get(code, code)


def native_tag(code: str) -> SafeString:
    """The same, marked as words of that language."""
    return format_html(
        '<bdi lang="{}" dir="{}">{}</bdi>', html_lang(code), direction(code), native_name(code)
    )


def titled(title: str | Promise, code: str) -> SafeString:
    """A title with the name of a language behind it; the blank is kept before an element."""
    return format_html("{} ·\u00a0{}", title, native_tag(code))


def direction(code: str) -> str:
    """`rtl` or `ltr`."""
    try:
        return "rtl" if get_language_info(code)["bidi"] else "ltr"
    except KeyError:
        return "ltr"


def isolated(text: object) -> str:
    """A name or a day inside a sentence of plain text that may run the other way.

    In a language written from the right it stands between FIRST STRONG ISOLATE and POP DIRECTIONAL
    ISOLATE (UAX #9, 2.4): what `<bdi>` does in HTML.
    """
    return f"{_FIRST_STRONG}{text}{_POP}" if translation.get_language_bidi() else str(text)


def html_lang(code: str) -> str:
    """The BCP 47 form of a language code: zh-hans becomes zh-Hans."""
    base, dash, script = code.partition("-")
    return f"{base}-{script.title()}" if dash and len(script) == 4 else code


class InLanguage:
    """Something in one language: what its screen calls the language, and what HTML does."""

    __slots__ = ()
    locale: Locale

    @property
    def name(self) -> str:
        return native_name(self.locale.language_code)

    @property
    def lang(self) -> str:
        return html_lang(self.locale.language_code)
