"""What pages and the services tell each other besides Wagtail's own signals."""

from django.dispatch import Signal

# Something that readers see of published pages changed without a new version of their text:
# when they were verified, that a law changed. Sent with `pages`, a list of published pages.
shown_state_changed = Signal()

# A version of a page that changes no text was saved and is about to be published: translations stay
# as they are. Sent with `revision`.
minor_version = Signal()

# A version of a page was written anew with one thing put right in it; what was decided about the
# old one holds for the new one. Sent with `old` and `new`, two revisions.
version_renewed = Signal()
