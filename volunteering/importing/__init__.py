"""Calls from an organisation's own list: a CSV or JSON file becomes drafts in its folder.

`reading` turns bytes into rows, `columns` says which columns there are, `values` what a cell means,
`plan` what an import would do, `carry_out` does it. docs/features/open-data.md is the reference.
"""
