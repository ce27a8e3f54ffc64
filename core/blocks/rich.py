"""Rich text: what editors may do in it, and the blocks that hold it."""

from typing import Any

from wagtail import blocks

INLINE_FEATURES = ["bold", "link", "glossary"]
FIELD_FEATURES = [*INLINE_FEATURES, "ul"]
TEXT_FEATURES = ["bold", "link", "document-link", "glossary", "ul", "ol"]


class RunningTextBlock(blocks.RichTextBlock):
    """Paragraphs and lists. What they may hold is said here and not in every migration."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("features", TEXT_FEATURES)
        super().__init__(**kwargs)


class SentencesBlock(blocks.RichTextBlock):
    """Sentences without lists or documents."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("features", INLINE_FEATURES)
        super().__init__(**kwargs)
