"""What other parts of the site listen to."""

from django.dispatch import Signal

# A fact has another value from now on. Sent with `sender` Fact and `fact`.
fact_changed = Signal()

# Somebody proposes another value and a second person has to say yes. `sender` FactProposal,
# `proposal`.
value_proposed = Signal()
# The second person said yes or no; `proposal` says which and why.
proposal_decided = Signal()
