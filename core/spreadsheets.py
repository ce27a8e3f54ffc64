"""Tables that leave the site as CSV or XLSX, and open in a spreadsheet as what they are: text."""

import datetime
from typing import Any

from django.utils import timezone
from wagtail.admin.views.mixins import SpreadsheetExportMixin

# What a spreadsheet takes for the beginning of a formula, in both widths (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_CONTROL = ("\t", "\r", "\n")


def safe_cell(value: Any) -> Any:
    """The value of a cell, as text that no spreadsheet runs; numbers and dates stay what they are."""
    if isinstance(value, bool | int | float | datetime.date | None):
        return value
    text = str(value)
    risky = text.startswith(_CONTROL) or text.lstrip().startswith(_FORMULA)
    return f"'{text}" if risky else text


class SafeSpreadsheetMixin(SpreadsheetExportMixin):
    """Wagtail's export with cells made safe and the day in the file's name."""

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        return safe_cell(super().preprocess_field_value(field, value, export_format))

    def get_filename(self) -> str:
        """The name of the file, without its ending."""
        return f"{self.export_filename}-{timezone.localdate().isoformat()}"
