"""What an answer holds for each statement of its question, as a row of numbers.

The rows go into a small calibrated model. Nearly all numbers are about one statement: the network's verdicts on it, and
how much of it the answer holds. Only `fullness` is about the whole answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from prep.concepts.matching.compiled import Compiled, Sentence, sentences_of
from prep.concepts.matching.contrasts import kept_apart
from prep.concepts.matching.said import Said, read_answer, unit
from prep.concepts.matching.weights import weights_at
from prep.concepts.matching.wording import Worded, by_words, none_by_words
from prep.concepts.reader.network import Array, Network
from prep.concepts.text.antonyms import OPPOSITES
from prep.concepts.text.clauses import TextSpan

_NEAREST = 1
"""Ways of saying a statement that are judged beside the plainest: those most like some unit of the answer."""

_NOTHING_AGAINST = -8.0
"""Log odds of what surely was not said."""

_NO_OTHERS = -2.0
"""Log odds for `other_errors` where a question has none: neither here nor there."""

_BREADTH = 3
"""Ways of saying a statement of which `breadth` is the mean: one of them may be like the answer by chance."""

_SAYS_IT = 0.56
"""How much of a point a unit of the model answer holds at least if whoever writes that unit is to have made the point.
Of the points that ship none has less; of points that were held against other model answers one in thirty has more.
"""

_NEARER_TO_THE_OPPOSITE = 0.05
_ALL_BUT_THE_OPPOSITE = 0.8
"""How much more of a contrary sentence than of the statement a unit holds, and how much at least, to say that it says
the contrary.
"""

_CLAUSES = 3
"""Of how many clauses `apart` and `right_nearby` are the mean: a point is seldom made in one place alone."""

_UNLIKE = 0.3
"""How like an answer is what nobody has written down."""

_SPEAKS_OF_IT = 0.5
"""How much of something right or wrong a clause holds at least to count for `right`."""

_TO_ONE_SIDE = 0.1
"""From where on clauses are clearly on the wrong side of a point: in 1,074 labelled answers 42 points, of which six had
been made.
"""

_TO_ITS_SIDE = 0.09
_MUCH_LIKE = 0.75
"""From where on clauses speak for a misconception, and are much like it: so they did in 624 answers 32 times, of which
23 were held.
"""

_TO_NO_SIDE = 0.06
_FEW_WORDS = 30
"""Below the first, clauses are to no side. Right lines of fewer words than the second come to lie there when the
network, which was taught with longer answers, takes them for their opposite.
"""

_MUCH_OF_IT = 0.6
_SEVERAL = 3
_NOT_DENIED, _NO_ERRORS = -2.5, -2.7
"""How much of a point an answer holds, and of how many points, to have the words of a good one; and below which log
odds, on average, it denies none of these and errs in nothing.
"""

_ENOUGH_WORDS = 40
"""Content words of neighbouring sentences from which it shows whether they speak of what was asked."""

_LEAST = 1e-6
"""Keeps a quotient from dividing by nothing."""

_NEAR = 0.3
"""The likeness from which a word of the answer begins to count for `fullness`."""

FEATURES = (
    "asserted", "denied", "other_errors", "recall", "lead", "against", "opposite", "nearer", "opposed",
    "breadth", "throughout", "fullness", "apart", "right_nearby", "right",
)  # fmt: skip
"""What the columns of the rows are.

asserted: Log odds that the answer asserts the statement in its plainest way of being said. More ways were tried, up to
    five: they cost as much again each and tell nothing more.
denied: Log odds that it denies the statement.
other_errors: The mean log odds that it asserts the other misconceptions. Who says the opposite of what is true in one
    place is seldom right by what sounds like it in another. The other points are no such sign: an answer may be short.
recall: How much of some way of saying it the best unit holds, 0 to 1.
lead: How far that is above the same for the other statements of its kind, at that unit.
against: The highest log odds of a statement that contradicts this one.
opposite: Log odds that the answer asserts what stands against the statement, by the sentence most like the answer.
nearer: How far the recall is above that of the sentences that are about it and don't say it, in the same unit.
opposed: Whether the best unit has the opposite of a word in the place of the word itself.
breadth: The mean recall of the three ways of saying it of which some unit holds most.
throughout: How much of the ways of saying it the whole answer holds, in whatever place, on average.
fullness: How many content words the answer has for what is asked by comparison with the model answer, as a logarithm;
    the same for all statements. It is for questions that the network was not taught with, where it knows little else.
apart: How far the clauses most like it are more like it than like what contradicts it. Sides that are swapped show only
    here: two sentences together hold the same words either way.
