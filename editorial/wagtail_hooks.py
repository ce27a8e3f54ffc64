"""What the editorial desk adds to the admin."""

from editorial import scheduling
from editorial.desk import hooks as desk_hooks
from editorial.feedback import hooks as feedback_hooks
from editorial.links import hooks as links_hooks
from editorial.verification import hooks as verification_hooks
from editorial.workflow import hooks as workflow_hooks
from editorial.writing import hooks as writing_hooks

__all__ = [
    "desk_hooks",
    "feedback_hooks",
    "links_hooks",
    "scheduling",
    "verification_hooks",
    "workflow_hooks",
    "writing_hooks",
]
