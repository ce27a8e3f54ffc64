"""What the kinds of files share."""

HEADER = "X-WagtailLocalize-TranslationID"


class BadFileError(Exception):
    """A file that cannot be taken in; the message says why and what to do."""