right_nearby: How far the same clauses are more like what is right about the question than like what is wrong about it;
    of a misconception the other way round.
right: The same for all clauses that speak of what was asked. Who swaps two sides in one place does so in others.
"""


@dataclass(frozen=True, eq=False)
class MatchedStatements:
    """What was found for all statements of a question."""

    rows: NDArray[np.float64]
    """Shape (statements, features), see `FEATURES`."""

    units: NDArray[np.intp]
    """For each statement the unit of the answer that is most like it."""

    verbatim: NDArray[np.bool_]
    """Which statements stand there in the very sentences of their author, shape (statements,)."""

    worded: Worded
    """Of an answer of few words, which points it makes and which it denies in their author's words."""

    contrary: NDArray[np.bool_]
    """Which statements have, where the answer is most like them, nearly what their author says is not what they say."""

    turned: NDArray[np.bool_]
    """Which points have clauses that are nearer to what contradicts them, and to what is wrong at all."""

    unsupported: NDArray[np.bool_]
    """Of an answer of few words, which misconceptions no clause speaks for: those most like them are as near to what is
    right. The network was taught with longer answers.
    """

    alike: NDArray[np.bool_]
    """Which misconceptions some clauses are much like, and more than what is right."""

    assertion: float
    """Of an answer that has the words of several points, denies none of them and errs in nothing, the mean log odds
    that it asserts them: sentences do, a string of words doesn't. Of all others without end.
    """

    relevance: float
    """How near the words of the answer are to some way of making a point, where they are nearest for a few sentences,
    0 to 1: whoever speaks of another question stays far from all of them, and whoever digresses does not.
    """


class _Verdicts(NamedTuple):
    """Log odds, each of shape (statements,)."""

    asserted: NDArray[np.float64]
    denied: NDArray[np.float64]
    opposite: NDArray[np.float64]
    """That the answer asserts, of all that stands against a statement, what is most like the answer."""


def with_model_answer(question: Compiled, network: Network) -> Compiled:
    """The question with the model answer's own words for each point among the ways of saying it."""
    said = read_answer(question.question.model_answer, network)
    likeness = _likeness(said, question)
    recall = _recall(likeness, said.members, question, question.weights)
    nearest = [recall[:, question.ways(number)].max(axis=1) for number in range(question.points)]
    units = [said.units[each.argmax()] for each in nearest]
    made = {n: _sentences_around(units[n], said) for n, each in enumerate(nearest) if each.max() >= _SAYS_IT}
    own_words = [(units[n].of(said.plain.text), n) for n in made]
    whole = question.with_ways(own_words, network) if own_words else question
    verbatim = tuple((*ways, made[n]) if n in made else ways for n, ways in enumerate(question.verbatim))
    kept = whole.prepared.in_half_precision()
    return replace(whole, prepared=kept, fullest=_content(said, question, likeness), verbatim=verbatim)


def find_evidence(said: Said, question: Compiled, network: Network) -> MatchedStatements:
    """Hold an answer against every statement of its question."""
    likeness = _likeness(said, question)
    recall = _recall(likeness, said.members, question, question.weights)
    best = np.stack([recall[:, question.ways(n)].max(axis=1) for n in range(len(question.owners))], axis=1)
    units = best.argmax(axis=0)
    verdicts = _judged(said, question, network, recall.max(axis=0))
    by_side = kept_apart(likeness, question.terms, said.stems, question.asked)
    clauses = _recall(by_side, said.members[: said.within_sentences], question, question.sharp)
    rows = np.stack(
        [
            verdicts.asserted,
            verdicts.denied,
            _other_errors(verdicts.asserted, question.points),
            best.max(axis=0),
            _leads(best, units, question.points),
            _against(verdicts.asserted, question),
            verdicts.opposite,
            _nearer(recall, best, units, question),
            [_opposed(said, question, recall, number, int(at)) for number, at in enumerate(units)],
            *_by_ways(recall, _shares(likeness.max(axis=1), question, question.weights), question),
            np.full(len(units), np.log1p(_content(said, question, likeness)) - np.log1p(question.fullest)),
            *_by_clause(clauses, question),
        ],
        axis=1,
    )
    written = frozenset(sentences_of(said.plain.text))
    verbatim = [any(way and way <= written for way in ways) for ways in question.verbatim]
    nearer, own, apart, right = (
        rows[:, FEATURES.index(name)] for name in ("nearer", "recall", "apart", "right_nearby")
    )
    is_point = np.arange(len(rows)) < question.points
    is_short = len(said.words) < _FEW_WORDS
    return MatchedStatements(
        np.asarray(rows, np.float64),
        np.asarray(units, np.intp),
        np.array(verbatim, np.bool_),
        worded=by_words(said, question) if is_short else none_by_words(question),
        contrary=(nearer <= -_NEARER_TO_THE_OPPOSITE) & (own - nearer >= _ALL_BUT_THE_OPPOSITE),
        turned=is_point & (apart <= -_TO_ONE_SIDE) & (right <= -_TO_ONE_SIDE),
        unsupported=~is_point & (apart < _TO_NO_SIDE) & (right < _TO_NO_SIDE) & is_short,
        alike=~is_point & (own >= _MUCH_LIKE) & (apart >= _TO_ITS_SIDE) & (right >= _TO_ITS_SIDE),
        assertion=_assertion(rows[: question.points]),
        relevance=_relevance(likeness[question.of_points()].max(axis=0), said),
    )


