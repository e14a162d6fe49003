"""How an answer compares with a reference answer alone, for questions that have no key points.

This is the measure that the published sets of graded short answers allow. What tells most is how much of the reference
the answer holds past what the question says already; `coverage` measures it in several ways. No feature measures the
length of the answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from prep.concepts.answer import Passage, View, passage
from prep.concepts.clauses import clauses, sentences
from prep.concepts.encoder import Array, Encoder
from prep.concepts.words import content_stems, stems_of
from tests.benchmarks.reference_only.coverage import MEASURES, RISING, Seen, measures, unit

_STOP = 0.1
_ASKED = 0.15
_LEXICAL = (
    "new_stems", "stems", "stem_precision", "bigrams", "new_letters", "letters", "denies", "denies_not",
)  # fmt: skip
_RISING_LEXICAL = frozenset(_LEXICAL) - {"stem_precision", "denies", "denies_not"}


@dataclass(frozen=True, eq=False)
class Compared:
    """One answer beside the reference that it is most like."""

    features: NDArray[np.float64]
    recall: float
    """Question-demoted token recall, the mean over the encoders."""

    cosine: float
    """Of the whole texts, by the first encoder."""

    vector: Array
    """Of the answer without what the question says already, length one."""


def rising(encoders: int) -> list[bool]:
    """Of each feature, whether a better answer has more of it."""
    return [*(name in RISING for name in MEASURES)] * encoders + [name in _RISING_LEXICAL for name in _LEXICAL]


class ReferenceScorer:
    """Compares answers with references; encodes each question and each reference once."""

    def __init__(self, encoders: Sequence[Encoder]) -> None:
        self._encoders = encoders
        self._known: dict[str, Passage] = {}

    def compare(self, question: str, references: Sequence[str], answer: str) -> Compared:
        """Features of an answer beside the nearest of its references."""
        asked = stems_of(question)
        said, about = passage(answer, self._encoders, frozenset(), at_once=True), self._passage(question)
        if not all(len(view.vectors) for view in said.views):
            return self.nothing()
        compared = (self._compare(about, self._passage(reference), said, asked) for reference in references)
        return max(compared, key=lambda one: one.recall)

    def nothing(self) -> Compared:
        """What an empty answer gets."""
        dimensions = sum(encoder.encode("a").vectors.shape[1] for encoder in self._encoders)
        size = len(MEASURES) * len(self._encoders) + len(_LEXICAL)
        return Compared(np.zeros(size), 0.0, 0.0, np.zeros(dimensions, np.float32))

    def _passage(self, text: str) -> Passage:
        if text not in self._known:
            self._known[text] = passage(text, self._encoders, frozenset(), at_once=True)
        return self._known[text]

    def _compare(self, about: Passage, reference: Passage, said: Passage, asked: frozenset[str]) -> Compared:
        rows = [
            measures(_seen(about, q, frozenset()), _seen(reference, r, asked, cut=True), _seen(said, a, asked))
            for q, r, a in zip(about.views, reference.views, said.views, strict=True)
        ]
        lexical = _lexical_features(about, reference, said, asked)
        return Compared(
            features=np.array([value for row in (*rows, lexical) for value in row]),
            recall=float(np.mean([row[0] for row in rows])),
            cosine=float(_mean_vector(said.views[0]) @ _mean_vector(reference.views[0])),
            vector=unit(np.concatenate([_telling_vector(_seen(said, view, asked)) for view in said.views])),
        )


def _seen(text: Passage, view: View, asked: frozenset[str], *, cut: bool = False) -> Seen:
    words = [text.words[owner] for owner in view.owners]
    plain = np.array([1.0 if word.is_content else _STOP for word in words], np.float32)
    known = np.array([_ASKED if word.stem in asked else 1.0 for word in words], np.float32)
    return Seen(
        vectors=np.asarray(view.vectors, np.float32),
        plain=plain,
        telling=plain * known,
        clauses=_clauses(text, np.array([word.start for word in words])) if cut else (),
    )


def _clauses(text: Passage, starts: NDArray[np.intp]) -> tuple[NDArray[np.intp], ...]:
    spans = [clause for sentence in sentences(text.text) for clause in clauses(text.text, sentence)]
    return tuple(np.flatnonzero((starts >= span.start) & (starts < span.end)) for span in spans)


def _lexical_features(question: Passage, reference: Passage, answer: Passage, asked: frozenset[str]) -> list[float]:
    theirs, ours = set(content_stems(reference.text)), set(content_stems(answer.text))
    new, said = theirs - asked or theirs, ours - asked
    letters_r, letters_a = _letter_groups(reference.text), _letter_groups(answer.text)
    fresh = letters_r - _letter_groups(question.text)
    return [
        len(new & ours) / max(1, len(new)),
        len(theirs & ours) / max(1, len(theirs)),
        len(said & theirs) / max(1, len(said)),
        _dice(_bigrams(reference), _bigrams(answer)),
        len(fresh & letters_a) / max(1, len(fresh)),
        len(letters_r & letters_a) / max(1.0, float(np.sqrt(len(letters_r) * len(letters_a)))),
        float(any(answer.negated) and not any(reference.negated)),
        float(any(reference.negated) and not any(answer.negated)),
    ]


def _bigrams(text: Passage) -> set[tuple[str, str]]:
    stems = [word.stem for word in text.words if word.is_alphanumeric]
    return set(pairwise(stems))


def _letter_groups(text: str, size: int = 4) -> set[str]:
    plain = " ".join(text.lower().split())
    return {plain[i : i + size] for i in range(len(plain) - size + 1)}


def _dice(one: set[Any], other: set[Any]) -> float:
    return 2 * len(one & other) / max(1, len(one) + len(other))


def _mean_vector(view: View) -> Array:
    mean = view.vectors.mean(axis=0)
    return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-9), np.float32)


def _telling_vector(text: Seen) -> Array:
    return unit(text.telling @ text.vectors)
