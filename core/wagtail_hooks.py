"""What `core` adds to Wagtail: links in the reader's language, pages under the right prefix."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.models import Page
from wagtail.rich_text import LinkHandler
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from core import fact_editor, glossary_editor, language_editor, laws, locales, localize
from core.desk.sight import hooks as sight_hooks  # noqa: F401
from core.models import PrivacyNotice


class LocalizedPageLinkHandler(LinkHandler):
    """Links in rich text point to the source page; readers are led to their own language."""

    identifier = "page"

    @staticmethod
    def get_model() -> type[Page]:
        return Page

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        keys = [attrs.get("id", "") for attrs in attrs_list]
        shown = localize.localized_by_id(int(key) for key in keys if key.isdigit())
        targets = (shown.get(int(key)) if key.isdigit() else None for key in keys)
        return [_open_tag(target) if target else "<a>" for target in targets]


def _open_tag(page: Page) -> str:
    link = localize.link_to(page, None)
    language = f' hreflang="{link.lang}"' if link.lang else ""
    return f'<a href="{escape(link.url)}"{language}>'


@hooks.register("register_rich_text_features", order=10)
def register_links(features: Any) -> None:
    features.register_link_type(LocalizedPageLinkHandler)
    glossary_editor.register(features)
    fact_editor.register(features)
    language_editor.register(features)


@hooks.register("insert_global_admin_css")
def add_admin_style() -> SafeString:
    """Columns for long lists of terms, drawings of icons (site/static/css/admin.css)."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


@hooks.register("insert_editor_js")
def add_editor_script() -> SafeString:
    """Sending waits for what Wagtail is just saving by itself."""
    return format_html('<script defer src="{}"></script>', static("js/save-first.js"))


@hooks.register("before_serve_page")
def answer_under_own_prefix(
    page: Page, request: HttpRequest, serve_args: Any, serve_kwargs: Any
) -> HttpResponse | None:
    """Text of one language is never answered under the prefix of another."""
    own = locales.by_id(page.locale_id).language_code
    if own != locales.active().language_code:
        return HttpResponseRedirect(page.get_url(request) or "/")
    return None


@hooks.register("after_edit_page")
@hooks.register("after_create_page")
def tell_what_to_look_at(request: HttpRequest, page: Any) -> None:
    """After saving, an editor sees what the content model's laws say about the page."""
    laws.tell(request, page)


class PrivacyNoticeViewSet(SnippetViewSet):
    model = PrivacyNotice
    icon = "lock"
    list_display = ["title", "version", "valid_from", "locale"]
    menu_label = _("Privacy notices")
    add_to_settings_menu = True


register_snippet(PrivacyNoticeViewSet)
