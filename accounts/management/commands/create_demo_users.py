"""Create the demonstration's users. Refuses where the site is not a demonstration.

Their groups come from the table of roles (`set_up_roles` runs before).
"""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError

from accounts.models import User

PASSWORD = "approdo-demo-2026"  # noqa: S105  (documented, demonstration only)
# User to (role in the organisation, groups).
USERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "admin": ("Administrator", ()),
    "publisher": ("Publisher", ("Publisher", "People")),
    "officer": ("Guide officer", ("Guide officer",)),
    "editor": ("Editor", ("Editor",)),
    "translator-ar": ("Translator (ar)", ("Translator (ar)",)),
    "reviewer-ar": ("Reviewer (ar)", ("Reviewer (ar)",)),
    "organisation": (
        "Organisation editor", ("Organisation: ponte-di-voci", "Reader of applications"),
    ),
}  # fmt: skip


class Command(BaseCommand):
    help = "Create the demonstration users (only where APPRODO_DEMO is on)."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.APPRODO_DEMO:
            raise CommandError("This is not a demonstration (APPRODO_DEMO is off).")
        for name, (title, roles) in USERS.items():
            user, created = User.objects.get_or_create(
                username=name,
                defaults={"email": f"{name}@example.org", "job_title": title, "is_staff": True},
            )
            if created:
                user.set_password(PASSWORD)
                user.is_superuser = name == "admin"
                user.save()
            user.groups.set(self._group(role) for role in roles)
        self.stdout.write(f"Users: {', '.join(USERS)}.")

    def _group(self, name: str) -> Group:
        """The group of a role. Raises CommandError where the roles were not set up."""
        group = Group.objects.filter(name=name).first()
        if group is None:
            raise CommandError(f"There is no group {name}: run set_up_roles first.")
        return group
