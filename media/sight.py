"""Pictures, files and tags of one's own collections: where Wagtail shows those of everybody."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Q, QuerySet
from taggit.models import Tag
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.documents.views import documents
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.images.views import chooser, images
from wagtail.permissions import policy_registry

from media.models import CustomDocument, CustomImage

ENTERS = "wagtailadmin.access_admin"
RIGHTS = ("choose", "add", "change", "delete")
MOST = 10


def own(model: Any, user: Any) -> QuerySet:
    """The pictures or files of collections on which the user has a right."""
    policy = policy_registry.get_by_type(model)
    found: QuerySet = policy.instances_user_has_any_permission_for(user, RIGHTS)
    return found


def tags(user: Any, models: Any = (CustomImage, CustomDocument)) -> QuerySet:
    """Tags that stand at something of the user's, the most used first."""
    at = Q()
    for model in models:
        at |= Q(
            taggit_taggeditem_items__content_type=ContentType.objects.get_for_model(model),
            taggit_taggeditem_items__object_id__in=own(model, user).order_by().values("pk"),
        )
    found: QuerySet = Tag.objects.filter(at).annotate(uses=Count("taggit_taggeditem_items"))
    return found.order_by("-uses", "name")


class OwnImages(ImagesAdminAPIViewSet):
    """The admin's API of pictures."""

    permission_required = ENTERS

    def get_queryset(self) -> Any:
        return super().get_queryset() & own(CustomImage, self.request.user)


class OwnDocuments(DocumentsAdminAPIViewSet):
    """The admin's API of files."""

    permission_required = ENTERS

    def get_queryset(self) -> Any:
        return super().get_queryset() & own(CustomDocument, self.request.user)


class _OwnTags:
    """The list's filters, with tags of one's own."""

    filters: dict[str, Any]
    _meta: Any

    def __init__(self, *args: Any, request: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, request=request, **kwargs)  # type: ignore[call-arg]
        if "tag" in self.filters:
            found = tags(request.user, [self._meta.model])[:MOST]
            self.filters["tag"].extra["choices"] = [(tag.name, tag.name) for tag in found]


class ImagesFilterSet(_OwnTags, images.ImagesFilterSet):
    """Of pictures."""


class DocumentsFilterSet(_OwnTags, documents.DocumentsFilterSet):
    """Of files."""


class ImageList(images.IndexView):
    """The list of pictures."""

    filterset_class = ImagesFilterSet


class DocumentList(documents.IndexView):
    """The list of files."""

    filterset_class = DocumentsFilterSet


class ChooseImage(chooser.ImageChooseView):
    """The window in which a picture is chosen."""

    def get_context_data(self, **kwargs: Any) -> Any:
        context = super().get_context_data(**kwargs)
        context["popular_tags"] = tags(self.request.user, [CustomImage])[:MOST]
        return context


class ChooseImageViewSet(chooser.ImageChooserViewSet):
    """Wagtail's window with the view above."""

    choose_view_class = ChooseImage
