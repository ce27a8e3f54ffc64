"""What editors see of search in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from search.desk import hooks as desk_hooks
from search.models import SynonymGroup

__all__ = ["SynonymViewSet", "desk_hooks"]


class SynonymViewSet(SnippetViewSet):
    model = SynonymGroup
    icon = "search"
    menu_label = _("Synonyms of search")
    add_to_settings_menu = True
    menu_order = 720
    list_display = ["__str__", "language"]
    list_filter = ["language"]
    search_fields = ["expressions"]
    panels = [
        MultiFieldPanel(
            [FieldPanel("language"), FieldPanel("expressions")],
            heading=_("Words with one meaning"),
            help_text=_(
                "Readers who type one of them find pages that have another. Words of the "
                "glossary are known already."
            ),
        )
    ]


register_snippet(SynonymViewSet)
