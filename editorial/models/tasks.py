"""Steps of the workflows."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask

from core.desk.four_eyes import FourEyesMixin
from editorial.workflow.comments import CommentForm


class ApprovalTask(FourEyesMixin, AbstractGroupApprovalTask):  # type: ignore[misc]
    """Somebody of a group approves what somebody else wrote."""

    class Meta:
        verbose_name = _("approval by somebody else")
        verbose_name_plural = _("approvals by somebody else")

    @classmethod
    def get_description(cls) -> Any:
        """The sentence under the choice of a new step."""
        return _("Members of the chosen groups approve; nobody approves what they wrote.")

    def get_form_for_action(self, action: str) -> type[CommentForm]:
        """A comment, asked for in the language of whoever acts."""
        return CommentForm

    def get_template_for_action(self, action: str) -> str:
        """Wagtail's window with the number of points that the writing aids have about the version."""
        return "editorial/workflow/action.html"
