"""Writing aids: what the editor’s panel of checks says about the texts of a page."""
