"""What changed between two sentences, word by word, told to eye and ear."""

import re
from difflib import SequenceMatcher

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

# Han and kana are written without spaces: each character counts as a word.
PIECE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|\w+|\s+|[^\w\s]")


def diff(before: str, after: str) -> tuple[SafeString, SafeString]:
    """Both texts as HTML: what is gone in `<del>`, what is new in `<ins>`, everything escaped."""
    old, new = PIECE.findall(before), PIECE.findall(after)
    was, now = [], []
    for kind, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        left, right = "".join(old[a:b]), "".join(new[c:d])
        if kind == "equal":
            was.append(format_html("{}", left))
            now.append(format_html("{}", right))
            continue
        if left:
            was.append(_told("del", _("removed:"), left))
        if right:
            now.append(_told("ins", _("added:"), right))
    return mark_safe("".join(was)), mark_safe("".join(now))  # each part is escaped above


def _told(tag: str, word: str, text: str) -> SafeString:
    """A difference that a screen reader announces."""
    return format_html(
        '<{0}><span class="w-sr-only">{1} </span>{2}</{0}>', mark_safe(tag), word, text
    )
