"""What the editorial desk keeps."""

from editorial.models.feedback import Feedback
from editorial.models.links import ExternalLink, LinkUse, PageLink
from editorial.models.notices import DeskNotice
from editorial.models.replacing import LinkReplacement, ReplacedPlace
from editorial.models.tasks import ApprovalTask

__all__ = [
    "ApprovalTask",
    "DeskNotice",
    "ExternalLink",
    "Feedback",
    "LinkReplacement",
    "LinkUse",
    "PageLink",
    "ReplacedPlace",
]
