from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VolunteeringConfig(AppConfig):
    name = "volunteering"
    verbose_name = _("Volunteering")

    def ready(self) -> None:
        from volunteering import checks, signals  # noqa: F401
        from volunteering.finding import changes

        changes.connect()
