from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TaxonomyConfig(AppConfig):
    name = "taxonomy"
    verbose_name = _("Vocabularies")

    def ready(self) -> None:
        from django.db.models.signals import post_delete, post_save

        from taxonomy import labels
        from taxonomy.models import Term, TermLabel

        for model in (Term, TermLabel):
            post_save.connect(
                labels.on_change, sender=model, dispatch_uid=f"labels.{model.__name__}"
            )
            post_delete.connect(
                labels.on_change, sender=model, dispatch_uid=f"labels.d.{model.__name__}"
            )
