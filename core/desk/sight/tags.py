"""Tags that are offered while somebody types: those of media of one's own collections."""

from django.http import Http404, HttpRequest, JsonResponse
from django.views import View

from core.desk.access import GuardedMixin, permitted
from media import sight


class SuggestView(GuardedMixin, View):
    """Tags that begin with what was typed; the site has one kind of them."""

    rule = permitted("wagtailadmin.access_admin")

    def get(
        self, request: HttpRequest, app_name: str = "taggit", model_name: str = "tag"
    ) -> JsonResponse:
        if (app_name, model_name) != ("taggit", "tag"):
            raise Http404
        typed = request.GET.get("term", "")
        found = sight.tags(request.user).filter(name__istartswith=typed or "\0")
        names = list(found.values_list("name", flat=True)[: sight.MOST])
        return JsonResponse(sorted(names), safe=False)
