"""System checks: whether this installation can take answers to calls, and open them."""

from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, register

from volunteering.applications import sealing


@register()
def check_keys(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """The keys are keys; where both kinds are given, one opens what the other seals."""
    if not sealing.can_seal():
        return [
            checks.Warning(
                "Calls cannot be answered with the site's form: there is no key to seal answers.",
                hint="`manage.py makekeys` prints APPLICATIONS_PUBLIC_KEY and its private key.",
                id="volunteering.W001",
            )
        ]
    try:
        sealed = sealing.seal({})
        if settings.APPLICATIONS_PRIVATE_KEYS:
            sealing.unseal(sealed)
    except sealing.MissingKeyError as error:
        return [
            Error(
                str(error), hint="A key is 32 bytes in base64, 44 letters.", id="volunteering.E001"
            )
        ]
    except sealing.UnreadableError:
        return [
            Error(
                "None of APPLICATIONS_PRIVATE_KEYS opens what APPLICATIONS_PUBLIC_KEY seals.",
                hint="Put the private key that was made with it first, older ones behind it.",
                id="volunteering.E002",
            )
        ]
    return []
