"""The code of a report: short enough to copy by hand, too long to guess.

Ten of thirty signs are 49 bits: with 10,000 reports kept, a guess in 56 thousand million hits one.
"""

import hashlib
import hmac

from django.conf import settings

from editorial.models.feedback import CODE_LENGTH

SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without what is read or heard as another sign: 0 and O, 1, I and L, U and V."""
HALF = CODE_LENGTH // 2


def code_for(stamp: str, said: tuple[str, ...]) -> str:
    """The code of a form: the same when it is sent twice, another for each other form or words.

    It is made from the form's signed, random stamp and from what was said, so that a copy of the
    form kept by a cache never shows one reader the answer to another.
    """
    key = hashlib.blake2b(settings.SECRET_KEY.encode(), person=b"approdo.feedbk").digest()
    number = int.from_bytes(hmac.digest(key, "\0".join((stamp, *said)).encode(), "sha256"))
    signs = []
    for _place in range(CODE_LENGTH):
        number, sign = divmod(number, len(SIGNS))
        signs.append(SIGNS[sign])
    return "".join(signs)


def shown(code: str) -> str:
    """As people read it: K7Q2M-9XD3F."""
    return f"{code[:HALF]}-{code[HALF:]}"


def typed(text: str) -> str:
    """What was meant by what somebody typed: small letters, spaces and dashes do not matter.

    Empty when it cannot be a code.
    """
    code = "".join(sign for sign in text.upper() if sign.isalnum())
    return code if len(code) == CODE_LENGTH and set(code) <= set(SIGNS) else ""
