from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EditorialConfig(AppConfig):
    name = "editorial"
    verbose_name = _("Editorial desk")

    def ready(self) -> None:
        from core.desk import queue, side_panels
        from editorial.desk.approvals import OwnDrafts, OwnRequests, ToApprove
        from editorial.desk.hours import MissedHours
        from editorial.desk.jobs import FailedJobs
        from editorial.feedback.work import ReaderReports
        from editorial.links import signals  # noqa: F401 - receivers
        from editorial.links.work import BrokenLinks
        from editorial.verification import panel
        from editorial.verification.work import ToVerify
        from editorial.workflow import (
            telling,
            values,  # noqa: F401 - receivers
        )

        telling.connect()
        side_panels.register(panel.of)
        ours = (
            OwnRequests(), ToVerify(), ToApprove(), FailedJobs(), MissedHours(), OwnDrafts(),
            ReaderReports(), BrokenLinks(),
        )  # fmt: skip
        for source in ours:
            queue.register(source)
