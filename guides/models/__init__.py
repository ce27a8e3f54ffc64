"""Guides and the pages of reference beside them."""

from guides.models.guides import GuideIndexPage, GuidePage
from guides.models.reference import FaqIndexPage, GlossaryPage

__all__ = ["FaqIndexPage", "GlossaryPage", "GuideIndexPage", "GuidePage"]
