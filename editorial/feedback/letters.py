"""What colleagues are told about a report of a reader, in the active language.

The reader's own words stay on the site: they may say more about somebody than a mail should carry.
"""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from core import locales
from core.dates import format_date
from core.mails import Letter
from editorial.models import Feedback


def given(feedback: Feedback, giver: Any) -> Letter:
    """To who looks after a report from now on."""
    title = locales.isolated(feedback.page_title)
    words = {
        "who": locales.isolated(giver.called if giver else _("Somebody")),
        "title": title,
        "language": locales.isolated(locales.native_name(feedback.language)),
        "day": locales.isolated(format_date(timezone.localdate(feedback.created_at))),
    }
    said = [
        _("%(who)s asks you to answer a reader of “%(title)s” (%(language)s).") % words,
        _("The report came in on %(day)s.") % words,
    ]
    if feedback.part:
        said.append(_("It is about: %(part)s.") % {"part": locales.isolated(feedback.part)})
    return Letter(
        _("A reader waits for your answer: %(title)s") % words, said, _("Read and answer")
    )
