"""A stamp that moves when the frame of the site changes: menu, footer, settings, helplines,
the words of the glossary and the values of facts.

The stamp is the modification time of a file, so all processes of a host see a change at once and
asking costs no query. On several hosts the frame is at most `SECONDS` old.
"""

import time
from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from core.models.settings import DonationLink, FollowChannel, SiteSettings
from core.stamps import Stamp
from directory.models import EmergencyNumber
from facts.models import Fact
from facts.signals import fact_changed
from glossary.models import GlossaryTerm

SECONDS = 10
_stamp = Stamp("frame")


def current() -> tuple[int, int]:
    """(stamp of this host, slice of time): equal values mean that nothing changed."""
    return _stamp.current(), int(time.time() // SECONDS)


def bump(**kwargs: Any) -> None:
    """Say that the frame changed."""
    _stamp.bump()


for signal in (page_published, page_unpublished, post_page_move, page_slug_changed):
    signal.connect(bump, dispatch_uid=f"core.generation.{id(signal)}")

fact_changed.connect(bump, dispatch_uid="core.generation.fact")


@receiver([post_save, post_delete])
def _on_row(sender: type, **kwargs: Any) -> None:
    if sender in {SiteSettings, FollowChannel, DonationLink, EmergencyNumber, Fact, GlossaryTerm}:
        bump()


@receiver(post_delete)
def _on_page_delete(sender: type, **kwargs: Any) -> None:
    if issubclass(sender, Page):
        bump()
