"""A byte-level BPE tokeniser: any text can be written in it, and what is frequent takes few tokens.

Merges never cross the start of a word, so that "mill", "mill." and " mill" share what they have in common, and a
word's pieces can be remembered.
"""

import itertools
import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from projects.transformer.errors import TransformerError

BYTES = 256
END = 256
"""The token that ends a text, and stands before its first token, too."""

_FIRST_MERGED = 257
_WORD = re.compile(r" ?[^\W_]+| ?[^\w\s]+|\s+|_", re.UNICODE)

Pair = tuple[int, int]


@dataclass(frozen=True)
class Tokeniser:
    """Merges in the order in which they were learnt."""

    merges: tuple[Pair, ...]
    _ranks: dict[Pair, int] = field(init=False, repr=False, compare=False)
    _pieces: tuple[bytes, ...] = field(init=False, repr=False, compare=False)
    _known: dict[bytes, tuple[int, ...]] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        pieces = [bytes([byte]) for byte in range(BYTES)] + [b""]
        for left, right in self.merges:
            pieces.append(pieces[left] + pieces[right])
        object.__setattr__(self, "_ranks", {pair: rank for rank, pair in enumerate(self.merges)})
        object.__setattr__(self, "_pieces", tuple(pieces))

    @property
    def size(self) -> int:
        """How many tokens there are."""
        return len(self._pieces)

    def encode(self, text: str) -> list[int]:
        """Without an end-of-text token: no text can hold one."""
        tokens: list[int] = []
        for word in split_words(text):
            if word not in self._known:
                self._known[word] = self._merge(word)
            tokens += self._known[word]
        return tokens

    def decode(self, tokens: Iterable[int]) -> str:
        """A character cut in two reads as U+FFFD; end-of-text tokens read as nothing."""
        return self.to_bytes(tokens).decode("utf-8", errors="replace")

    def to_bytes(self, tokens: Iterable[int]) -> bytes:
        return b"".join(self._pieces[token] for token in tokens)

    def _merge(self, word: bytes) -> tuple[int, ...]:
        """The merge learnt first goes first, wherever it stands in the word."""
        tokens = tuple(word)
        while len(tokens) > 1:
            pair = min(itertools.pairwise(tokens), key=lambda pair: self._ranks.get(pair, len(self._ranks)))
            if pair not in self._ranks:
                break
            tokens = merge_pair(tokens, pair, _FIRST_MERGED + self._ranks[pair])
        return tokens

    def save(self, path: Path) -> None:
        path.write_text(json.dumps({"format_version": 1, "merges": self.merges}), encoding="utf-8")


def load_tokeniser(path: Path) -> Tokeniser:
    """Raises TransformerError where the file is not one that `save` wrote."""
    try:
        merges = json.loads(path.read_text(encoding="utf-8"))["merges"]
        return Tokeniser(merges=tuple((int(left), int(right)) for left, right in merges))
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        raise TransformerError(f"cannot read the tokeniser {path}; train again") from error


def train_tokeniser(texts: Iterable[str], size: int) -> Tokeniser:
    """Merges the most frequent pair until there are `size` tokens, or nothing occurs twice; ties go to lower tokens."""
    counts = Counter(word for text in texts for word in split_words(text))
    words = {tuple(word): count for word, count in counts.items()}
    merges: list[Pair] = []
    while _FIRST_MERGED + len(merges) < size:
        pairs: Counter[Pair] = Counter()
        for word, count in words.items():
            for pair in itertools.pairwise(word):
                pairs[pair] += count
        best = min(pairs, key=lambda pair: (-pairs[pair], pair), default=None)
        if best is None or pairs[best] < 2:
            break
        # Two words never become one: what they are made of is still the same bytes.
        words = {merge_pair(word, best, _FIRST_MERGED + len(merges)): count for word, count in words.items()}
        merges.append(best)
    return Tokeniser(merges=tuple(merges))


def merge_pair(tokens: Sequence[int], pair: Pair, merged: int) -> tuple[int, ...]:
    """From the left, each place once: in "aaa" the first two merge."""
    found: list[int] = []
    place = 0
    while place < len(tokens):
        if place + 1 < len(tokens) and (tokens[place], tokens[place + 1]) == pair:
            found.append(merged)
            place += 2
        else:
            found.append(tokens[place])
            place += 1
    return tuple(found)


def split_words(text: str) -> list[bytes]:
    """Words with the space before them, runs of marks, runs of spaces: joined again they are the text."""
    return [word.encode() for word in _WORD.findall(text)]
