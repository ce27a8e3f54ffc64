"""Keeping robots out of public forms without captcha, cookie or address: a trap and a clock.

The form carries a field only machines fill in, and a signed stamp that says when it was shown
(docs/decisions/0006-forms-without-cookies.md). The stamp is random too: it tells a form that is
sent twice from two forms.
"""

import secrets
from typing import Any

from django.core import signing
from django.utils import timezone

HONEYPOT = "website_address"
STAMP = "stamp"
MIN_SECONDS, MAX_SECONDS = 2, 60 * 60 * 12


def context(salt: str) -> dict[str, str]:
    """What components/trap.html needs; `salt` names the kind of form."""
    stamp = signing.dumps([timezone.now().timestamp(), secrets.token_urlsafe(16)], salt=salt)
    return {"honeypot": HONEYPOT, "stamp": stamp}


def looks_human(data: Any, salt: str) -> bool:
    """Whether the trap is empty and the form was open for some seconds, and not for days."""
    if data.get(HONEYPOT):
        return False
    try:
        shown, _random = signing.loads(data.get(STAMP, ""), salt=salt, max_age=MAX_SECONDS)
        return timezone.now().timestamp() - float(shown) >= MIN_SECONDS
    except (signing.BadSignature, TypeError, ValueError):
        return False
