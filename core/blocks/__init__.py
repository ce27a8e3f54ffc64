"""Blocks: the pieces editors build pages from, one concern a module."""

from core.blocks.fields import (
    AmountBlock,
    DurationUnit,
    PageLinkBlock,
    SharedCharBlock,
    SharedSnippetBlock,
    SharedURLBlock,
    TermBlock,
)
from core.blocks.guide import (
    ChangeBlock,
    CostBlock,
    ExceptionBlock,
    LawBlock,
    NeededDocumentBlock,
    PointBlock,
    SourceBlock,
    StepBlock,
    TimeBlock,
)
from core.blocks.project import (
    ActionBlock,
    ActivityBlock,
    ObjectiveBlock,
    PhaseBlock,
    ProgrammeSlotBlock,
    ResultBlock,
)
from core.blocks.rich import FIELD_FEATURES, INLINE_FEATURES
from core.blocks.tables import TextTableBlock
from core.blocks.text import (
    ActionLinkBlock,
    BodyBlock,
    CalloutBlock,
    FaqBlock,
    HeadingBlock,
    ParagraphBlock,
    PictureBlock,
    QuoteBlock,
)

__all__ = [
    "FIELD_FEATURES",
    "INLINE_FEATURES",
    "ActionBlock",
    "ActionLinkBlock",
    "ActivityBlock",
    "AmountBlock",
    "BodyBlock",
    "CalloutBlock",
    "ChangeBlock",
    "CostBlock",
    "DurationUnit",
    "ExceptionBlock",
    "FaqBlock",
    "HeadingBlock",
    "LawBlock",
    "NeededDocumentBlock",
    "ObjectiveBlock",
    "PageLinkBlock",
    "ParagraphBlock",
    "PhaseBlock",
    "PictureBlock",
    "PointBlock",
    "ProgrammeSlotBlock",
    "QuoteBlock",
    "ResultBlock",
    "SharedCharBlock",
    "SharedSnippetBlock",
    "SharedURLBlock",
    "SourceBlock",
    "StepBlock",
    "TermBlock",
    "TextTableBlock",
    "TimeBlock",
]
