"""What calls add to the admin."""

from volunteering.desk import hooks as desk_hooks
from volunteering.importing import hooks as import_hooks

__all__ = ["desk_hooks", "import_hooks"]
