"""Rich text written as plain paragraphs, lists, **bold** and [links](page:id)."""

import re
from collections.abc import Callable
from html import escape

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
_ITEM = re.compile(r"^(?:- |\d+\. )")


def to_html(text: str, page_id: Callable[[str], int | None]) -> str:
    """HTML as Wagtail stores it. `page_id` turns the id of a demo page into a key."""
    parts = [_block(part, page_id) for part in re.split(r"\n\s*\n", text.strip()) if part.strip()]
    return "".join(parts)


def _block(part: str, page_id: Callable[[str], int | None]) -> str:
    lines = [line.strip() for line in part.strip().splitlines() if line.strip()]
    out: list[str] = []
    kind = ""
    for line in lines:
        match = _ITEM.match(line)
        wanted = ("ul" if line.startswith("- ") else "ol") if match else "p"
        if wanted == "p" and kind == "p":
            out[-1] = out[-1].removesuffix("</p>") + " " + _inline(line, page_id) + "</p>"
            continue
        if wanted != kind:
            out.append("" if wanted == "p" else f"<{wanted}>")
            if kind in {"ul", "ol"}:
                out.insert(-1, f"</{kind}>")
            kind = wanted
        if match:
            out.append(f"<li>{_inline(line[match.end() :], page_id)}</li>")
        else:
            out.append(f"<p>{_inline(line, page_id)}</p>")
    if kind in {"ul", "ol"}:
        out.append(f"</{kind}>")
    return "".join(out)


def _inline(text: str, page_id: Callable[[str], int | None]) -> str:
    def link(match: re.Match[str]) -> str:
        words, target = match.groups()
        if target.startswith("page:"):
            key = page_id(target.removeprefix("page:"))
            return f'<a id="{key}" linktype="page">{words}</a>' if key else words
        return f'<a href="{target}">{words}</a>'

    return _LINK.sub(link, _BOLD.sub(r"<b>\1</b>", escape(text, quote=False)))
