"""Text analysis for search, one language at a time, the same for every engine.

`analyzer(language)` answers an `Analyzer`; its tokens carry their place in the original text, so
that highlights are cut from what was written and not from what was indexed.
"""

from search.analysis.analyzer import Analyzer, Token, analyzer, grams

__all__ = ["Analyzer", "Token", "analyzer", "grams"]
