"""A stamp that moves when the frame of the site changes: menu, footer, settings, helplines,
and the words of the glossary.

The stamp is the modification time of a file, so all processes of a host see a change at once and
asking costs no query. On several hosts the frame is at most `SECONDS` old.
"""

import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from core.models.settings import DonationLink, FollowChannel, SiteSettings
from directory.models import EmergencyNumber
from glossary.models import GlossaryTerm

SECONDS = 10


def _file() -> Path:
    return Path(settings.VAR_DIR) / "frame.stamp"


def current() -> tuple[int, int]:
    """(stamp of this host, slice of time): equal values mean that nothing changed."""
    try:
        stamp = _file().stat().st_mtime_ns
    except FileNotFoundError:
        stamp = 0
    return stamp, int(time.time() // SECONDS)


def bump(**kwargs: Any) -> None:
    """Say that the frame changed."""
    path = _file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(str(time.time_ns()), encoding="ascii")


for signal in (page_published, page_unpublished, post_page_move, page_slug_changed):
    signal.connect(bump, dispatch_uid=f"core.generation.{id(signal)}")


@receiver([post_save, post_delete])
def _on_row(sender: type, **kwargs: Any) -> None:
    if sender in {SiteSettings, FollowChannel, DonationLink, EmergencyNumber, GlossaryTerm}:
        bump()


@receiver(post_delete)
def _on_page_delete(sender: type, **kwargs: Any) -> None:
    if issubclass(sender, Page):
        bump()
