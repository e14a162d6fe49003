"""Whether a text reads like sentences or notes, or like a heap of words.

Words are put into classes: each frequent function word is one, other words go by their ending. A table of log odds
says how much more often one class follows another than chance would have it; it is counted over labelled answers of
every kind, notes and learners' English among them.
"""

import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from itertools import pairwise

from prep.concepts.text.words import Word

_FUNCTION_WORDS = frozenset(
    """
    a an the and or but if than of in on at to for from by with as is are was be been do does not no it its this
    that these there they their he you your we i my so too very can could will would should may must which who what
    when where how because into about between over each more most other some only all any both also have has had
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
_ENDINGS = ("ing", "ed", "ly", "s")
FEWEST_WORDS = 30
"""A shorter text cannot be told from a heap: half of all shuffled sentences of ten words pass for prose, and some prose
of twenty words does not.
"""

_QUOTES = frozenset('"“”`')

HEAP_BELOW = -0.035
"""Of 788 answers that were not counted, of students and of our writers, none reads below it; of as many shuffled ones
nine in ten do, and of those with more than fifty words nearly all.
"""


def word_class(word: Word) -> str:
    """The class of a word."""
    if not word.is_alphanumeric:
        return "," if word.text in ",;:" else "."
    if word.text[0].isdigit():
        return "0"
    if word.text in _FUNCTION_WORDS:
        return word.text
    return next((f"-{ending}" for ending in _ENDINGS if word.text.endswith(ending)), "-")


def fluency(words: Sequence[Word], log_odds: Mapping[str, float]) -> float:
    """The mean log odds over neighbours; above zero for prose, about zero or below for shuffled words."""
    pairs = _pairs(words)
    return sum(log_odds.get(pair, 0.0) for pair in pairs) / len(pairs) if pairs else 0.0


def is_heap(words: Sequence[Word]) -> bool:
    """Whether words stand in no order that people write in."""
    spoken = sum(word.is_alphanumeric for word in words)
    return spoken >= FEWEST_WORDS and fluency(words, _shipped()) < HEAP_BELOW


@cache
def _shipped() -> dict[str, float]:
    file = resources.files("prep.concepts.text") / "neighbours.json"
    table: dict[str, float] = json.loads(file.read_text("utf-8"))
    return table


def count_log_odds(texts: Iterable[Sequence[Word]]) -> dict[str, float]:
    """The table for `fluency`, smoothed so that rare pairs say little."""
    firsts: Counter[str] = Counter()
    seconds: Counter[str] = Counter()
    both: Counter[str] = Counter()
    for words in texts:
        for pair in _pairs(words):
            first, second = pair.split(" ")
            firsts[first] += 1
            seconds[second] += 1
            both[pair] += 1
    total = sum(both.values())
    table = {}
    for first, n_first in sorted(firsts.items()):
        for second, n_second in sorted(seconds.items()):
            expected = n_first * n_second / total
            if expected >= 1:
                table[f"{first} {second}"] = round(math.log((both[f"{first} {second}"] + 3) / (expected + 3)), 2)
    return {pair: odds for pair, odds in table.items() if odds}


def _pairs(words: Sequence[Word]) -> list[str]:
    """Neighbours by their classes; a word that is quoted by itself is spoken of, and stands where a name would."""
    classes = []
    for before, word, after in zip((None, *words), words, (*words[1:], None), strict=False):
        if word.text in _QUOTES:
            continue
        is_quoted = before is not None and after is not None and {before.text, after.text} <= _QUOTES
        classes.append("-" if is_quoted else word_class(word))
    return [f"{a} {b}" for a, b in pairwise(classes)]
