"""Splits an answer into sentences and clauses, each an exact slice of it.

Evidence is quoted from these slices, and a negation reaches no further than its clause.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_SENTENCE_END = re.compile(
    r"(?<=[.!?])(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bvs\.)(?<!\bcf\.)[\"')\]]*\s+(?=\S)|(?<!\s)\s*\n\s*|;\s*|(?<!\s)\s+(?=[-*\u2022]\s)"
)
_NEW_ITEM = re.compile(r"[-*\u2022\u2013]\s|\(?\w{1,2}[.)]\s")
_WRAPPED_FROM = 60
"""A line of fewer characters was ended by its writer; a longer one was wrapped, and its sentence goes on."""

_CLAUSE_BREAK = re.compile(
    r"[,:()]\s*|(?<!\s)\s+[-\u2013\u2014]+\s+"
    r"|(?<!\s)\s+(?=(?:and|but|because|since|so|which|whereas|while|although|though|whilst|unless|if|when|then|or)\s)",
    re.IGNORECASE,
)
_MIN_CLAUSE_WORDS = 4
_MAX_SENTENCE_WORDS = 60


class TextSpan(NamedTuple):
    """A slice of a text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


def sentences(text: str) -> tuple[TextSpan, ...]:
    """The sentences of a text; one that runs on is cut every sixty words."""
    ends = (match for match in _SENTENCE_END.finditer(text) if not _only_wraps(text, match))
    spans = _pieces(text, TextSpan(0, len(text)), ends)
    return tuple(part for span in spans for part in _cut_long(text, span))


def clauses(text: str, sentence: TextSpan) -> tuple[TextSpan, ...]:
    """The clauses of a sentence. A fragment of a few words stays with the clause that follows it."""
    merged: list[TextSpan] = []
    start = None
    for piece in _pieces(text, sentence, _CLAUSE_BREAK.finditer(text, sentence.start, sentence.end)):
        start = piece.start if start is None else start
        if _count_words(text[start : piece.end]) >= _MIN_CLAUSE_WORDS:
            merged.append(TextSpan(start, piece.end))
            start = None
    if start is not None:
        tail = TextSpan(start, sentence.end)
        if merged:
            merged[-1] = TextSpan(merged[-1].start, tail.end)
        else:
            merged.append(tail)
    return tuple(merged)


def _count_words(text: str) -> int:
    """How many words stand between spaces; a bullet or a dash is none."""
    return sum(any(character.isalnum() for character in word) for word in text.split())


def _only_wraps(text: str, match: re.Match[str]) -> bool:
    """Whether a separator is nothing but the end of a line that was full."""
    space = match.group()
    if space.strip() or space.count("\n") != 1 or text[match.start() - 1 : match.start()] in {".", "!", "?"}:
        return False
    line_start = text.rfind("\n", 0, match.start()) + 1
    return match.start() - line_start >= _WRAPPED_FROM and not _NEW_ITEM.match(text, match.end())


def _pieces(text: str, span: TextSpan, separators: Iterable[re.Match[str]]) -> Iterator[TextSpan]:
    start = span.start
    for match in separators:
        yield from _trimmed(text, start, match.start())
        start = match.end()
    yield from _trimmed(text, start, span.end)


def _trimmed(text: str, start: int, end: int) -> Iterator[TextSpan]:
    """The slice without white space at its ends, if a letter or digit is left in it."""
    piece = text[start:end]
    if any(character.isalnum() for character in piece):
        yield TextSpan(start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip()))


def _cut_long(text: str, span: TextSpan) -> Iterator[TextSpan]:
    words = list(re.finditer(r"\S+", text[span.start : span.end]))
    for first in range(0, len(words), _MAX_SENTENCE_WORDS):
        part = words[first : first + _MAX_SENTENCE_WORDS]
        yield TextSpan(span.start + part[0].start(), span.start + part[-1].end())
