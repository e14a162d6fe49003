"""What an answer denies: negations within their clause, and sentences that take others back."""

import re
from collections.abc import Sequence

from prep.concepts.clauses import Span, clauses
from prep.concepts.words import Word

_IMPLICIT = frozenset(
    """
    miss misses missed missing ignore ignores ignored overlook overlooks prevent prevents stop stops refuse refuses
    unable incapable impossible useless pointless irrelevant myth opposite contrary few little least less
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
"""Words that deny without a "not": "misses the pattern" is "does not see the pattern"."""

_RATHER_THAN = re.compile(
    r"\b(?:rather than|instead of|as opposed to|far from|no longer|nothing to do with)\b", re.IGNORECASE
)

_RETRACTION = re.compile(
    r"\b(?:the (?:exact )?(?:opposite|contrary|reverse|converse) (?:is|holds|would be)\b(?! not)"
    r"|(?:all |everything |none )?(?:of )?(?:this|that|it|these|those|the above|what i (?:said|wrote)|"
    r"the (?:statements?|claims?|sentences?) above|everything(?: above)?)(?: statements?| claims?)?"
    r" (?:is|are|was|were) (?:all |completely |totally |entirely |simply |just |actually )*"
    r"(?:wrong|false|incorrect|untrue|not true|not correct|not right|nonsense|a lie|a myth|the opposite)"
    r"|none of (?:this|that|the above|it|these) (?:is|are) (?:true|correct|right)"
    r"|(?:it is|it's) the other way (?:round|around)"
    r"|(?:ignore|disregard|forget) (?:all |everything )?(?:of )?(?:this|that|the above|what i (?:said|wrote)))",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"\b(?:it is|it's|it would be) (?:wrong|false|incorrect|untrue|not true|not the case|a mistake|a myth|nonsense)"
    r"(?: to (?:say|think|claim|believe))?(?: that)?\b"
    r"|\b(?:nobody|no one) (?:should|would) (?:say|think|claim|believe)\b",
    re.IGNORECASE,
)


def negated_words(text: str, words: Sequence[Word], spans: Sequence[Span]) -> tuple[bool, ...]:
    """Which words a negation reaches: those of its clause, an even number of negations being none."""
    flags = [False] * len(words)
    for sentence in spans:
        turned = bool(_OPENING.search(sentence.of(text)))
        for clause in clauses(text, sentence):
            inside = [i for i, word in enumerate(words) if clause.start <= word.start < clause.end]
            denied = turned ^ (sum(_denies(words[i]) for i in inside) % 2 == 1)
            for i in inside:
                flags[i] = denied
    for match in _RATHER_THAN.finditer(text):
        _turn_until_clause_ends(text, words, match.end(), flags)
    return tuple(flags)


def retracted(text: str, spans: Sequence[Span]) -> frozenset[int]:
    """The indices of the sentences that the answer itself takes back.

    "This is wrong" takes back the sentence before it, and at the end of an answer, or at its start, all of it.
    """
    gone: set[int] = set()
    for index, span in enumerate(spans):
        if not _RETRACTION.search(span.of(text)):
            continue
        if index in (0, len(spans) - 1):
            return frozenset(range(len(spans)))
        gone |= {index - 1, index}
    return frozenset(gone)


def _denies(word: Word) -> bool:
    return word.is_negation or word.text in _IMPLICIT


def _turn_until_clause_ends(text: str, words: Sequence[Word], start: int, flags: list[bool]) -> None:
    stop = re.compile(r"[,.;:!?\n]").search(text, start)
    end = stop.start() if stop else len(text)
    for i, word in enumerate(words):
        if start <= word.start < end:
            flags[i] = not flags[i]
