"""Sets of rows as bits of one number: to cut and count them costs next to nothing."""

from collections.abc import Iterable
from itertools import compress

FEW = 64  # members that are looked for one by one
_FLAGS = bytes.maketrans(b"01", bytes((0, 1)))
_SIGNS = bytes.maketrans(bytes((0, 1)), b"01")


def from_rows(rows: Iterable[int], size: int) -> int:
    """Rows (1, 2, …, at most `size`) as bits."""
    bits = bytearray(size // 8 + 1)
    for row in rows:
        bits[row >> 3] |= 1 << (row & 7)
    return int.from_bytes(bits, "little")


def to_bytes(bits: int) -> bytes:
    return bits.to_bytes((bits.bit_length() + 7) // 8 or 1, "little")


def from_bytes(data: bytes) -> int:
    return int.from_bytes(data, "little")


def from_flags(some: bytes | bytearray) -> int:
    """What `flags` gave."""
    return int(some[::-1].translate(_SIGNS) or b"0", 2)


def flags(bits: int) -> bytes:
    """A byte for each row from 0 on, 1 if it is in the set; as many as the highest one needs."""
    return f"{bits:b}"[::-1].encode().translate(_FLAGS)


def rows_of(bits: int) -> list[int]:
    """The rows of a set, ascending."""
    if bits.bit_count() > FEW:
        signs = flags(bits)
        return list(compress(range(len(signs)), signs))
    rows = []
    while bits:
        last = bits & -bits
        rows.append(last.bit_length() - 1)
        bits ^= last
    return rows
