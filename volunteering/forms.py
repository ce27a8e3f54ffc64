"""The editor's form of a call: it refuses publication where the law does."""

from wagtail.admin.forms import WagtailAdminPageForm

from volunteering import rules


class CallPageForm(WagtailAdminPageForm):
    """Lists all that is missing at once when somebody asks to publish."""

    def is_valid(self) -> bool:
        """Ask the law last: only a valid form, contacts included, can tell what the call says."""
        if not super().is_valid():
            return False
        if "action-publish" in self.data:
            for problem in rules.publication_problems(self.save(commit=False)):
                self.add_error(None, problem)
        return not self.errors
