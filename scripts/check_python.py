"""Says in one line when Python is not 3.11. Written so that every Python can read it."""

import sys

FOUND = ".".join(str(part) for part in sys.version_info[:3])

if sys.version_info[:2] != (3, 11):
    sys.exit(
        "Approdo needs Python 3.11, and this is Python "
        + FOUND
        + ". Name another with PYTHON=, for example: make run PYTHON=python3.11"
    )
