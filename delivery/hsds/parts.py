"""The pieces that organisations and services share: identifiers, languages, terms, places."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language, pgettext

from core import locales
from directory.mailboxes import looks_personal
from taxonomy.models import Language, Place, Term

TERMS = uuid.uuid5(uuid.NAMESPACE_URL, "https://docs.openreferral.org/approdo/terms")
Record = dict[str, Any]


def part_id(owner: uuid.UUID, *names: object) -> str:
    """The identifier of a part of a record: the same in every language and at every answer."""
    return str(uuid.uuid5(owner, ":".join(str(name) for name in names)))


def term_id(term: Term) -> str:
    """The identifier of a taxonomy term."""
    return part_id(TERMS, term.vocabulary, term.code)


def stated(record: Record) -> Record:
    """The record without what is not stated: absence never means “no”."""
    return {name: value for name, value in record.items() if value not in ("", None, [])}


def language_rows(owner: uuid.UUID, place: str, languages: Iterable[Language]) -> list[Record]:
    """HSDS language rows. `place` says of what: the service, a telephone."""
    return [
        {
            "id": part_id(owner, place, "language", each.code),
            "name": each.label(),
            "code": each.code,
        }
        for each in languages
    ]


def attribute_rows(owner: uuid.UUID, entity: str, terms: Iterable[Term | None]) -> list[Record]:
    """HSDS attributes: the terms of our vocabularies, each with its taxonomy term."""
    return [
        {
            "id": part_id(owner, "attribute", term.vocabulary, term.code),
            "link_id": str(owner),
            "link_entity": entity,
            "link_type": term.vocabulary,
            "taxonomy_term_id": term_id(term),
            "taxonomy_term": stated(
                {
                    "id": term_id(term),
                    "code": term.code,
                    "name": term.label(),
                    "description": term.label(),
                    "taxonomy": term.vocabulary,
                    "language": locales.html_lang(term.label_language),
                    "term_uri": term.uri,
                }
            ),
        }
        for term in terms
        if term
    ]


def area_rows(owner: uuid.UUID, places: Iterable[Place]) -> list[Record]:
    """HSDS service areas."""
    return [
        {"id": part_id(owner, "area", place.kind, place.code), "name": place.label()}
        for place in places
    ]


def location(
    owner: uuid.UUID,
    *,
    address: str,
    place: Place | None,
    name: str = "",
    point: tuple[float | None, float | None] = (None, None),
    transport: str = "",
    access: str = "",
) -> Record:
    """A physical location with its address. Postal codes are not kept: theirs is empty."""
    own = uuid.UUID(part_id(owner, "location"))
    record = {
        "id": str(own),
        "location_type": "physical",
        "name": name,
        "transportation": transport,
        "latitude": point[0],
        "longitude": point[1],
        "addresses": [_address(own, address, place)] if place else [],
        "accessibility": [
            {"id": part_id(own, "accessibility"), "location_id": str(own), "description": access}
        ]
        if access
        else [],
    }
    return stated(record)


def _address(own: uuid.UUID, address: str, place: Place) -> Record:
    province = place.parent if place.kind == Place.Kind.COMUNE else None
    region = province.parent if province else None
    return {
        "id": part_id(own, "address"),
        "location_id": str(own),
        "address_1": address,
        "city": place.name,
        "state_province": province.name if province else "",
        "region": region.name if region else "",
        "postal_code": "",
        "country": country(place),
        "address_type": "physical",
    }


def country(place: Place) -> str:
    """ISO 3166 code of the country a place lies in."""
    if place.kind == Place.Kind.COUNTRY:
        return place.code
    if place.kind == Place.Kind.CITY and place.parent:
        return place.parent.code
    return "IT"


def role_mailbox(*candidates: str) -> str:
    """The first mailbox that is an office's, never a person's own."""
    return next((box for box in candidates if box and not looks_personal(box)), "")


def sentence(words: Iterable[str]) -> str:
    """Short statements as one text: “For women only. Children welcome.”"""
    return " ".join(f"{word}{_stop()}" for word in words if word)


def _stop() -> str:
    return "。" if (get_language() or "").startswith("zh") else "."


def names(languages: Iterable[Language]) -> str:
    """Names of languages in one line."""
    return pgettext("list of days", ", ").join(each.label() for each in languages)
