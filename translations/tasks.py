"""What the worker does for people at the translation desk: histories, letters, bundles of files."""

import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks import task
from wagtail.users.models import UserProfile

from core import locales, mails
from translations import assignment
from translations.exchange import bundles
from translations.models import Bundle, TranslationState


@task()
def log_assigned(keys: list[int], who: int | None, by: int, at: str) -> int:
    """Note in each page's history who translates it; how many. `at`: the moment, ISO 8601."""
    return assignment.log(keys, who, by, datetime.datetime.fromisoformat(at))


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


@task()
def carry_out(key: str) -> bool:
    """Build a bundle of files or take it in; whether there was one to do.

    One that fails says so on its user's screen, and the task stands among the failed ones.
    """
    bundle = Bundle.objects.filter(pk=key, state=Bundle.State.WAITING).first()
    if bundle is None:
        return False
    language = UserProfile.get_for_user(bundle.user).get_preferred_language()
    try:
        with translation.override(language):
            if bundle.way == Bundle.Way.OUT:
                bundles.build_all(bundle)
            else:
                bundles.take_all(bundle)
    except Exception:
        Bundle.objects.filter(pk=bundle.pk).update(state=Bundle.State.FAILED)
        raise
    return True
