"""Organisation → HSDS organization."""

import uuid
from typing import Any

from django.db.models import QuerySet

from core import locales
from delivery.hsds import parts, rows
from delivery.hsds.parts import Record
from directory.models import Organisation

LEGAL_BODY_TAX_CODE = 11  # a person's own has sixteen characters and is never published


def public() -> QuerySet:
    """Live organisations, each in the active language where it exists, else in Italian."""
    return (
        rows.in_language(Organisation.objects.filter(live=True))
        .select_related("kind", "legal_form", "parent", "seat__parent__parent")
        .prefetch_related("contacts", "languages", "places")
        .order_by("name", "translation_key")
    )


def record(organisation: Organisation) -> Record:
    """The whole record. What is not stated is left out."""
    own: uuid.UUID = organisation.translation_key
    contacts = list(organisation.contacts.all())
    parent = organisation.parent if organisation.parent and organisation.parent.live else None
    found = {
        "alternate_name": organisation.acronym,
        "email": parts.role_mailbox(*(row.mailbox for row in contacts)),
        "website": organisation.website,
        "legal_status": organisation.legal_form.label() if organisation.legal_form else "",
        "parent_organization_id": str(parent.translation_key) if parent else "",
        "phones": _phones(organisation, contacts),
        "locations": _locations(organisation),
        "organization_identifiers": _identifiers(organisation),
        "attributes": parts.attribute_rows(
            own, "organization", [organisation.kind, organisation.legal_form]
        ),
        "is_demo": organisation.is_demo,
    }
    return brief(organisation) | parts.stated(found)


def brief(organisation: Organisation) -> Record:
    """What HSDS requires of an organization; the description may be empty, never missing."""
    code = locales.by_id(organisation.locale_id).language_code
    return {
        "id": str(organisation.translation_key),
        "name": organisation.name,
        "description": organisation.description,
        "lang": locales.html_lang(code),
    }


def _phones(organisation: Organisation, contacts: list[Any]) -> list[Record]:
    own = organisation.translation_key
    spoken = list(organisation.languages.all())
    return [
        parts.stated(
            {
                "id": parts.part_id(own, "phone", row.phone),
                "number": row.phone,
                "description": row.unit,
                "languages": parts.language_rows(own, f"phone:{row.phone}", spoken),
            }
        )
        for row in contacts
        if row.phone
    ]


def _locations(organisation: Organisation) -> list[Record]:
    if organisation.seat is None:
        return []
    found = parts.location(
        organisation.translation_key,
        address=organisation.address,
        place=organisation.seat,
        name=organisation.name,
    )
    spoken = parts.language_rows(uuid.UUID(found["id"]), "location", organisation.languages.all())
    return [found | parts.stated({"languages": spoken})]


def _identifiers(organisation: Organisation) -> list[Record]:
    tax_code = organisation.tax_code
    kept = {
        "RUNTS": organisation.runts_number,
        "IPA": organisation.ipa_code,
        "art. 42 T.U. immigrazione": organisation.art42_number,
        "codice fiscale": tax_code if len(tax_code) == LEGAL_BODY_TAX_CODE else "",
    }
    own = organisation.translation_key
    return [
        {
            "id": parts.part_id(own, "identifier", kind),
            "organization_id": str(own),
            "identifier_type": kind,
            "identifier": value,
        }
        for kind, value in kept.items()
        if value
    ]
