"""Vocabularies and places in the admin. Codes come from the data files; labels may be added."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from taxonomy.models import Place, Term, TermLabel


class PlaceViewSet(SnippetViewSet):
    """Places are chosen through a searchable window: there are eight thousand of them."""

    model = Place
    icon = "site"
    list_display = ["name", "kind", "abbreviation", "parent"]
    list_filter = ["kind"]
    search_fields = ["name", "name_other", "code"]
    search_backend_name = None
    menu_label = _("Places")
    add_to_settings_menu = True
    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("code")]),
        FieldRowPanel([FieldPanel("name"), FieldPanel("abbreviation")]),
        FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
    ]


register_snippet(PlaceViewSet)


class TermViewSet(ModelViewSet):
    model = Term
    icon = "tag"
    menu_label = _("Terms")
    list_display = ["code", "vocabulary", "order", "active"]
    list_filter = ["vocabulary", "active"]
    search_fields = ["code"]
    form_fields = ["order", "icon", "active", "sensitive"]


class TermLabelViewSet(ModelViewSet):
    model = TermLabel
    icon = "globe"
    menu_label = _("Labels")
    list_display = ["label", "language", "term"]
    list_filter = ["language"]
    search_fields = ["label"]
    form_fields = ["label", "alt_labels", "definition"]


class VocabularyViewSetGroup(ModelViewSetGroup):
    items = (TermViewSet, TermLabelViewSet)
    menu_label = _("Vocabularies")
    menu_icon = "tag"
    menu_order = 900


@hooks.register("register_admin_viewset")
def register_vocabularies() -> VocabularyViewSetGroup:
    return VocabularyViewSetGroup()
