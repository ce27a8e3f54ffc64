from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = _("Core")

    def ready(self) -> None:
        from core import checks, emptied, fact_uses, generation, reads  # noqa: F401
        from core.desk import checks as desk_checks  # noqa: F401
        from core.desk import queue
        from core.desk.fact_work import FactProposals, FactWork

        emptied.install()
        queue.register(FactProposals())
        queue.register(FactWork())
