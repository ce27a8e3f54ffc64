"""What no search may stumble over: the one list, for the tests and for `bench/search_hostile.py`."""

import random

HOSTILE = [
    # signs of query languages, and whole queries of them
    '"', "'", '""', "“", "”", "«", "\\", "/", "*", "?", "~", "^", "^2", "-", "--", "+", ":", ";", "%",
    "_", "(", ")", "{", "}", "[", "]", "{}", "{{", "..", " AND ", " OR ", " NOT ", "AND", "OR NOT",
    "a AND (", "NEAR(", "NEAR(a b)", "+-&&||!(){}[]^\"~*?:\\/", "stems:*", "_exists_:x", "terms_1",
    '{"match_all":{}}', "'; DROP TABLE pages_1; --", "' OR 1=1", "permesso*", "/.*/", "<script>",
    "${jndi:ldap://x}", "NaN",
    # control characters, directions, halves of characters
    "\0", "a\0b", "\x1b", "\n", "\t", "\n\r\t\x1f\x7f\x85\u2028", "\u202e", "\u202epermesso\u202c",
    "\u2066", "\u2066\u200f\u200b", "\u200f", "\ufeff", "\ufffd", "\ud83d", "\ud800", "a\udfffb",
    # letters and signs that change when they are folded, or are many in one
    "🎉", "🏳️‍🌈👨‍👩‍👧", "é", "e\u0301\u0301\u0301", "e" + "\u0301" * 300, "ﷺ", "﷽" * 50, "ﬁ", "İ", "ß",
    "\u0640", "١٢٣", "9" * 200, "ก", "한국어", "我们 的", "لا إله",
    # long ones
    "x" * 300, "x" * 500, "a b " * 80,
]  # fmt: skip

WORDS = [
    *["Rinnovare", "il", "permesso", "di", "soggiorno", "in", "Questura", "con", "il", "kit", "dell'ufficio", "postale"],
    *["تجديد", "تصريح", "الإقامة", "في", "مديرية", "الشرطة"], *["居留许可续期", "邮局", "材料袋"],
    *["Поновити", "дозвіл", "на", "проживання", "у", "квестурі"],
]  # fmt: skip


def text(chance: random.Random, most: int = 12) -> str:
    """At most so many pieces, some of them words; now and then any character at all."""
    pieces = chance.choices([*HOSTILE, *WORDS], k=chance.randint(1, most))
    if chance.random() < 0.3:
        pieces.append(chr(chance.randrange(0x110000)))
    return "".join(pieces)
