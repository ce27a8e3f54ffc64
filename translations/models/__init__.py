"""The read-model of the desk: what every page of the source is in every other language."""

from translations.models.sources import SourceStats, SourceText
from translations.models.stale import MinorVersion, StaleText
from translations.models.states import State, TranslationState

__all__ = ["MinorVersion", "SourceStats", "SourceText", "StaleText", "State", "TranslationState"]
