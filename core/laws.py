"""Laws of the content model that a page may break without being wrong: editors are told.

Amounts live only in typed fields, so that a price changes once and not in eight texts; a mailbox
on a public page belongs to a role; projects paid by the European Union carry its notice
(Reg. (EU) 2021/1060, art. 50).
"""

import html
import re
from typing import Any, cast

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from core import fact_links, running_text
from directory.mailboxes import looks_personal
from facts.reasons import digits
from taxonomy.localized import LocalizedFields

AMOUNT = re.compile(r"(?:€\s?\d[\d.,]*|\d[\d.,]*\s?(?:€|euro\b))", re.IGNORECASE)


def amounts_in_text(page: Any) -> list[str]:
    """Amounts of money typed inside translated texts, as they are written; facts are not typed."""
    if not isinstance(page, LocalizedFields):
        return []
    texts = [
        str(getattr(page, name))
        for name in page.declared("translated_fields")
        if isinstance(getattr(page, name, None), str)
    ]
    for part in running_text.parts(cast("Model", page)):
        texts += running_text.texts(part.value)
    plain = (html.unescape(strip_tags(fact_links.STORED.sub(" ", text))) for text in texts)
    return sorted({match.group(0) for text in plain for match in AMOUNT.finditer(text)})


def facts_for(amounts: list[str]) -> list[str]:
    """One sentence for each fact whose value is typed among the amounts."""
    numbers = {digits(amount) for amount in amounts}
    return [
        _("%(amount)s is kept as a fact: put “%(fact)s” into the text with the button “Fact”.")
        % {"amount": fact.value.plain(), "fact": fact.name}
        for fact in fact_links.of_money()
        if fact.value.numeral() in numbers
    ]


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
            _(
                "Amounts inside the text: %(amounts)s. Put them into the fields for costs, or use "
                "a fact: then they change once for every page and language."
            )
            % {"amounts": ", ".join(amounts)}
        )
        found += facts_for(amounts)
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
