"""What must never stand in a log."""

import logging
import re

# The random part of an address opens what somebody entrusted to us: it is the key, not a name.
PRIVATE_LINK = re.compile(r"(?<=/)[A-Za-z0-9_-]{43}(?=/|\s|$|['\"])")


class HidePrivateLinks(logging.Filter):
    """Takes the token out of private addresses before a line is written."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always writes the line; changed where it holds a private address."""
        line = record.getMessage()
        hidden = PRIVATE_LINK.sub("…", line)
        if hidden != line:
            record.msg, record.args = hidden, ()
        return True
