"""Form widgets for editors."""

from typing import Any

from django import forms


class TermCheckboxes(forms.CheckboxSelectMultiple):
    """Terms of a vocabulary as boxes to tick: all are seen at once, none must be known by heart.

    The class puts them into columns (site/static/css/admin.css).
    """

    def __init__(self, attrs: dict[str, Any] | None = None, choices: Any = ()) -> None:
        super().__init__({"class": "term-boxes"} | (attrs or {}), choices)

    def optgroups(self, *args: Any, **kwargs: Any) -> list[Any]:
        """The boxes. A form of the admin draws each field twice: the rows are asked for once."""
        self.choices = list(iter(self.choices))  # a list of the choices themselves counts first
        return super().optgroups(*args, **kwargs)


class NameCheckboxes(TermCheckboxes):
    """The same in the order of the names, for lists without an order of their own."""

    def optgroups(self, *args: Any, **kwargs: Any) -> list[Any]:
        groups = super().optgroups(*args, **kwargs)
        return sorted(groups, key=lambda group: str(group[1][0]["label"]).casefold())
