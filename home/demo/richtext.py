"""Rich text as plain paragraphs, lists, **bold**, [links](page:id) and [words](term:code).

A fact is `[code](fact:code)`: readers see its value.
"""

import re
from collections.abc import Callable
from html import escape

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
_ITEM = re.compile(r"^(?:- |\d+\. )")


Find = Callable[[str], int | None]


def to_html(text: str, page_id: Find, term_id: Find, fact_id: Find) -> str:
    """HTML as Wagtail stores it. The three turn a demo page's id and codes into keys."""
    keys = {"page": ("page", page_id), "term": ("glossary", term_id), "fact": ("fact", fact_id)}
    parts = [_block(part, keys) for part in re.split(r"\n\s*\n", text.strip()) if part.strip()]
    return "".join(parts)


def _block(part: str, keys: dict[str, tuple[str, Find]]) -> str:
    lines = [line.strip() for line in part.strip().splitlines() if line.strip()]
    out: list[str] = []
    kind = ""
    for line in lines:
        match = _ITEM.match(line)
        wanted = ("ul" if line.startswith("- ") else "ol") if match else "p"
        if wanted == "p" and kind == "p":
            out[-1] = out[-1].removesuffix("</p>") + " " + _inline(line, keys) + "</p>"
            continue
        if wanted != kind:
            out.append("" if wanted == "p" else f"<{wanted}>")
            if kind in {"ul", "ol"}:
                out.insert(-1, f"</{kind}>")
            kind = wanted
        if match:
            out.append(f"<li>{_inline(line[match.end() :], keys)}</li>")
        else:
            out.append(f"<p>{_inline(line, keys)}</p>")
    if kind in {"ul", "ol"}:
        out.append(f"</{kind}>")
    return "".join(out)


def _inline(text: str, keys: dict[str, tuple[str, Find]]) -> str:
    def link(match: re.Match[str]) -> str:
        words, target = match.groups()
        scheme, _colon, name = target.partition(":")
        if scheme in keys:
            kind, find = keys[scheme]
            key = find(name)
            return f'<a id="{key}" linktype="{kind}">{words}</a>' if key else words
        return f'<a href="{target}">{words}</a>'

    return _LINK.sub(link, _BOLD.sub(r"<b>\1</b>", escape(text, quote=False)))
