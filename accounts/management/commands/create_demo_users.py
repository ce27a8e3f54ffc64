"""Create the demonstration's users. Refuses where the site is not a demonstration."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Locale, Page

from accounts.models import User

PASSWORD = "approdo-demo-2026"  # noqa: S105  (documented, demonstration only)
USERS = {
    "admin": "Administrator",
    "publisher": "Publisher",
    "officer": "Guide officer",
    "translator-ar": "Translator (ar)",
    "organisation": "Organisation editor",
}
PAGE_RIGHTS = {
    "Publisher": ["add_page", "change_page", "publish_page", "lock_page", "unlock_page"],
    "Guide officer": ["add_page", "change_page"],
    "Translator (ar)": ["change_page"],
    "Organisation editor": ["add_page"],
}
# What a role may do beyond pages: (app, codename).
DESK_RIGHTS = {
    "Publisher": [("volunteering", "monitor_insurance"), ("volunteering", "monitor_calls")],
    "Guide officer": [("volunteering", "monitor_insurance"), ("volunteering", "monitor_calls")],
    "Organisation editor": [("volunteering", "read_applications")],
}


class Command(BaseCommand):
    help = "Create the demonstration users (only where APPRODO_DEMO is on)."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.APPRODO_DEMO:
            raise CommandError("This is not a demonstration (APPRODO_DEMO is off).")
        for name, role in USERS.items():
            user, created = User.objects.get_or_create(
                username=name,
                defaults={"email": f"{name}@example.org", "job_title": role, "is_staff": True},
            )
            if created:
                user.set_password(PASSWORD)
                user.is_superuser = name == "admin"
                user.save()
            if name != "admin":
                user.groups.set([self._group(role)])
        self.stdout.write(f"Users: {', '.join(USERS)}.")

    def _group(self, role: str) -> Group:
        """A group with the rights of a role, on the part of the tree that is its own."""
        group, _created = Group.objects.get_or_create(name=role)
        group.permissions.add(
            Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
        )
        for app, codename in DESK_RIGHTS.get(role, []):
            group.permissions.add(
                Permission.objects.get(content_type__app_label=app, codename=codename)
            )
        for page in self._roots(role):
            for codename in PAGE_RIGHTS[role]:
                permission = Permission.objects.get(
                    content_type__app_label="wagtailcore", codename=codename
                )
                GroupPagePermission.objects.get_or_create(
                    group=group, page=page, permission=permission
                )
        collection = Collection.get_first_root_node()
        for codename in ("add_customimage", "choose_customimage", "add_customdocument"):
            found = Permission.objects.filter(
                content_type__app_label="media", codename=codename
            ).first()
            if found and collection and role != "Translator (ar)":
                GroupCollectionPermission.objects.get_or_create(
                    group=group, collection=collection, permission=found
                )
        return group

    def _roots(self, role: str) -> list[Page]:
        homes = Page.objects.filter(depth=2)
        if role == "Publisher":
            return list(homes)
        if role == "Translator (ar)":
            return list(homes.filter(locale=Locale.objects.filter(language_code="ar").first()))
        source = Locale.objects.filter(language_code=settings.LANGUAGE_CODE).first()
        slug = "guide" if role == "Guide officer" else "ponte-di-voci"
        return list(Page.objects.filter(locale=source, slug=slug))
