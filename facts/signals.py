"""What other parts of the site listen to."""

from django.dispatch import Signal

# A fact has another value from now on. Sent with `sender` Fact and `fact`.
fact_changed = Signal()