def _sentences_around(unit_of_answer: TextSpan, said: Said) -> frozenset[Sentence]:
    """The whole sentences that a unit lies in."""
    around = [one for one in said.sentences if one.start < unit_of_answer.end and unit_of_answer.start < one.end]
    return frozenset(words for one in around for words in sentences_of(one.of(said.plain.text)))


@np.errstate(invalid="ignore")  # a product of small arrays may complain of what happened to stand beside them
def _likeness(said: Said, question: Compiled) -> Array:
    """Cosines of each token of the question's sentences with each token of the answer."""
    return np.asarray(unit(question.prepared.states.astype(np.float32)) @ said.vectors.T, np.float32)


def _recall(likeness: Array, members: NDArray[np.bool_], question: Compiled, weights: Array) -> Array:
    """How much of each way of saying something each unit holds, shape (units, ways); see `Said.members`."""
    found = np.zeros((len(members), len(question.prepared.starts) - 1), np.float32)
    for number, inside in enumerate(members):
        if inside.any():
            found[number] = _shares(likeness[:, inside].max(axis=1), question, weights)
    return found


def _shares(nearest: Array, question: Compiled, weights: Array) -> Array:
    """How much of each sentence is there if each of its tokens is there so far; shape (tokens,) to (ways,)."""
    firsts = question.prepared.starts[:-1]
    totals = np.maximum(np.add.reduceat(weights, firsts), np.float32(1e-6))
    return np.asarray(np.add.reduceat(nearest * weights, firsts) / totals, np.float32)


def _assertion(points: NDArray[np.float64]) -> float:
    """See `MatchedStatements.assertion`; `points` are the rows of the points."""
    recall, asserted, denied, errors = (
        points[:, FEATURES.index(name)] for name in ("recall", "asserted", "denied", "other_errors")
    )
    there = recall >= _MUCH_OF_IT
    if there.sum() < _SEVERAL or denied[there].mean() >= _NOT_DENIED or errors[0] >= _NO_ERRORS:
        return float("inf")
    return float(asserted[there].mean())


def _content(said: Said, question: Compiled, likeness: Array) -> float:
    """How many words of an answer belong to what the points are about, each counted as far as it does."""
    nearest = likeness[question.of_points()].max(axis=0)
    belongs = np.clip((nearest - _NEAR) / (1 - _NEAR), 0, 1)
    return float(belongs @ weights_at(said.starts, said.words, question.asked))


def _relevance(nearest: Array, said: Said) -> float:
    """See `Evidence.relevance`; `nearest` holds for each token of the answer how near it is, shape (tokens,)."""
    weights = weights_at(said.starts, said.words, frozenset())
    inside = [(said.starts >= one.start) & (said.starts < one.end) for one in said.sentences]
    words = [float(weights[own].sum()) for own in inside]
    near = [float(nearest[own] @ weights[own]) for own in inside]
    runs = [_run(words, first) for first in range(len(words))]
    full = [run for run in runs if sum(words[run]) >= _ENOUGH_WORDS] or [slice(None)]
    return max(sum(near[run]) / max(sum(words[run]), _LEAST) for run in full)


def _run(words: Sequence[float], first: int) -> slice:
    """Sentences from the first on that have enough content words together, or all that are left."""
    last, found = first, words[first]
    while found < _ENOUGH_WORDS and last + 1 < len(words):
        last += 1
        found += words[last]
    return slice(first, last + 1)


def _by_ways(recall: Array, throughout: Array, question: Compiled) -> tuple[list[float], list[float]]:
    """The features `breadth` and `throughout` of all statements."""
    ways = [question.ways(number) for number in range(len(question.owners))]
    best = recall.max(axis=0)
    return (
        [float(np.sort(best[own])[-_BREADTH:].mean()) for own in ways],
        [float(throughout[own].mean()) for own in ways],
    )


