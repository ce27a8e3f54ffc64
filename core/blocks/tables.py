"""A table whose caption, headings and cells are translated.

wagtail-localize extracts nothing from Wagtail's typed tables (wagtail-localize issues 888, 913),
so this one hands over its own segments.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail_localize.segments import StringSegmentValue


class TextTableBlock(TypedTableBlock):
    """Rows and columns of short texts, with a caption."""

    def __init__(self, local_blocks: Any = None, **kwargs: Any) -> None:
        local_blocks = local_blocks or [
            ("text", blocks.CharBlock(required=False, max_length=200, label=_("Text")))
        ]
        super().__init__(local_blocks, **kwargs)

    def get_translatable_segments(self, value: Any) -> list[StringSegmentValue]:
        """The caption, the headings and the cells, each under its own path."""
        if not value:
            return []
        segments = []
        if value.caption:
            segments.append(StringSegmentValue("caption", value.caption))
        for index, column in enumerate(value.columns):
            if column["heading"]:
                segments.append(StringSegmentValue(f"column.{index}", column["heading"]))
        for row_index, row in enumerate(value.row_data):
            for index, cell in enumerate(row["values"]):
                if cell:
                    segments.append(StringSegmentValue(f"cell.{row_index}.{index}", str(cell)))
        return segments

    def restore_translated_segments(self, value: Any, segments: list[Any]) -> Any:
        """Put translated strings back in their places."""
        for segment in segments:
            kind, _dot, rest = segment.path.partition(".")
            text = segment.render_text()
            if kind == "caption":
                value.caption = text
            elif kind == "column":
                value.columns[int(rest)]["heading"] = text
            elif kind == "cell":
                row, column = rest.split(".")
                value.row_data[int(row)]["values"][int(column)] = text
        return value

    class Meta:
        icon = "table"
        label = _("Table")
        template = "blocks/table.html"
        preview_value = {
            "caption": "Quando si fa domanda",
            "columns": [{"type": "text", "heading": "Chi"}, {"type": "text", "heading": "Quando"}],
            "rows": [
                {"values": ["Rinnovo", "60 giorni prima"]},
                {"values": ["Primo permesso", "entro 8 giorni"]},
            ],
        }
        description = _("A small table. On phones it scrolls sideways.")
