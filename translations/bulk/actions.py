"""The bulk actions of the matrix, in the order of their buttons."""

from translations.bulk.assign import AssignView
from translations.bulk.export import ExportView
from translations.bulk.views import BulkView
from translations.machine.bulk import MachineView
from translations.matrix.scope import Scope
from translations.submission.bulk import TranslateView

ACTIONS: tuple[type[BulkView], ...] = (TranslateView, MachineView, AssignView, ExportView)


def offered(found: Scope) -> list[type[BulkView]]:
    """The actions somebody with this scope finds under the list."""
    return [action for action in ACTIONS if action.offered(found)]
