from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from core.desk import queue
        from search import near, signals, words  # noqa: F401 - receivers
        from search.desk.work import NotFound

        queue.register(NotFound())
