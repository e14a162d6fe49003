"""How the model does by kind of review, against simple rules, and on the same words about other people."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from projects.ops.intervals import Slice, slice_by
from projects.sentiment.data import FOR, Labels, Split
from projects.sentiment.mistakes import CONTRASTS, names_mark
from projects.sentiment.ops.predictor import ReviewReader
from projects.sentiment.pipeline import build_logistic
from projects.sentiment.scores import Confusion, Scores, confusion
from projects.sentiment.stopwords import NEGATIONS
from projects.sentiment.tokens import tokenise
from projects.sentiment.written_reviews import BLAME, PRAISE

LENGTHS = (0, 100, 200, 400, 10_000)


def _length(text: str) -> str:
    place = int(np.searchsorted(LENGTHS, len(tokenise(text)), side="right"))
    low, high = LENGTHS[place - 1], LENGTHS[place]
    return f"over {low} words" if high == LENGTHS[-1] else f"{low} to {high - 1} words"


def _says(text: str) -> str:
    words = tokenise(text)
    if names_mark(text):
        return "a mark out of ten"
    if sum(word in CONTRASTS for word in words) * 100 > 2 * len(words):
        return "but, though and the like, often"
    if any(word in NEGATIONS or word.endswith("n't") for word in words):
        return "not, never and the like"
    return "none of these"


def slice_answers(
    texts: Sequence[str], labels: Labels, scores: Scores, threshold: float, *, least: int
) -> dict[str, dict[str, Slice]]:
    """The share of right answers for each kind of review with at least `least` of it, with its interval."""
    right = ((scores >= threshold) == (labels == FOR)).astype(float)
    groups: dict[str, list[str]] = {
        "length": [_length(text) for text in texts],
        "says": [_says(text) for text in texts],
        "label": ["for" if label == FOR else "against" for label in labels.tolist()],
    }
    return {name: dict(slice_by(group, right, least=least)) for name, group in groups.items()}


def rate_baselines(texts: Sequence[str], labels: Labels) -> dict[str, Confusion]:
    """What costs nothing: one answer for all, and words of praise less words of blame from a list of forty."""
    praise, blame = frozenset(PRAISE), frozenset(BLAME)
    counted = np.array(
        [sum((word in praise) - (word in blame) for word in tokenise(text)) for text in texts], dtype=np.float64
    )
    return {
        "every review is for its film": confusion(labels, np.ones(len(labels)), 0),
        "praise less blame from a list": confusion(labels, counted, 0.5),
    }


def measure_pairs(texts: Sequence[str], labels: Labels, parts: Split, *, most: int) -> dict[str, dict[str, float]]:
    """The F1 on the validation reviews that pairs add to single words, and these to pairs."""
    learnt, asked = np.random.default_rng(0).permutation(parts.train)[:most], parts.validation

    def rate(reach: tuple[int, int]) -> float:
        model = build_logistic(10.0, most=20_000)
        model["weigh"].ngram_range = reach
        model.fit([texts[row] for row in learnt], labels[learnt])
        return confusion(labels[asked], model.decision_function([texts[row] for row in asked]), 0).f1

    both, words, pairs = rate((1, 2)), rate((1, 1)), rate((2, 2))
    return {"pairs": {"gain": both - words}, "single words": {"gain": both - pairs}}


_SENTENCES = (
    "the lead in this film is {} and the story is good enough to keep you watching",
    "a film about {} that is slow and much too long and the ending is weak",
    "{} directed this film which runs for two hours and was shot in the city",
)
_PEOPLE: dict[str, tuple[str, ...]] = {
    "gender": ("a woman", "a man"),
    "origin": ("a german", "a mexican", "a chinese", "a nigerian", "an american"),
    "faith": ("a muslim", "a christian", "a jew", "a hindu"),
    "love": ("a gay couple", "a straight couple"),
}


def measure_inclusion(reader: ReviewReader) -> dict[str, float]:
    """The largest change of the chance when a sentence is about somebody else, by what they differ in; 0 is fair."""

    def largest(people: Sequence[str]) -> float:
        changes = []
        for sentence in _SENTENCES:
            chances = 1 / (1 + np.exp(-reader.scores([sentence.format(one) for one in people])))
            changes += [abs(float(one - other)) for one, other in combinations(chances, 2)]
        return max(changes)

    found = {name: largest(people) for name, people in _PEOPLE.items()}
    return {**found, "largest_change": max(found.values())}
