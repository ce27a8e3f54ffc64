"""What something else still needs is not deleted, and whoever asked for it is told so.

Wagtail looks for such uses in its reference index, which does not know rows that were loaded by a
command; the database refuses them, and without an answer of ours that would be an error 500.
"""

from collections.abc import Callable

from django.db.models import ProtectedError, RestrictedError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.admin.localization import get_localized_response

Handler = Callable[[HttpRequest], HttpResponse]
ADMIN = "/admin/"


def reason(error: ProtectedError | RestrictedError) -> str:
    """How many rows of which kinds need it. Their titles may be none of the asker's business."""
    kept = isinstance(error, ProtectedError)
    rows = list(error.protected_objects if kept else error.restricted_objects)  # type: ignore[union-attr]
    kinds = sorted({str(type(row)._meta.verbose_name_plural) for row in rows})
    return ngettext(
        "Nothing was deleted: %(count)d other entry needs it (%(kinds)s).",
        "Nothing was deleted: %(count)d other entries need it (%(kinds)s).",
        len(rows),
    ) % {"count": len(rows), "kinds": ", ".join(kinds)}


def refusal(request: HttpRequest, error: ProtectedError | RestrictedError) -> HttpResponse:
    """Back to the question with a message; 409 (conflict) for scripts."""
    script = request.headers.get("X-Requested-With") == "XMLHttpRequest"
    if script or request.path_info.startswith(f"{ADMIN}api/"):
        return JsonResponse({"success": False, "message": reason(error)}, status=409)
    messages.error(request, reason(error))
    return HttpResponseRedirect(request.get_full_path())


class KeptMiddleware:
    """Answers for every screen of the admin that deletes, Wagtail's and ours."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        kept = isinstance(error, ProtectedError | RestrictedError)
        if not kept or request.method == "GET" or not request.path_info.startswith(ADMIN):
            return None
        answer: HttpResponse = get_localized_response(refusal, request, error)
        return answer
