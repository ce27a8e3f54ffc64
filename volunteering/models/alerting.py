"""The addresses of alerts below the list of calls."""

from django.http import HttpRequest, HttpResponse
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from volunteering.applications import sealing


class AlertingMixin(RoutablePageMixin):
    """New calls by mail: ask, confirm, stop. What they do stands in `alerts.views`."""

    def alert_url(self, request: HttpRequest) -> str:
        """The page of the form; empty where this process cannot seal an address."""
        return f"{self.get_url(request)}avvisi/" if sealing.can_seal() else ""

    @path("avvisi/", name="alert")
    def alert(self, request: HttpRequest) -> HttpResponse:
        from volunteering.alerts import views  # it needs the models

        return views.ask(request, self)

    @path("avvisi/inviato/", name="alert-asked")
    def alert_asked(self, request: HttpRequest) -> HttpResponse:
        from volunteering.alerts import views

        return views.asked(request, self)

    @path("avvisi/si/<str:token>/", name="alert-confirm")
    def alert_confirm(self, request: HttpRequest, token: str) -> HttpResponse:
        from volunteering.alerts import views

        return views.confirm(request, self, token)

    @path("avvisi/fine/<str:token>/", name="alert-stop")
    def alert_stop(self, request: HttpRequest, token: str) -> HttpResponse:
        from volunteering.alerts import views

        return views.stop(request, self, token)
