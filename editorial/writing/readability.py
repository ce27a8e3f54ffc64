"""How easy a text is to read: the published index of its language, where there is one.

- Italian: Gulpease, 89 + (300 sentences - 10 letters) / words. P. Lucisano, M. E. Piemontese,
  “Gulpease: una formula per la predizione della difficoltà dei testi in lingua italiana”,
  Scuola e città 3, 1988. Below 80 hard with five years of school, below 60 with eight, below 40
  with thirteen.
- English: Flesch reading ease, 206.835 - 1.015 words/sentences - 84.6 syllables/words. R. Flesch,
  “A new readability yardstick”, Journal of Applied Psychology 32, 1948. From 60 on plain, 70 easy.
- French: 207 - 1.015 words/sentences - 73.6 syllables/words. L. Kandel, A. Moles, “Application de
  l'indice de Flesch à la langue française”, Cahiers d'études de radio-télévision 19, 1958.
- Spanish: 206.835 - 62.3 syllables/words - words/sentences. F. Szigriszt Pazos, Madrid 1993;
  read on the INFLESZ scale (I. M. Barrio-Cantalejo et al., Anales del Sistema Sanitario de Navarra
  31, 2008): from 55 on normal, from 65 quite easy.

Romanian, Ukrainian, Arabic and Chinese have no index of this kind that was tested on readers and
needs no dictionary: their texts are measured by the length of their sentences.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from editorial.writing import sentences, syllables
from editorial.writing.language import Language

# Below this many words an index says nothing.
FEWEST_WORDS = 10


@dataclass(frozen=True)
class Counts:
    """Numbers of a text."""

    sentences: int
    words: int
    letters: int
    syllables: int


@dataclass(frozen=True)
class Index:
    """A formula with the values to reach for a page and for its answer in brief."""

    name: str
    formula: Callable[[Counts], float]
    goal: int
    brief_goal: int
    syllables: Callable[[str], int] = len  # only those formulas ask that name their own


INDEXES = {
    "it": Index("Gulpease", lambda n: 89 + (300 * n.sentences - 10 * n.letters) / n.words, 60, 70),
    "en": Index(
        "Flesch",
        lambda n: 206.835 - 1.015 * n.words / n.sentences - 84.6 * n.syllables / n.words,
        60, 70, syllables.english,
    ),
    "fr": Index(
        "Kandel-Moles",
        lambda n: 207 - 1.015 * n.words / n.sentences - 73.6 * n.syllables / n.words,
        60, 70, syllables.french,
    ),
    "es": Index(
        "Szigriszt-Pazos",
        lambda n: 206.835 - 62.3 * n.syllables / n.words - n.words / n.sentences,
        55, 65, syllables.spanish,
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Measure:
    """A text measured: its index from 0 to 100 (or nothing), the mean length of its sentences."""

    score: int | None
    average: int
    sentences: int
    longest: int


def measure(text: Iterable[str], language: Language) -> Measure:
    """Measure sentences."""
    found = list(text)
    lengths = [sentences.length(sentence, language) for sentence in found]
    average = round(sum(lengths) / len(lengths)) if lengths else 0
    return Measure(score(found, language), average, len(found), max(lengths, default=0))


def score(found: list[str], language: Language) -> int | None:
    """The index of sentences, kept between 0 and 100; nothing without one or with few words."""
    index = INDEXES.get(language.code)
    words = [word for sentence in found for word in sentences.words(sentence, language)]
    if index is None or len(words) < FEWEST_WORDS:
        return None
    spoken = sum(index.syllables(word) if word[0].isalpha() else 1 for word in words)
    letters = sum(character.isalnum() for word in words for character in word)
    value = index.formula(Counts(len(found), len(words), letters, spoken))
    return round(min(max(value, 0), 100))
