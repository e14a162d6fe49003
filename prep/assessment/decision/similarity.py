"""How much two pieces of code have in common, however their names, order, comments and layout were changed.

Winnowing of token n-grams without the winnowing: work of this size needs no sampling, so that every n-gram is compared
(Schleimer, Wilkerson and Aiken, 2003). Names that a file gives itself count as one and the same, names of libraries as
what they are: who renames changes nothing, who uses another function does. Code of the starter counts for nobody.

Of 124 pairs of accepted solutions and references of the shipped challenges, which were written independently, 95 % have
less than 0.44 in common and 99 % less than 0.6; of copies with names changed and functions reordered all have over 0.9.
"""

import builtins
import io
import keyword
import re
import tokenize
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any, Final

GRAM: Final = 12
"""Tokens that must agree in a row: about a line and a half."""

ANSWER_GRAM: Final = 5
"""Words of an answer that must agree in a row."""

MAX_CHARACTERS: Final = 200_000
"""Of one work; what is beyond is not compared."""

_KNOWN: Final = frozenset(keyword.kwlist) | frozenset(dir(builtins))
_LAYOUT: Final = frozenset(
    {
        *(tokenize.COMMENT, tokenize.NL, tokenize.INDENT, tokenize.DEDENT),
        *(tokenize.ENCODING, tokenize.ENDMARKER, tokenize.ERRORTOKEN),
    }
)

NEAREST: Final = 20
"""Pairs that are told for one work at most: where all are alike, the first twenty say it."""

_BAND: Final = 256

Gram = int
"""The hash of its tokens, which is the same within one process."""


@dataclass(frozen=True, slots=True)
class ComparedToken:
    """A token as it is compared, and where it stands."""

    text: str
    file: str
    line: int


@dataclass(frozen=True)
class Fingerprint:
    """The n-grams of one work, apart from those of the starter."""

    tokens: tuple[ComparedToken, ...]
    grams: Mapping[Gram, tuple[int, ...]]
    """Where each n-gram begins."""

    counted: int
    """How many tokens stand in any of them."""

    size: int = GRAM
    """How many tokens an n-gram has."""


@dataclass(frozen=True, kw_only=True)
class Resemblance:
    """How much of each of two works is in the other, and where."""

    share: float
    """Of the first that is also in the second, from 0 to 1."""

    back: float
    """Of the second that is also in the first."""

    lines: frozenset[tuple[str, int]] = field(default_factory=frozenset)
    other_lines: frozenset[tuple[str, int]] = field(default_factory=frozenset)

    @property
    def most(self) -> float:
        """A copy with a lot written around it is still a copy."""
        return max(self.share, self.back)


def fingerprint_code(files: Mapping[str, bytes], discounted: Collection[Gram] = ()) -> Fingerprint:
    """The fingerprint of a work of one file or several.

    Args:
        discounted: n-grams that count for nobody: `all_grams` of the starter.
    """
    read = []
    left = MAX_CHARACTERS
    for name, body in sorted(files.items()):
        if name.endswith(".py"):
            text = body.decode("utf-8", "replace")[:left]
            left -= len(text)
            read.append(_tokens(name, text))
    return _fingerprint(read, GRAM, discounted)


def fingerprint_answer(text: str, discounted: Collection[Gram] = ()) -> Fingerprint:
    """The fingerprint of an answer by its words; whoever writes the same five words in a row has read the same text."""
    words = [
        ComparedToken(word.casefold(), "answer.md", number)
        for number, line in enumerate(text[:MAX_CHARACTERS].splitlines(), 1)
        for word in re.findall(r"\w+", line)
    ]
    return _fingerprint([words], ANSWER_GRAM, discounted)


def _fingerprint(read: Iterable[Sequence[ComparedToken]], size: int, discounted: Collection[Gram]) -> Fingerprint:
    tokens: list[ComparedToken] = []
    grams: dict[Gram, list[int]] = defaultdict(list)
    for part in read:
        first = len(tokens)
        tokens += part
        for start in range(first, len(tokens) - size + 1):
            gram = hash(tuple(token.text for token in tokens[start : start + size]))
            if gram not in discounted:
                grams[gram].append(start)
    counted = _covered((start for starts in grams.values() for start in starts), size)
    found = {gram: tuple(starts) for gram, starts in grams.items()}
    return Fingerprint(tuple(tokens), found, len(counted), size)


def all_grams(text: str) -> frozenset[Gram]:
    """The n-grams of a text that everybody was given."""
    return frozenset(fingerprint_code({"starter.py": text.encode()}).grams)


