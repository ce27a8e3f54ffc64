"""A call as schema.org JobPosting, where the site's operator wants it.

Volunteering is no work (D.Lgs. 117/2017, art. 17, c. 5), but schema.org has no other word for a
call and search engines read this one. Required by them: title, description, datePosted,
hiringOrganization, and a place or work from home with the country of those who may apply. There is
no baseSalary: there is no pay.
"""

import datetime
from typing import Any

from django.utils import timezone
from django.utils.html import format_html_join

from volunteering.models.choices import CallMode

COUNTRY = {"@type": "Country", "name": "Italia"}


def posting(call: Any) -> dict[str, Any]:
    """The properties of the posting; empty when a required one is not known."""
    description = _description(call)
    where = _where(call)
    host = call.named_host
    if not description or not where or not host or call.first_published_at is None:
        return {}
    data = {
        "@type": "JobPosting",
        "title": call.title,
        "description": description,
        "employmentType": "VOLUNTEER",
        "identifier": {
            "@type": "PropertyValue",
            "name": host.name,
            "value": str(call.translation_key),
        },
        "hiringOrganization": _host(host),
        "datePosted": timezone.localtime(call.first_published_at).date().isoformat(),
        **where,
    }
    last = min((day for day in (call.apply_by, call.end_value) if day), default=None)
    if last:
        end = datetime.datetime.combine(last, datetime.time(23, 59, 59))
        data["validThrough"] = timezone.make_aware(end).isoformat()
    return data


def _description(call: Any) -> str:
    """What the call says, as the paragraphs a posting's description is made of."""
    texts = [call.lead, *call.what_you_do.stream_block.get_searchable_content(call.what_you_do)]
    return format_html_join("", "<p>{}</p>", ((text,) for text in texts if text))


def _host(host: Any) -> dict[str, Any]:
    data = {"@type": "Organization", "name": host.name}
    return data | ({"sameAs": host.website} if host.website else {})


def _where(call: Any) -> dict[str, Any]:
    """A comune, or from home for those in Italy, or both."""
    data: dict[str, Any] = {}
    if call.mode == CallMode.REMOTE:
        data |= {"jobLocationType": "TELECOMMUTE", "applicantLocationRequirements": COUNTRY}
    if call.place:
        address = {
            "@type": "PostalAddress",
            "addressLocality": call.place.name,
            "addressCountry": "IT",
        }
        data["jobLocation"] = {"@type": "Place", "address": address}
    return data
