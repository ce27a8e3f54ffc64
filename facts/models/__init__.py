"""Facts, their values, the sentences they stand in, and values that wait for a second person."""

from facts.models.facts import Fact, FactLabel, FactValue, Valued, order
from facts.models.proposals import FactProposal
from facts.models.uses import FactCheck, FactUse

__all__ = [
    "Fact", "FactCheck", "FactLabel", "FactProposal", "FactUse", "FactValue", "Valued", "order",
]  # fmt: skip
