"""JSON-LD: the page, its breadcrumb and its translations, as data in the page's head."""

import json
from typing import Any

from django.http import HttpRequest
from django.utils.html import _json_script_escapes  # type: ignore[attr-defined]
from django.utils.safestring import SafeString, mark_safe


def graph(page: Any, frame: Any, request: HttpRequest) -> dict[str, Any]:
    """schema.org graph of a page: its own description and a BreadcrumbList."""
    own = page.json_ld(request)
    if frame and len(frame.alternates) > 1:
        here = frame.canonical
        own["workTranslation"] = [
            {"@id": row["url"]}
            for row in frame.alternates
            if row["lang"] != "x-default" and row["url"] != here
        ]
    nodes = [own]
    if frame and frame.breadcrumb:
        trail = [*frame.breadcrumb, {"title": page.title, "url": page.get_url(request)}]
        nodes.append(
            {
                "@type": "BreadcrumbList",
                "itemListElement": [
                    {
                        "@type": "ListItem",
                        "position": number,
                        "name": step["title"],
                        "item": request.build_absolute_uri(step["url"]),
                    }
                    for number, step in enumerate(trail, start=1)
                ],
            }
        )
    return {"@context": "https://schema.org", "@graph": nodes}


def script(page: Any, frame: Any, request: HttpRequest) -> SafeString:
    """The graph as a script element that no browser runs."""
    text = json.dumps(graph(page, frame, request), ensure_ascii=False, separators=(",", ":"))
    safe = text.translate(_json_script_escapes)
    return mark_safe(f'<script type="application/ld+json">{safe}</script>')
