"""Who answers what: whoever may edit a page, and those who may answer about any page."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from accounts.models import User
from core import locales
from editorial.models import Feedback
from editorial.models.feedback import FeedbackQuerySet

PERMISSION = "editorial.answer_feedback"


def answers_all(user: Any) -> bool:
    """Whether the user answers about every page, also deleted ones."""
    return bool(user.has_perm(PERMISSION))


def may_enter(user: Any) -> bool:
    """Whether the user may edit some page, or answers about all."""
    return answers_all(user) or PagePermissionPolicy().user_has_permission(user, "change")


def reports(user: Any) -> FeedbackQuerySet:
    """The reports, none merged into another, that a user may read and answer."""
    found = Feedback.objects.reports().heads()
    if answers_all(user):
        return found
    pages = PagePermissionPolicy().instances_user_has_permission_for(user, "change")
    return found.filter(page__in=pages.values("pk"))


def answerers(feedback: Feedback) -> QuerySet:
    """Users to whom a report may be given: those who may edit its page."""
    if feedback.page is None:
        return User.objects.none()
    policy = PagePermissionPolicy()
    found: QuerySet = policy.users_with_permission_for_instance("change", feedback.page)
    return found.filter(is_active=True).order_by("username")


def source_title() -> Subquery:
    """The page's title in the source language, for editors who do not read the other."""
    pages = Page.objects.filter(
        translation_key=OuterRef("page__translation_key"), locale=locales.source()
    )
    return Subquery(pages.exclude(pk=OuterRef("page_id")).values("title")[:1])
