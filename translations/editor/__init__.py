"""The translation editor: the texts of a page in one language, side by side with the source."""