def _by_clause(recall: Array, question: Compiled) -> Sequence[NDArray[np.floating]]:
    """The features `apart`, `right_nearby` and `right` of all statements; `recall` has shape (clauses, ways)."""
    count = len(question.owners)
    own = np.stack([recall[:, question.ways(n)].max(axis=1) for n in range(count)])
    denied = np.stack([recall[:, question.opposites(n)].max(axis=1, initial=_UNLIKE) for n in range(count)])
    rivals = np.stack([own[question.rivals(n)].max(axis=0, initial=_UNLIKE) for n in range(count)])
    against = np.maximum(denied, rivals)
    points = question.points
    right = np.concatenate([own[:points], denied[points:]]).max(axis=0)
    wrong = np.concatenate([own[points:], denied[:points]]).max(axis=0)
    nearest = np.argsort(-own, axis=1, kind="stable")[:, :_CLAUSES]
    speaks = np.maximum(right, wrong) > _SPEAKS_OF_IT
    sign = np.where(np.arange(count) < points, 1, -1)
    return (
        np.take_along_axis(own - against, nearest, axis=1).mean(axis=1),
        sign * (right - wrong)[nearest].mean(axis=1),
        sign * (float((right - wrong)[speaks].mean()) if speaks.any() else 0.0),
    )


def _judged(said: Said, question: Compiled, network: Network, recall: Array) -> _Verdicts:
    """The verdicts on the plainest way of saying each statement, and on the nearest that says its opposite.

    Of an answer that is read in parts, the part that says most counts.
    """
    owners = range(len(question.owners))
    plainest = [question.ways(n)[:1] for n in owners]
    against = [question.opposites(n)[np.argsort(-recall[question.opposites(n)], kind="stable")][:1] for n in owners]
    statements = question.prepared.subset(np.concatenate([*plainest, *against]))
    by_part = np.stack([network.judge(statements, part.reading) for part in said.parts]).astype(np.float64)
    odds = (by_part - np.log(np.maximum(-np.expm1(np.minimum(by_part, -1e-9)), 1e-9))).max(axis=0)
    own, others = odds[: len(owners)], odds[len(owners) :]
    opposite = np.full(len(owners), _NOTHING_AGAINST)
    opposite[[len(one) > 0 for one in against]] = others[:, 0]
    return _Verdicts(own[:, 0], own[:, 2], opposite)


def _other_errors(asserted: NDArray[np.float64], points: int) -> NDArray[np.float64]:
    """For each statement the mean log odds of the misconceptions other than itself."""
    wrong = np.arange(len(asserted)) >= points
    others = wrong.sum() - wrong
    sums = asserted[wrong].sum() - np.where(wrong, asserted, 0.0)
    return np.where(others > 0, sums / np.maximum(others, 1), _NO_OTHERS)


def _nearer(recall: Array, best: Array, units: NDArray[np.intp], question: Compiled) -> list[float]:
    """For each statement how much more its best unit is like it than like what is about it and doesn't say it."""
    nearer = []
    for number, at in enumerate(units):
        against = question.look_alikes(number)
        nearer.append(float(best[at, number] - recall[at, against].max()) if len(against) else 0.0)
    return nearer


def _opposed(said: Said, question: Compiled, recall: Array, number: int, at: int) -> float:
    """1 where a unit says nearly the same with an opposite in it, such as "underfits" for "overfits"; else 0."""
    ways = question.ways(number)
    there = question.stems[ways[recall[at, ways].argmax()]]
    span = said.units[at]
    here = {word.stem for word in said.words if span.start <= word.start < span.end}
    return float(any(not (here - there).isdisjoint(OPPOSITES[w]) for w in there if w in OPPOSITES and w not in here))


def _leads(best: Array, units: NDArray[np.intp], points: int) -> list[float]:
    """For each statement how far its best unit is more like it than like the others of its kind."""
    leads = []
    for number, at in enumerate(units):
        rivals = [n for n in range(best.shape[1]) if n != number and (n < points) == (number < points)]
        leads.append(float(best[at, number] - max((float(best[at, n]) for n in rivals), default=0.0)))
    return leads


def _against(asserted: NDArray[np.float64], question: Compiled) -> list[float]:
    """For a point the strongest misconception that cancels it, for a misconception the strongest of those points."""
    return [float(asserted[question.rivals(number)].max(initial=_NOTHING_AGAINST)) for number in range(len(asserted))]
