"""Letters of the translation desk to colleagues, sent by the worker."""

from typing import Any

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks import task

from core import locales, mails
from translations.models import TranslationState


@task()
def tell_assigned(user_id: int, locale_id: int, keys: list[int], number: int) -> bool:
    """Tell somebody once which pages are theirs now; whether there was anything left to tell.

    `keys` are the first of `number` cells. Raises OSError when the mail server is away: the task
    then stands among the failed ones.
    """
    user: Any = get_user_model().objects.filter(pk=user_id, is_active=True).first()
    cells = TranslationState.objects.filter(pk__in=keys, assignee_id=user_id)
    titles = list(cells.order_by("-source__priority").values_list("source__title", flat=True))
    if user is None or not user.email or not titles:
        return False
    code = locales.by_id(locale_id).language_code

    def letter() -> mails.Letter:
        name = locales.isolated(locales.native_name(code))
        text = ngettext(
            "%(number)d page is yours to translate: %(language)s",
            "%(number)d pages are yours to translate: %(language)s",
            number,
        ) % {"number": number, "language": name}
        more = number - len(titles)
        lines = [text, *(f"– {locales.isolated(title)}" for title in titles)]
        if more > 0:
            lines.append(
                ngettext("… and %(number)d more.", "… and %(number)d more.", more)
                % {"number": more}
            )
        return mails.Letter(text, lines, _("See them"))

    address = reverse("translations_matrix:one", args=[code])
    mails.to_colleague(user, letter, f"{address}?who=me&work=0")
    return True
