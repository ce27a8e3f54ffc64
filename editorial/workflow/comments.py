"""The words that go with an approval or a refusal."""

from django import forms
from django.utils.translation import pgettext_lazy
from wagtail.forms import TaskStateCommentForm


class CommentForm(TaskStateCommentForm):
    """Wagtail's form, whose label stays in the language in which the site was started (Wagtail 8.0)."""

    comment = forms.CharField(
        label=pgettext_lazy("to an approval", "Comment"),
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
