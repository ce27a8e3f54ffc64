"""Telephone numbers: stored as they are dialled, shown the way people read them.

Offices (`directory`) and facts have numbers, so this lives below both.
"""

import phonenumbers
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

COUNTRY = "IT"


def parse(value: str) -> phonenumbers.PhoneNumber | None:
    """The number as the library sees it, or nothing for short numbers such as 112 and 1522."""
    digits = "".join(character for character in value if character.isdigit())
    if len(digits) <= 6 and not value.strip().startswith("+"):
        return None
    return phonenumbers.parse(value, COUNTRY)


def clean(value: str) -> str:
    """The canonical form: E.164 for ordinary numbers, bare digits for short ones.

    Raises ValidationError for what no telephone could dial.
    """
    digits = "".join(character for character in value if character.isdigit())
    try:
        number = parse(value)
    except phonenumbers.NumberParseException as error:
        raise ValidationError(_("This is not a telephone number.")) from error
    if number is None:
        if len(digits) < 3:
            raise ValidationError(_("This is not a telephone number."))
        return digits
    if not phonenumbers.is_possible_number(number):
        raise ValidationError(_("This is not a telephone number."))
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def display(value: str) -> str:
    """The number with the spaces readers expect: 0171 123456, 800 290 290, 112."""
    try:
        number = parse(value)
    except phonenumbers.NumberParseException:
        return value
    if number is None:
        return value
    style = (
        phonenumbers.PhoneNumberFormat.NATIONAL
        if number.country_code == phonenumbers.country_code_for_region(COUNTRY)
        else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    )
    return phonenumbers.format_number(number, style)
