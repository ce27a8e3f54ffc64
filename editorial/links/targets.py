"""Where an address is to lead: checked before anything is put in its place."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page, Site

from core import frame, locales
from editorial.links import checking, fetching
from editorial.links.gathering import is_external, own_hosts
from editorial.links.rewriting import Target
from editorial.models import ExternalLink
from editorial.models.links import LONGEST_URL

SECONDS = 4.0  # for each step: an editor waits


@dataclass(frozen=True, slots=True)
class Checked:
    """A target, and what its address answered when it was asked; `doubt` says why it may be wrong."""

    target: Target
    page: Page | None = None
    doubt: str = ""


class NewAddressForm(forms.Form):
    """The address to put in the place of an old one."""

    to = forms.URLField(
        label=gettext_lazy("New address"), max_length=LONGEST_URL, assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
        help_text=gettext_lazy("It is asked before anything changes. The address of a page of this site becomes a link to that page, in each language."),
        widget=forms.URLInput(attrs={"autocomplete": "off", "dir": "ltr"}),
    )  # fmt: skip

    def __init__(self, *args: object, link: ExternalLink, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.link = link

    def clean_to(self) -> str:
        """Another address than the old one. Raises ValidationError for the same."""
        url: str = self.cleaned_data["to"].strip()
        if url.partition("#")[0] == self.link.url:
            raise ValidationError(_("This is the address that stands there now."))
        return url


def check(url: str) -> Checked:
    """Look at an address. Raises ValidationError for one to which no link may lead."""
    if not is_external(url, own_hosts()):
        return _ours(url)
    if not settings.LINK_CHECKS:
        return Checked(
            Target(url), doubt=_("Addresses are not asked on this site: open it yourself.")
        )
    answer = fetching.ask(url, SECONDS)
    if answer.problem in {"private", "address", "name"} or answer.status in checking.GONE:
        raise ValidationError(_("This address does not work: %(why)s.") % {"why": _why(answer)})
    fine = answer.status and (answer.status < 400 or answer.status in checking.CLOSED_TO_MACHINES)
    doubt = "" if fine else _("This address did not answer: %(why)s.") % {"why": _why(answer)}
    return Checked(Target(url), doubt=doubt)


def _why(answer: fetching.Answer) -> str:
    return str(ExternalLink(status=answer.status, problem=answer.problem).answer)


def _ours(url: str) -> Checked:
    """The page of this site at an address; links name it in the source language."""
    path = urlsplit(url).path
    code = translation.get_language_from_path(path)
    rest = path.strip("/").partition("/")[2]
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    home = frame.home_of(site, code) if site and code else None
    found = None
    if home is not None:
        place = f"{home.url_path}{rest}/" if rest else home.url_path
        found = Page.objects.filter(url_path=place, live=True).first()
    if found is None:
        raise ValidationError(_("No published page of this site has this address."))
    rows = Page.objects.filter(translation_key=found.translation_key, locale=locales.source())
    page = rows.filter(live=True).first() or found
    return Checked(Target(str(page.full_url or url), page.pk), page)