def compare(one: Fingerprint, other: Fingerprint) -> Resemblance:
    """How much two works have in common."""
    shared = one.grams.keys() & other.grams.keys()
    here = _covered((start for gram in shared for start in one.grams[gram]), one.size)
    there = _covered((start for gram in shared for start in other.grams[gram]), other.size)
    return Resemblance(
        share=len(here) / one.counted if one.counted else 0.0,
        back=len(there) / other.counted if other.counted else 0.0,
        lines=frozenset((one.tokens[at].file, one.tokens[at].line) for at in here),
        other_lines=frozenset((other.tokens[at].file, other.tokens[at].line) for at in there),
    )


def alike(works: Mapping[int, Fingerprint], threshold: float) -> Iterator[tuple[int, int, Resemblance]]:
    """Pairs at or above a threshold: for each work those with the most in common, `NEAREST` at most.

    A pair can only reach it if it shares as many n-grams as that takes. These are counted for all pairs at once, as the
    product of a sparse matrix with itself, a band of rows at a time; only what is left is compared.
    """
    numbers = sorted(works)
    for first, counts in _shared_counts([works[number] for number in numbers]):
        for row, shared in enumerate(counts, first):
            mine = works[numbers[row]]
            near = sorted(((count, other) for other, count in shared if other > row), reverse=True)
            for count, other in near[:NEAREST]:
                theirs = works[numbers[other]]
                if count * mine.size >= threshold * min(mine.counted, theirs.counted):
                    found = compare(mine, theirs)
                    if found.most >= threshold:
                        yield numbers[row], numbers[other], found


def clusters(pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Works that hang together by likenesses, the largest group first: of a hundred copies nobody reads 4,950 pairs."""
    group: dict[int, set[int]] = {}
    for one, other in pairs:
        together = group.get(one, {one}) | group.get(other, {other})
        group.update(dict.fromkeys(together, together))
    found = {id(members): sorted(members) for members in group.values()}
    return sorted(found.values(), key=lambda members: (-len(members), members))


def _shared_counts(fingerprints: Sequence[Fingerprint]) -> Iterator[tuple[int, list[list[tuple[int, int]]]]]:
    """For bands of rows: with which others a work shares how many n-grams."""
    from scipy.sparse import csr_array

    columns: dict[Gram, int] = {}
    for fingerprint in fingerprints:
        for gram in fingerprint.grams:
            columns.setdefault(gram, len(columns))
    indices = [columns[gram] for fingerprint in fingerprints for gram in fingerprint.grams]
    ends = list(accumulate((len(fingerprint.grams) for fingerprint in fingerprints), initial=0))
    held = csr_array(([1] * len(indices), indices, ends), shape=(len(fingerprints), max(len(columns), 1)))
    turned = held.T.tocsr()
    for first in range(0, len(fingerprints), _BAND):
        product = csr_array(held[first : first + _BAND] @ turned)
        yield first, [_row(product, row) for row in range(product.shape[0])]


def _row(product: Any, row: int) -> list[tuple[int, int]]:  # noqa: ANN401 - scipy has no types
    start, end = product.indptr[row], product.indptr[row + 1]
    return [(int(at), int(n)) for at, n in zip(product.indices[start:end], product.data[start:end], strict=True)]


def _covered(starts: Iterable[int], size: int) -> set[int]:
    return {at for start in starts for at in range(start, start + size)}


def _tokens(name: str, text: str) -> list[ComparedToken]:
    """The tokens that say something; of text that is no Python, those before the first fault."""
    raw = list(_read(text))
    own = set(_own_names(raw))
    found = []
    before = ""
    for position, (kind, word, line) in enumerate(raw):
        if kind == tokenize.NEWLINE:
            before = ""
            continue
        is_docstring = kind == tokenize.STRING and not before
        if not is_docstring:
            after_dot = position > 0 and raw[position - 1][1] == "."
            found.append(ComparedToken(_normal(kind, word, own, after_dot=after_dot), name, line))
        before = word
    return found


def _read(text: str) -> Iterator[tuple[int, str, int]]:
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type not in _LAYOUT:
                yield token.type, token.string, token.start[0]
    except (tokenize.TokenError, SyntaxError, RecursionError):
        return


def _own_names(raw: list[tuple[int, str, int]]) -> Iterator[str]:
    """Names after a dot that the file itself defines: methods, and attributes that it sets."""
    for position, (kind, word, _) in enumerate(raw):
        before = raw[position - 1][1] if position else ""
        after = raw[position + 1][1] if position + 1 < len(raw) else ""
        if kind == tokenize.NAME and (before in ("def", "class") or (before == "." and after == "=")):
            yield word


def _normal(kind: int, word: str, own: set[str], *, after_dot: bool) -> str:
    if kind == tokenize.NAME:
        is_meant = word in _KNOWN or (after_dot and word not in own)
        return word if is_meant else "name"
    if kind == tokenize.NUMBER:
        return "0"
    return '""' if kind == tokenize.STRING else word
