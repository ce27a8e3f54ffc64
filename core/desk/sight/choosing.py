"""The window in which a page is chosen: every published page, and drafts of one's own."""

import json
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from wagtail.admin.views import chooser
from wagtail.models import Page

from core.desk.access import GuardedMixin, permitted
from core.desk.sight import rules

ENTERS = permitted("wagtailadmin.access_admin")


class TitleColumn(chooser.PageTitleColumn):
    """Titles as readers know them, of pages that are not the user's."""

    def get_cell_context_data(self, instance: Page, parent_context: Any) -> Any:
        rules.as_published(instance, parent_context["request"].user)
        return super().get_cell_context_data(instance, parent_context)


class ParentColumn(chooser.ParentPageColumn):
    """The same for the page above."""

    def get_value(self, instance: Page) -> Page:
        above: Page = instance.get_parent()
        above.draft_title = above.title
        return above


class OwnColumns:
    """A table of pages with the two columns above."""

    is_multiple_choice: Any

    @property
    def columns(self) -> list[Any]:
        found = []
        for column in super().columns:  # type: ignore[misc]
            if isinstance(column, chooser.PageTitleColumn):
                column = TitleColumn(  # noqa: PLW2901
                    column.name, label=column.label, is_multiple_choice=self.is_multiple_choice
                )
            elif isinstance(column, chooser.ParentPageColumn):
                column = ParentColumn(column.name, label=column.label)  # noqa: PLW2901
            found.append(column)
        return found


class BrowseView(GuardedMixin, OwnColumns, chooser.BrowseView):
    """From page to page; a draft of others opens as little as its title shows."""

    rule = ENTERS

    def get(self, request: HttpRequest, parent_page_id: int | None = None) -> HttpResponse:
        if parent_page_id:
            above = Page.objects.filter(pk=parent_page_id, depth__gt=1)
            if above.exists() and not rules.seen(above, request.user).exists():
                raise PermissionDenied
        answer: HttpResponse = super().get(request, parent_page_id)
        return answer


class SearchView(GuardedMixin, OwnColumns, chooser.SearchView):
    """By words of titles."""

    rule = ENTERS


class ChosenMultipleView(GuardedMixin, chooser.ChosenMultipleView):
    """Several at once, by their keys."""

    rule = ENTERS

    def get(self, request: HttpRequest) -> HttpResponse:
        keys = [key for key in request.GET.getlist("id") if key.isascii() and key.isdigit()]
        pages = rules.seen(Page.objects.filter(pk__in=keys), request.user)
        self.found = {page.pk: page for page in pages}
        query = request.GET.copy()
        query.setlist("id", [str(key) for key in self.found])
        request.GET = query  # type: ignore[assignment]
        answer: HttpResponse = super().get(request)
        return answer

    def render_chosen_response(self, result: list[dict[str, Any]]) -> HttpResponse:
        for row in result:
            page = rules.as_published(self.found[row["id"]], self.request.user)
            row["adminTitle"] = page.draft_title or page.title
        answer: HttpResponse = super().render_chosen_response(result)
        return answer


class ExternalLinkView(GuardedMixin, chooser.ExternalLinkView):
    """An address typed by hand; where it is a page of the site, the page takes its place."""

    rule = ENTERS

    def post(self, request: HttpRequest) -> HttpResponse:
        answer: HttpResponse = super().post(request)
        data = json.loads(answer.content)
        for row in (data.get("result"), data.get("internal")):
            page = Page.objects.filter(pk=(row or {}).get("id")).first()
            if page is not None and not rules.works_on(request.user, page):
                shown = answer.content.decode().replace(
                    json.dumps(page.draft_title)[1:-1], json.dumps(page.title)[1:-1]
                )
                answer.content = shown.encode()
        return answer
