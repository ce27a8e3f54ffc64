"""Sets of rows as bits of one number: to cut and count them costs next to nothing."""

from collections.abc import Iterable


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


def rows_of(bits: int) -> list[int]:
    """The rows of a set, ascending."""
    data = to_bytes(bits)
    return [
        place * 8 + bit
        for place, byte in enumerate(data)
        if byte
        for bit in range(8)
        if byte >> bit & 1
    ]
