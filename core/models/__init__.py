"""The base of every page, the mixins pages share, site settings and privacy notices."""

from core.models.links import PageContact, PageOrganisation, PagePlace
from core.models.listing import AUDIENCE_FACET, TOPIC_FACET, ListingPage, region_facet
from core.models.mixins import (
    ChangeLogMixin,
    PeriodMixin,
    Precision,
    ReviewedPageMixin,
    SourcedMixin,
)
from core.models.pages import BasePage
from core.models.privacy import PrivacyNotice
from core.models.reads import PageReads
from core.models.settings import DonationLink, FollowChannel, SiteSettings, settings_for

__all__ = [
    "AUDIENCE_FACET",
    "TOPIC_FACET",
    "BasePage",
    "ChangeLogMixin",
    "DonationLink",
    "FollowChannel",
    "ListingPage",
    "PageContact",
    "PageOrganisation",
    "PagePlace",
    "PageReads",
    "PeriodMixin",
    "Precision",
    "PrivacyNotice",
    "ReviewedPageMixin",
    "SiteSettings",
    "SourcedMixin",
    "region_facet",
    "settings_for",
]
