"""Create what every site has: the locales of the settings and a home page in each."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext
from wagtail.models import Locale, Page, Site

from home.models import HomePage


def prepare() -> tuple[Site, int]:
    """Locales, the source home page as the site's root, and one home page a language.

    Returns the default site and the number of home pages created. Without a home page of its own
    a language would answer with the Italian tree under its prefix.
    """
    for code, _name in settings.LANGUAGES:
        Locale.objects.get_or_create(language_code=code)
    source = Locale.objects.get(language_code=settings.LANGUAGE_CODE)
    created = 0
    home = HomePage.objects.filter(locale=source).first()
    if home is None:
        root = Page.get_first_root_node()
        root.get_children().filter(slug="home").delete()
        root = Page.get_first_root_node()
        home = HomePage(title="Home", slug="home", locale=source)
        root.add_child(instance=home)
        created += 1
    for code, _name in settings.LANGUAGES:
        locale = Locale.objects.get(language_code=code)
        if home.get_translation_or_none(locale) is None:
            copy = home.copy_for_translation(locale)
            with translation.override(code):
                copy.title = copy.draft_title = gettext("Home")
            copy.save_revision().publish()
            created += 1
    address = urlsplit(settings.SITE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    fresh = {
        "root_page": home,
        "hostname": address.hostname,
        "port": port,
        "site_name": settings.SITE_NAME,
    }
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    if site.pk is None or not isinstance(site.root_page.specific, HomePage):
        for name, value in fresh.items():  # never over what an administrator has set
            setattr(site, name, value)
        site.save()
    return site, created


class Command(BaseCommand):
    help = "Create locales, home pages and the default site. Safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            _site, created = prepare()
        self.stdout.write(f"Site: {created} home pages created." if created else "Site: ready.")
