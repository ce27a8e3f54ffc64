"""Terms of a text in their order, as a string in which a phrase is looked for.

Overlapping pairs of a script without spaces are written once: 居留 留许 许可 is 居留许可.
"""

from collections.abc import Sequence

from search.analysis.scripts import UNSPACED_RUN, is_pair


def sequence(terms: Sequence[str]) -> str:
    """What a phrase is looked for in."""
    text = " ".join(terms)
    if not UNSPACED_RUN.search(text):
        return f" {text} "
    parts, last = [], ""
    for term in terms:
        overlaps = is_pair(term) and is_pair(last) and last[1] == term[0]
        parts.append(term[1] if overlaps else f" {term}")
        last = term
    return f"{''.join(parts)} "


def phrase(terms: Sequence[str]) -> str:
    """What is looked for: whole words, but pairs also within others."""
    text = sequence(terms)
    if terms and is_pair(terms[0]):
        text = text[1:]
    if terms and is_pair(terms[-1]):
        text = text[:-1]
    return text
