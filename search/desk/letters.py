"""What a colleague is told about words that readers look for in vain, in the active language."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import locales
from core.mails import Letter
from search.models import SearchDecision


def address(wish: SearchDecision) -> str:
    """Where the work is done: the draft that is to be finished, else the board of the language."""
    if wish.page_id:
        return reverse("wagtailadmin_pages:edit", args=[wish.page_id])
    return f"{reverse('demand_desk:board')}?language={wish.language}"


def looked_for(wish: SearchDecision) -> str:
    """How often readers wanted it."""
    said = ngettext(
        "Readers looked for it %(count)d time and found nothing that helped.",
        "Readers looked for it %(count)d times and found nothing that helped.",
        wish.searches,
    )
    return said % {"count": wish.searches}


def given(wish: SearchDecision) -> Letter:
    """To who is to write what readers look for."""
    who = wish.decided_by.called if wish.decided_by else _("Somebody")
    words = {
        "who": locales.isolated(who),
        "words": locales.isolated(wish.words),
        "language": locales.isolated(locales.native_name(wish.language)),
    }
    said = [
        _("%(who)s asks you to see to “%(words)s” (%(language)s).") % words,
        looked_for(wish),
    ]
    return Letter(_("Readers look for: %(words)s") % words, said, _("See it in the desk"))
