from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TranslationsConfig(AppConfig):
    name = "translations"
    verbose_name = _("Translation desk")

    def ready(self) -> None:
        from core.desk import four_eyes, queue, side_panels
        from translations import lifecycle, names, signals, work  # noqa: F401
        from translations.editor import sending
        from translations.runs.queue import RunWork
        from translations.side import panel

        four_eyes.register(sending.writers)
        queue.register(work.TranslationWork())
        queue.register(RunWork())
        queue.register(names.FactNames())
        side_panels.register(panel.of)
