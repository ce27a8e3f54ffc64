"""Reading demonstration content from `data/demo/` into pages, snippets and translations."""
