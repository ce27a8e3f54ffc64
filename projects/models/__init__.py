"""Projects, agreements and what they produce."""

from projects.models.agreements import AgreementPage
from projects.models.projects import ProjectFunding, ProjectIndexPage, ProjectPage
from projects.models.resources import ResourcePage

__all__ = ["AgreementPage", "ProjectFunding", "ProjectIndexPage", "ProjectPage", "ResourcePage"]
