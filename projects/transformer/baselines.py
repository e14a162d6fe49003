"""What a model of language must beat: counts, and the compressors that everybody has. All in bits a byte."""

import gzip
import lzma
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

from projects.transformer.bpe import END

Tokens = Sequence[int]
Context = tuple[int, ...]


def unigram_bits(train: Iterable[Tokens], test: Iterable[Tokens], size: int) -> float:
    """Bits of the test texts by how often a token occurs in the training texts; one is added to each count."""
    counts = Counter(token for text in train for token in (*text, END))
    total = sum(counts.values()) + size
    return -sum(math.log2((counts[token] + 1) / total) for text in test for token in (*text, END))


class KneserNey:
    """Interpolated Kneser-Ney: a token's chance after a context, discounted in favour of shorter contexts.

    Chen and Goodman, 1999. Below the highest order it counts what a token followed, not how often: "red" is frequent,
    but after few words.
    """

    def __init__(self, texts: Iterable[Tokens], order: int, size: int, discount: float = 0.75) -> None:
        self._order, self._size, self._discount = order, size, discount
        self._counts: list[dict[Context, Counter[int]]] = [defaultdict(Counter) for _ in range(order)]
        highest = self._counts[-1]
        for text in texts:
            for context, token in self._steps(text):
                highest[context][token] += 1
        for longer, shorter in zip(self._counts[:0:-1], self._counts[-2::-1], strict=True):
            for context, followers in longer.items():
                for token in followers:
                    shorter[context[1:]][token] += 1
        self._totals = [
            {context: sum(followers.values()) for context, followers in counts.items()} for counts in self._counts
        ]

    def chance(self, context: Context, token: int) -> float:
        """Of a token after the `order - 1` tokens before it; all tokens' chances add up to 1."""
        chance = 1.0 / self._size
        for length, (counts, totals) in enumerate(zip(self._counts, self._totals, strict=True)):
            part = context[len(context) - length :]
            if part not in counts:
                break
            followers, total = counts[part], totals[part]
            kept = max(followers[token] - self._discount, 0.0) if token in followers else 0.0
            chance = (kept + self._discount * len(followers) * chance) / total
        return chance

    def bits(self, texts: Iterable[Tokens]) -> float:
        return -sum(math.log2(self.chance(context, token)) for text in texts for context, token in self._steps(text))

    def _steps(self, text: Tokens) -> Iterable[tuple[Context, int]]:
        padded = (END,) * (self._order - 1) + (*text, END)
        for place in range(len(text) + 1):
            yield padded[place : place + self._order - 1], padded[place + self._order - 1]


def compressed_bits(train: str, test: str, compress: Callable[[bytes], bytes]) -> float:
    """What the test text adds to the compressed training text: so the compressor may learn from it, too."""
    known, both = train.encode(), (train + test).encode()
    return 8.0 * (len(compress(both)) - len(compress(known)))


def gzip_best(text: bytes) -> bytes:
    return gzip.compress(text, compresslevel=9, mtime=0)


def xz_best(text: bytes) -> bytes:
    return lzma.compress(text, preset=9 | lzma.PRESET_EXTREME)
