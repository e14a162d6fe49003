"""Words of a text with their places, and what kind of word each is.

Everything lexical starts here: stems that forgive inflection, stop-words that carry no content, and the words that
turn a statement round.
"""

import re
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?|\d+(?:\.\d+)?|[^\w\s]|_")

STOP_WORDS = frozenset(
    """
    a an the and or but if then else of in on at to for from by with as is are was were be been being am do does did
    doing have has had having it its it's this that that's these those there here they them their he she his her him
    i i'd i'm i'll i've you your we we'd our us me my so such than too very can could will would shall should may
    might must just also which who whom whose what when where why how because into about between through during
    before after again further once all any both each few more most other some own same s t d ll m re ve y e g i.e
    e.g etc really basically simply actually like get gets got say said means mean
    """.split()  # noqa: SIM905 - a list of words reads best as words
)

NEGATIONS = frozenset(
    """
    not no never none nor cannot without neither nothing hardly barely rarely nobody nowhere fails fail failed lacks
    lack avoid avoids unlike untrue mistaken
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
"""Words that deny what follows; a word that ends in n't denies as well."""

_SUFFIXES = (
    ("isation", "ise"), ("ization", "ise"), ("ational", "ate"), ("fulness", "ful"), ("ousness", "ous"),
    ("iveness", "ive"), ("tional", "tion"), ("ising", "ise"), ("izing", "ise"), ("ised", "ise"), ("ized", "ise"),
    ("ises", "ise"), ("izes", "ise"), ("ize", "ise"), ("iser", "ise"), ("izer", "ise"), ("biliti", "ble"),
    ("bility", "ble"), ("ments", "ment"), ("ations", "ate"), ("ation", "ate"), ("ators", "ate"), ("ator", "ate"),
    ("ings", ""), ("ing", ""), ("edly", ""), ("ies", "y"), ("ied", "y"), ("ness", ""), ("ions", ""), ("ion", ""),
    ("ers", "er"), ("ed", ""), ("ly", ""), ("es", ""), ("s", ""),
)  # fmt: skip


class Word(NamedTuple):
    """One word, number or mark, and where it stands in its text."""

    text: str
    """In lower case."""

    start: int
    end: int
    stem: str
    is_alphanumeric: bool
    is_content: bool

    @property
    def is_negation(self) -> bool:
        return self.text in NEGATIONS or self.text.endswith("n't")


def words_of(text: str) -> tuple[Word, ...]:
    """Its words, numbers and marks in order."""
    return tuple(_word(m.group().lower().replace("\u2019", "'"), m.start(), m.end()) for m in _WORD.finditer(text))


def _word(text: str, start: int, end: int) -> Word:
    alphanumeric = text[0].isalnum()
    return Word(text, start, end, stem(text), alphanumeric, alphanumeric and text not in STOP_WORDS)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A light stem: inflections and -ise/-ize meet, different words rarely do."""
    word = word.lower()
    for suffix, replacement in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) + len(replacement) >= 3 and not word.endswith("ss"):
            word = word[: -len(suffix)] + replacement
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "ls":
        word = word[:-1]
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


def stems_of(text: str) -> frozenset[str]:
    """The stems of all its words."""
    return frozenset(word.stem for word in words_of(text) if word.is_alphanumeric)


def content_stems(text: str) -> tuple[str, ...]:
    """The stems of its content words in order, repeats included."""
    return tuple(word.stem for word in words_of(text) if word.is_content)
