"""Glossary terms and questions in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from glossary.models import FaqItem, GlossaryTerm
from taxonomy.review import review_panel
from taxonomy.widgets import TermCheckboxes


class GlossaryTermViewSet(SnippetViewSet):
    model = GlossaryTerm
    icon = "openquote"
    list_display = ["italian", "term", "topic", "verify_note", "locale"]
    list_filter = ["topic"]
    panels = [
        FieldRowPanel([FieldPanel("italian"), FieldPanel("abbreviation")]),
        FieldPanel("term"),
        FieldPanel("plain"),
        FieldPanel("topic"),
        FieldPanel("verify_note"),
        FieldPanel(
            "code",
            help_text=_(
                "A short name without spaces, for example permesso-di-soggiorno. It stays."
            ),
        ),
    ]


class FaqItemViewSet(SnippetViewSet):
    model = FaqItem
    icon = "help"
    list_display = ["question", "risk_class", "verified_on", "locale"]
    list_filter = ["risk_class"]
    panels = [
        FieldPanel("question"),
        FieldPanel("answer"),
        FieldPanel("topics", widget=TermCheckboxes),
        FieldPanel("audience", widget=TermCheckboxes),
        FieldPanel("order"),
        review_panel(),
    ]


class WordsViewSetGroup(SnippetViewSetGroup):
    items = (GlossaryTermViewSet, FaqItemViewSet)
    menu_label = _("Words")
    menu_icon = "openquote"
    menu_order = 260


register_snippet(WordsViewSetGroup)
