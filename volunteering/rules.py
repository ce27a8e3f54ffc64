"""What the law asks of a call before readers may see it.

Sources: D.Lgs. 117/2017, art. 17 (no pay, no flat-rate reimbursement) and art. 18 (insurance);
art. 43 T.U. immigrazione and D.Lgs. 215/2003 (no requirement of citizenship or origin).
"""

import re
from typing import Any

from django.utils.translation import gettext as _

from directory.mailboxes import looks_personal
from volunteering.models.choices import ApplyMode

PAY_WORDS = re.compile(
    r"\b(forfait\w*|forfett\w*|gettone|compens[oi]|retribuzion[ei]|stipendi[o]?)\b", re.IGNORECASE
)


def publication_problems(call: Any) -> list[str]:
    """Why a call may not be published, one sentence each; empty when it may."""
    host = getattr(call, "host", None) if call.host_id else None
    if host is None:
        return [_("Choose the organisation that hosts the volunteers.")]
    problems = _host_problems(host)
    if not call.insurance_confirmed:
        problems.append(_("Confirm that the host insures these volunteers."))
    if not (call.end_value or call.end_open or call.apply_by):
        problems.append(_("Say until when, or that no end is known."))
    if not (call.place_id or call.mode == "remote"):
        problems.append(_("Choose a comune, or say that it is done from home."))
    if call.min_age < 18 and call.minors == "no":
        problems.append(_("With a minimum age below 18, say how minors may take part."))
    if not _reachable(call):
        problems.append(
            _("Give at least one contact: a role’s mailbox, a telephone or a web page.")
        )
    return problems + _form_problems(call)


def _host_problems(host: Any) -> list[str]:
    """Why calls of an organisation stand still (see `CallPage.state`)."""
    problems = []
    if not host.insurance_holds:
        problems.append(
            _("%(host)s has no valid insurance declaration: its volunteers would not be covered.")
        )
    if not host.live:
        problems.append(_("%(host)s is not published: nobody would know who reads the answers."))
    return [text % {"host": host.name} for text in problems]


def _form_problems(call: Any) -> list[str]:
    """GDPR art. 13: who is asked for data is told first what for, and until when."""
    if call.apply_mode == ApplyMode.FORM and not call.privacy_notice_id:
        return [_("Choose the privacy notice that people see before they apply.")]
    return []


def _reachable(call: Any) -> bool:
    rows = list(call.contact_links.all()) or list(call.host.contacts.all())
    return bool(call.apply_url) or any(
        row.phone or row.url or (row.mailbox and not looks_personal(row.mailbox)) for row in rows
    )


def warnings(call: Any) -> list[str]:
    """What an editor should look at again; publication goes on."""
    found = []
    texts = " ".join([call.expenses_note, call.lead, *call.body_texts()])
    match = PAY_WORDS.search(texts)
    if match:
        found.append(
            _("“%(word)s”: volunteers may not be paid, not even a flat rate (art. 17, c. 3).")
            % {"word": match.group(0)}
        )
    return found
