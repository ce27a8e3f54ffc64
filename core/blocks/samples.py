"""What block previews show that only a database holds: pages, service points, files."""

from typing import Any

from wagtail.models import Page


def picture() -> dict[str, Any]:
    """The newest image; without one, the preview shows a drawing."""
    return {"image": _images(1)[0], "caption": "Una classe di italiano a Cuneo."}


def gallery() -> dict[str, Any]:
    """The two newest images, or as many gaps."""
    return {"pictures": [{"image": image} for image in _images(2)]}


def _images(count: int) -> list[Any]:
    from media.models import CustomImage  # models are loaded when previews are asked for

    found = list(CustomImage.objects.order_by("-pk")[:count])
    for image in found:
        image.decorative = True
    return [*found, *[None] * (count - len(found))]


def _document(title: str, name: str, size: int) -> Any:
    """A document that is in no database."""
    from media.models import CustomDocument

    return CustomDocument(pk=0, title=title, file=name, file_size=size, language="it")


def download() -> dict[str, Any]:
    return {
        "label": "Modulo 1 con istruzioni",
        "document": _document("Modulo 1", "modulo-1.pdf", 240_000),
    }


def recording() -> dict[str, Any]:
    return {
        "title": "Come si prenota una visita",
        "document": _document("Visita", "visita.mp3", 1_900_000),
        "transcript": "<p>Buongiorno, vorrei prenotare una visita.</p>",
    }


def pages() -> dict[str, Any]:
    """Three public pages deep in the source language's tree."""
    from core import access, locales

    rows = access.public(Page.objects.all()).filter(locale_id=locales.source().pk, depth__gt=4)
    return {"title": "Leggi anche", "pages": list(rows[:3])}


def service_points() -> dict[str, Any]:
    """Two service points of the source language."""
    from core import locales
    from directory.models import ServicePoint

    rows = ServicePoint.objects.filter(live=True, locale_id=locales.source().pk)
    return {"title": "Dove andare", "points": list(rows[:2])}
