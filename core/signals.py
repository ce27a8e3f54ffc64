"""What pages and the services tell each other besides Wagtail's own signals."""

from django.dispatch import Signal

# Something that readers see of published pages changed without a new version of their text:
# when they were verified, that a law changed. Sent with `pages`, a list of published pages.
shown_state_changed = Signal()
