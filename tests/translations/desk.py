"""What tests of the translation desk share: a translated page, its users and their states."""

from typing import Any

from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission, Locale, Page, Workflow
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from accounts.models import User
from guides.models import GuidePage

CANARY = "CANARINO-7F3A"
SLUG = "residenza"


def guide(code: str = "it") -> GuidePage:
    """A guide of the demonstration that is translated into Arabic."""
    found: GuidePage = GuidePage.objects.get(slug=SLUG, locale__language_code=code)
    return found


def translation(code: str = "ar", page: Page | None = None) -> Translation:
    """Its translation into a language, as wagtail-localize keeps it."""
    page = page or guide()
    return Translation.objects.select_related("source", "target_locale").get(
        source__object_id=page.translation_key, target_locale__language_code=code
    )


def segment(row: Translation, path: str = "lead") -> StringSegment:
    """The segment of a path."""
    return StringSegment.objects.select_related("string", "context").get(
        source=row.source, context__path=path
    )


def write(row: Translation, piece: StringSegment, text: str, user: Any = None) -> StringTranslation:
    """Translate a segment, as somebody would."""
    found, _created = StringTranslation.objects.update_or_create(
        translation_of=piece.string, context=piece.context, locale=row.target_locale,
        defaults={"data": text, "translation_type": "manual", "last_translated_by": user},
    )  # fmt: skip
    return found


def person(name: str, *permissions: str, pages: dict[Page, list[str]] | None = None) -> User:
    """Somebody with a group of their own: permissions by codename, page permissions by page."""
    user, _created = User.objects.get_or_create(username=name, defaults={"is_staff": True})
    group, _created = Group.objects.get_or_create(name=f"test {name}")
    for codename in ("access_admin", *permissions):
        group.permissions.add(Permission.objects.get(codename=codename))
    for page, codenames in (pages or {}).items():
        for codename in codenames:
            GroupPagePermission.objects.get_or_create(
                group=group, page=page, permission=Permission.objects.get(codename=codename)
            )
    user.groups.add(group)
    return user


def home(code: str) -> Page:
    """The first page of a language."""
    return Page.objects.get(depth=2, locale=Locale.objects.get(language_code=code))


def with_workflow(page: Page) -> Workflow:
    """The workflow of a language: its reviewers approve."""
    workflow: Workflow | None = page.get_workflow()
    assert workflow is not None
    return workflow
