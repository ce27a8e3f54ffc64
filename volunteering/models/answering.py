"""Where a call is answered: addresses below the call, the same in every language."""

from django.http import HttpRequest, HttpResponse
from wagtail.contrib.routable_page.models import RoutablePageMixin, path


class AnsweringMixin(RoutablePageMixin):
    """The form of a call and the page for minors; what they do stands in `applications.views`."""

    @property
    def form_url(self) -> str:
        """Where the call's form stands."""
        return f"{self.url}{self.reverse_subpage('apply')}"  # type: ignore[attr-defined]  # of Page

    @property
    def list_url(self) -> str:
        """The list of calls above this one; empty when there is none."""
        from volunteering.models.indexes import CallIndexPage

        above = CallIndexPage.objects.ancestor_of(self).live().first()
        return (above.url or "") if above else ""

    @path("")
    def index(self, request: HttpRequest) -> HttpResponse:
        return self.render(request)

    @path("candidatura/", name="apply")
    def apply(self, request: HttpRequest) -> HttpResponse:
        from volunteering.applications import views  # it needs the models

        return views.apply(request, self)  # type: ignore[arg-type]  # calls alone mix this in

    @path("candidatura/minori/", name="minors")
    def minors(self, request: HttpRequest) -> HttpResponse:
        from volunteering.applications import views

        return views.minors(request, self)  # type: ignore[arg-type]  # calls alone mix this in
