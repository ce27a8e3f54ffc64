"""Page tree queries that an index can serve.

`descendant_of` asks `path LIKE '…%' ESCAPE`, which SQLite answers by reading every page; a range
of paths reads only the subtree. treebeard's steps are four characters of 0-9A-Z.
"""

from typing import Any

from wagtail.models import Page


def below(queryset: Any, page: Page) -> Any:
    """The pages of `queryset` below `page`, at any depth."""
    return queryset.filter(path__range=(f"{page.path}0000", f"{page.path}{'Z' * 16}"))


def children(queryset: Any, page: Page) -> Any:
    """The pages of `queryset` directly below `page`, in the tree's order."""
    return below(queryset, page).filter(depth=page.depth + 1).order_by("path")


def ancestor_paths(page: Page) -> list[str]:
    """Tree paths from the page's locale home down to its parent."""
    step = page.steplen
    return [page.path[: step * depth] for depth in range(2, page.depth)]
