"""Rich text: what editors may do in it, and the blocks that hold it."""

from typing import Any

from wagtail import blocks

from core import fact_links

INLINE_FEATURES = ["bold", "link", "glossary", "fact", "language"]
FIELD_FEATURES = [*INLINE_FEATURES, "ul"]
TEXT_FEATURES = ["bold", "link", "document-link", "glossary", "fact", "language", "ul", "ol"]


class WrittenBlock(blocks.RichTextBlock):
    """Rich text that search reads with the values of its facts."""

    def get_searchable_content(self, value: Any) -> list[str]:
        return [fact_links.words_of(getattr(value, "source", value) or "")]


class RunningTextBlock(WrittenBlock):
    """Paragraphs and lists. What they may hold is said here and not in every migration."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("features", TEXT_FEATURES)
        super().__init__(**kwargs)


class SentencesBlock(WrittenBlock):
    """Sentences without lists or documents."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("features", INLINE_FEATURES)
        super().__init__(**kwargs)
