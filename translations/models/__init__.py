"""The read-model of the desk: what every page of the source is in every other language."""

from translations.models.bundles import Bundle
from translations.models.machine import MachineText
from translations.models.partial import PartialTranslation
from translations.models.review import AcceptedCheck, Reason, SegmentComment
from translations.models.runs import Run, RunPart
from translations.models.similar import SentenceBand
from translations.models.sources import SourceStats, SourceText
from translations.models.stale import MinorVersion, StaleText
from translations.models.states import State, TranslationState

__all__ = [
    "AcceptedCheck", "Bundle", "MachineText", "MinorVersion", "PartialTranslation", "Reason", "Run", "RunPart", "SegmentComment",
    "SentenceBand", "SourceStats", "SourceText", "StaleText", "State", "TranslationState",
]  # fmt: skip
