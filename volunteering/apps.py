from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VolunteeringConfig(AppConfig):
    name = "volunteering"
    verbose_name = _("Volunteering")

    def ready(self) -> None:
        from core.desk import queue
        from volunteering import checks, signals  # noqa: F401
        from volunteering.desk.work import ClosingCalls, Insurances, Unanswered
        from volunteering.finding import changes

        changes.connect()
        queue.register(Unanswered())
        queue.register(Insurances())
        queue.register(ClosingCalls())
