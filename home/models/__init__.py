"""The home page, sections, plain pages, forms and the directories."""

from home.models.directories import OrganisationIndexPage, SearchPage, ServiceDirectoryPage
from home.models.forms import FormField, FormPage
from home.models.home import HomePage
from home.models.sections import SectionPage, StandardPage

__all__ = [
    "FormField",
    "FormPage",
    "HomePage",
    "OrganisationIndexPage",
    "SearchPage",
    "SectionPage",
    "ServiceDirectoryPage",
    "StandardPage",
]
