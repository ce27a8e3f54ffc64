"""Which page an address of the editor means, and what the user may do with it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page
from wagtail_localize.models import Translation

from core import locales
from core.desk.access import GuardedMixin, permitted
from translations.editor.segments import Desk
from translations.law import rights


def address(name: str, page: Page, source: Page) -> str:
    """The address of a screen about the translation `page` of `source`."""
    code = locales.by_id(page.locale_id).language_code
    return reverse(f"translations_desk:{name}", args=[code, source.pk])


def desk_of(page: Page) -> Desk | None:
    """The desk of a translated page, or nothing where it is not translated sentence by sentence."""
    translation = (
        Translation.objects.select_related("source", "target_locale")
        .filter(
            source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
        )
        .first()
    )
    if translation is None:
        return None
    source = Page.objects.filter(
        translation_key=page.translation_key, locale_id=translation.source.locale_id
    ).first()
    return Desk(source.specific, page.specific, translation) if source else None


class DeskView(GuardedMixin, WagtailAdminTemplateMixin):
    """A screen about one page in one language, for who may edit it there."""

    rule = permitted("wagtailadmin.access_admin")
    header_icon = "globe"
    page_title = gettext_lazy("Translation")
    request: Any
    kwargs: dict[str, Any]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer; where the page has no translation to write in, say so."""
        if self.version is None:
            messages.warning(
                request, _("This page is not translated into that language yet: ask for it here.")
            )
            address = reverse("wagtail_localize:submit_page_translation", args=[self.source.pk])
            return redirect(f"{address}?select_locale={self.kwargs['lang']}")
        if not rights.may_edit(request.user, self.page):
            raise PermissionDenied
        if self.kept is None:
            return redirect("wagtailadmin_pages:edit", self.page.pk)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def source(self) -> Page:
        """The source page of the address. Raises Http404."""
        found: Page = get_object_or_404(Page, pk=self.kwargs["source_id"]).specific
        return found

    @cached_property
    def version(self) -> Page | None:
        """Its version in the language of the address. Raises Http404 for an unknown language."""
        locale = locales.by_code(self.kwargs["lang"])
        if locale is None or locale.pk == self.source.locale_id:
            raise Http404
        found = Page.objects.filter(
            translation_key=self.source.translation_key, locale=locale, alias_of=None
        ).first()
        return found.specific if found else None

    @property
    def page(self) -> Page:
        """The translated page. Raises Http404."""
        if self.version is None:
            raise Http404
        return self.version

    @cached_property
    def kept(self) -> Translation | None:
        """What wagtail-localize keeps of it."""
        return (
            Translation.objects.select_related("source", "target_locale")
            .filter(
                source__object_id=self.source.translation_key,
                target_locale_id=self.page.locale_id, enabled=True,
            )
            .first()
        )  # fmt: skip

    @cached_property
    def desk(self) -> Desk:
        """The sentences. Raises Http404 where there is no translation."""
        if self.kept is None:
            raise Http404
        return Desk(self.source, self.page, self.kept)

    @cached_property
    def lock(self) -> str:
        """Why the user may only read, or nothing."""
        return rights.lock_reason(self.request.user, self.page)

    def why(self) -> dict[str, Any]:
        """Why there is work: since when the translation is behind, and what an officer noted."""
        return {
            "changed_on": min(self.desk.changed_on, default=None) if self.desk.rows else None,
            "flag": getattr(self.source, "review_flag", ""),
        }

    def get_page_title(self) -> str:
        return self.source.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        label = locales.titled(self.source.title, self.desk.locale.language_code)
        return [*self.breadcrumbs_items, {"url": "", "label": label}]

    def url(self, name: str) -> str:
        """The address of another screen about the same page and language."""
        return reverse(f"translations_desk:{name}", kwargs=self.kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        desk = self.desk
        return super().get_context_data(**kwargs) | {
            "desk": desk, "lang": desk.lang, "dir": desk.dir,
            "language": locales.native_name(desk.locale.language_code),
            "source_lang": desk.source_lang,
            "source_language": locales.native_name(locales.by_id(self.source.locale_id).language_code),
            "lock": self.lock,
        }  # fmt: skip
