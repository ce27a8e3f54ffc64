"""Sealing what applicants entrust: who can open it depends on keys, not on rights.

Staff copies are libsodium sealed boxes (X25519, XSalsa20-Poly1305): the public key writes, only
the private key reads. The applicant's own copy is a secret box under a key derived from the token
of her private link. Lengths are padded: a dump does not tell a long answer from a short one.
"""

import base64
import binascii
import hashlib
import json
from typing import Any

from django.conf import settings
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.secret import SecretBox

BLOCK = 512
KEY_BYTES = 32
OWN_KEY = b"approdo.own.key"
OWN_NAME = b"approdo.own.ref"


class SealingError(Exception):
    """The data cannot be sealed or opened here."""


class MissingKeyError(SealingError):
    """This process was not given the key that this needs, or it is malformed."""


class UnreadableError(SealingError):
    """No key opens the data: the key was lost, the token is wrong or the data were changed."""


def new_pair() -> tuple[str, str]:
    """A fresh public and private key, in base64."""
    private = PrivateKey.generate()
    return _text(bytes(private.public_key)), _text(bytes(private))


def public_of(private: str) -> str:
    """The public key that belongs to a private one."""
    return _text(bytes(PrivateKey(_key(private)).public_key))


def can_seal() -> bool:
    """Whether this process may take answers: it holds the public key."""
    return bool(settings.APPLICATIONS_PUBLIC_KEY)


def can_open() -> bool:
    """Whether this process may show answers to staff: it holds a private key."""
    return bool(settings.APPLICATIONS_PRIVATE_KEYS)


def seal(data: dict[str, Any]) -> bytes:
    """Data that only the holder of the private key can read.

    Raises:
        MissingKeyError: this process has no usable public key.
    """
    if not can_seal():
        raise MissingKeyError("APPLICATIONS_PUBLIC_KEY is not set.")
    box = SealedBox(PublicKey(_key(settings.APPLICATIONS_PUBLIC_KEY)))
    return bytes(box.encrypt(_padded(data)))


def unseal(sealed: bytes | memoryview) -> dict[str, Any]:
    """What was sealed, opened with the newest key that fits.

    Raises:
        MissingKeyError: this process holds no private key.
        UnreadableError: none of its keys fits.
    """
    if not can_open():
        raise MissingKeyError("APPLICATIONS_PRIVATE_KEYS is not set.")
    for private in settings.APPLICATIONS_PRIVATE_KEYS:
        try:
            return _plain(SealedBox(PrivateKey(_key(private))).decrypt(bytes(sealed)))
        except CryptoError:
            continue
    raise UnreadableError("None of APPLICATIONS_PRIVATE_KEYS opens this answer.")


def token_hash(token: str) -> str:
    """What is kept of the token of a private link; the token cannot be told from it."""
    return hashlib.blake2b(token.encode(), digest_size=32, person=OWN_NAME).hexdigest()


def seal_for(token: str, data: dict[str, Any]) -> bytes:
    """Data that only the holder of the token can read."""
    return bytes(SecretBox(_own_key(token)).encrypt(_padded(data)))


def unseal_with(token: str, sealed: bytes | memoryview) -> dict[str, Any]:
    """What was sealed for a token.

    Raises:
        UnreadableError: it was sealed for another token.
    """
    try:
        return _plain(SecretBox(_own_key(token)).decrypt(bytes(sealed)))
    except CryptoError as error:
        raise UnreadableError("The token does not open this answer.") from error


def _own_key(token: str) -> bytes:
    return hashlib.blake2b(token.encode(), digest_size=KEY_BYTES, person=OWN_KEY).digest()


def _key(text: str) -> bytes:
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError) as error:
        raise MissingKeyError("A key of applications is not in base64.") from error
    if len(key) != KEY_BYTES:
        raise MissingKeyError(f"A key of applications has {len(key)} bytes instead of {KEY_BYTES}.")
    return key


def _text(key: bytes) -> str:
    return base64.b64encode(key).decode("ascii")


def _padded(data: dict[str, Any]) -> bytes:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    return text + b" " * (-len(text) % BLOCK)


def _plain(text: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(text)
    return found
