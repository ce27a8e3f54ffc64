"""Laws of the content model that a page may break without being wrong: editors are told.

Amounts live only in typed fields, so that a price changes once and not in eight texts; a mailbox
on a public page belongs to a role; projects paid by the European Union carry its notice
(Reg. (EU) 2021/1060, art. 50).
"""

import re
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from directory.mailboxes import looks_personal
from taxonomy.localized import LocalizedFields

AMOUNT = re.compile(r"(?:€\s?\d[\d.,]*|\d[\d.,]*\s?(?:€|euro\b))", re.IGNORECASE)


def amounts_in_text(page: Any) -> list[str]:
    """Amounts of money found inside translated texts, as they are written."""
    if not isinstance(page, LocalizedFields):
        return []
    texts = [
        str(getattr(page, name))
        for name in page.declared("translated_fields")
        if isinstance(getattr(page, name, None), str)
    ]
    texts += list(page.body_texts()) if hasattr(page, "body_texts") else []
    return sorted({match.group(0) for text in texts for match in AMOUNT.finditer(text)})


def personal_mailboxes(page: Any) -> list[str]:
    """Mailboxes of the page's contacts that look like a person's own."""
    rows = page.contact_links.all() if hasattr(page, "contact_links") else []
    return [row.mailbox for row in rows if row.mailbox and looks_personal(row.mailbox)]


def findings(page: Any) -> list[str]:
    """One sentence for each thing to look at again."""
    found = []
    amounts = amounts_in_text(page)
    if amounts:
        found.append(
            _("Amounts inside the text: %(amounts)s. Put them into the fields for costs.")
            % {"amounts": ", ".join(amounts)}
        )
    found += [
        _("%(mailbox)s looks like a person’s own mailbox. Use one of the office.")
        % {"mailbox": mailbox}
        for mailbox in personal_mailboxes(page)
    ]
    own = getattr(page, "law_findings", None)
    return found + (own() if own else [])


def tell(request: HttpRequest, page: Any) -> None:
    """Show the findings as warnings in the admin."""
    for finding in findings(page.specific):
        messages.warning(request, finding)
