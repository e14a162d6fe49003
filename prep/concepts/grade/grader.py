"""Grades one answer to one question."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from prep.concepts.grade import calibration as levels
from prep.concepts.grade.calibration import Calibration, Weighing, load_calibration
from prep.concepts.grade.decisions import StatementDecision, decide
from prep.concepts.grade.flags import Flag
from prep.concepts.grade.guards import EMPTY, Own, Remark, asked_of, own_words, stop_at_the_door
from prep.concepts.grade.marked import MarkedAnswer, pulled
from prep.concepts.matching.compiled import Compiled, compile_question, ways_of_saying
from prep.concepts.matching.evidence import FEATURES, MatchedStatements, find_evidence, with_model_answer
from prep.concepts.matching.said import Said, read_answer, unit
from prep.concepts.reader.network import Network
from prep.concepts.reader.weights import load_network
from prep.concepts.text.copies import Originals, originals_of
from prep.concepts.text.polarity import denies_something
from prep.model.errors import ContentError
from prep.model.question import (
    AnswerResult,
    Evidence,
    FollowUp,
    KeyPoint,
    MisconceptionResult,
    NearestMarked,
    PointResult,
    Question,
)

_UNPAIRED = re.compile("[\ud800-\udfff]")
"""Halves of characters, as JSON can smuggle in: they cannot be encoded."""

_ENOUGH_IN_A_FOLLOW_UP = 0.3
"""Asked about one thing, people leave out what the question says already, so less certainty is asked for."""

_IN_A_HEAP = 0.15
"""What is left of a probability in words that are surely strung together: one heap in a hundred is an odd answer."""

_STATES_NOTHING, _MAY_STATE_NOTHING = -0.5, 0.8
"""Up to which `assertion` the words of a good answer are a heap, and up to which a person is asked. Of 890 labelled
answers one and five more lie there, of 748 to questions that the network was not taught with none.
"""

_ENOUGH_AGAINST_AN_OPPOSITE = 0.8
"""Where a short answer denies something or has the opposite of one of the point's words in it."""


@dataclass(frozen=True, eq=False)
class _Ready:
    """A question made ready."""

    compiled: Compiled
    originals: Originals


class AnswerGrader:
    """Grades answers to any number of questions; a question is compiled once."""

    def __init__(
        self,
        network: Network | None = None,
        calibration: Calibration | None = None,
        marked: Mapping[str, Sequence[MarkedAnswer]] | None = None,
    ) -> None:
        """Make a grader.

        Args:
            network: What reads; the network that ships with the product unless given.
            calibration: The fitted numbers; those that ship with the product unless given.
            marked: Answers that the team has marked, by question.
        """
        self.network = network or load_network()
        self._calibration = calibration or load_calibration()
        self._marked = marked or {}
        self._ready: dict[str, _Ready] = {}
        self._bases: dict[str, tuple[NDArray[np.float64], NDArray[np.float32]]] = {}

    def grade(self, question: Question, answer: str) -> AnswerResult:
        """Grade an answer; the same answer always gets the same result."""
        answer = _UNPAIRED.sub("\ufffd", answer)
        stopped = stop_at_the_door(answer, question.time_limit_minutes)
        if stopped:
            return _nothing_found(question, stopped, self._calibration.reader)
        ready = self._compiled(question)
        own = own_words(answer, asked_of(question), ready.originals)
        if not own.says_anything:
            return _nothing_found(question, own.remarks[0] if own.remarks else EMPTY, self._calibration.reader)
        said = read_answer(own.text, self.network)
        result = self._graded(ready.compiled, said, answer, own)
        marked = self._marked.get(question.id)
        return self._corrected(result, question, said, marked) if marked else result

    def grade_follow_up(self, question: Question, point_id: str, answer: str) -> PointResult:
        """Whether an answer to the follow-up question of one point makes that point.

        Raises:
            ContentError: the question has no such point.
        """
        point = _point(question, point_id)
        answer = _UNPAIRED.sub("\ufffd", answer)
        nothing = PointResult(id=point.id, found=False, probability=0.0)
        if stop_at_the_door(answer, question.time_limit_minutes):
            return nothing
        ready = self._compiled(question)
        own = own_words(answer, (point.follow_up,), ready.originals)
        if not own.says_anything:
            return nothing
        said = read_answer(own.text, self.network)
        evidence = find_evidence(said, ready.compiled, self.network)
        decisions = decide(question, evidence, self._calibration.weighing(question), said.plain.text)
        number = question.points.index(point)
        decision = decisions[number]
        wrong = _sure(question, decisions, self._calibration.weighing(question).sure)
        denied = denies_something(said.plain.text) and not any(map(denies_something, ways_of_saying(point)[:2]))
        opposed = denied or evidence.rows[number, FEATURES.index("opposed")] > 0
        enough = _ENOUGH_AGAINST_AN_OPPOSITE if opposed else _ENOUGH_IN_A_FOLLOW_UP
        found = decision.probability >= enough and point.id not in _cancelled(question, wrong)
        return PointResult(
            id=point.id,
            found=found,
            probability=round(decision.probability, 4),
            evidence=_quoted(said, decision.unit, answer) if found else None,
        )

    def evidence(self, question: Question, answer: str) -> MatchedStatements | None:
        """What probabilities are made of, for those who fit them; nothing where there is nothing to read."""
        ready = self._compiled(question)
        own = own_words(answer, asked_of(question), ready.originals)
        if not own.says_anything:
            return None
        return find_evidence(read_answer(own.text, self.network), ready.compiled, self.network)

    def _compiled(self, question: Question) -> _Ready:
        if question.id not in self._ready:
            good = [question.model_answer, *(one.answer for one in question.exemplars if not one.misconceptions)]
            self._ready[question.id] = _Ready(
                with_model_answer(compile_question(question, self.network), self.network), originals_of(good)
            )
        return self._ready[question.id]

    def _graded(self, compiled: Compiled, said: Said, answer: str, own: Own) -> AnswerResult:
        question = compiled.question
        weighing = self._calibration.weighing(question)
        evidence = find_evidence(said, compiled, self.network)
        decisions = decide(question, evidence, weighing, said.plain.text)
        states_nothing = own.states_nothing or evidence.assertion < _STATES_NOTHING
        belief = weighing.belief(evidence.relevance) * (_IN_A_HEAP if states_nothing else 1.0)
        decisions = [StatementDecision(one.probability * belief, one.unit) for one in decisions]
        held = _misconceptions(question, decisions, said, answer, weighing.sure)
        wrong = tuple(one for one in held if one.is_sure)
        doubts = tuple(one for one in held if not one.is_sure)
        points = _points(question, decisions, said, answer, _cancelled(question, [one.id for one in wrong]))
        spread = _spread(question, points)
        noticed = [*own.remarks, *_doubtful(doubts)]
        if evidence.assertion < _MAY_STATE_NOTHING:
            noticed.append(Remark(Flag.WORD_LIST, "It has the words of a good answer and may state nothing with them."))
        if evidence.relevance < weighing.relevant:
            noticed.append(Remark(Flag.BESIDE, "Most of it seems to be about something else than the question."))
        if not self._calibration.knows(question) and self._disagrees(evidence, compiled, decisions):
            noticed.append(Remark(Flag.UNSURE, "It is much like what was asked for, but may not assert it."))
        elif spread >= levels.UNSURE_FROM:
            noticed.append(Remark(Flag.UNSURE, "The grader is unsure of several points."))
        score = _score(question, points, wrong, weighing)
        half = self._calibration.interval * spread
        return AnswerResult(
            question=question.id,
            score=score,
            low=round(max(0.0, score - half), 4),
            high=round(min(1.0, score + half), 4),
            points=points,
            misconceptions=wrong,
            doubts=doubts,
            follow_ups=_follow_ups(question, points),
            confidence=round(_confidence(question, points), 4),
            needs_review=any(one.flag.asks_for_review for one in noticed),
            flags=tuple(dict.fromkeys(one.flag for one in noticed)),
            remarks=tuple(one.sentence for one in noticed),
            matcher=self._calibration.reader,
        )

    def _disagrees(
        self, evidence: MatchedStatements, compiled: Compiled, decisions: Sequence[StatementDecision]
    ) -> bool:
        """Whether the network's own verdicts would give far less than likeness does."""
        weights = np.array([point.weight for point in compiled.question.points])
        verdicts = self._calibration.taught.point.probabilities(evidence.rows[: compiled.points])
        credited = np.array([decision.probability for decision in decisions[: compiled.points]])
        return float(np.average(credited - verdicts, weights=weights)) >= levels.DISAGREES_FROM

    def _corrected(
        self, result: AnswerResult, question: Question, said: Said, marked: Sequence[MarkedAnswer]
    ) -> AnswerResult:
        """The result with its score pulled towards what people gave similar answers."""
        bases, vectors = self._marked_bases(question, marked)
        scores = np.array([one.score for one in marked])
        pull = pulled(result.score, vectors @ _whole(said), vectors @ vectors.T, scores, bases)
        nearest = marked[pull.nearest]
        return replace(
            result,
            score=round(pull.score, 4),
            low=round(max(0.0, result.low + pull.score - result.score), 4),
            high=round(min(1.0, result.high + pull.score - result.score), 4),
            nearest=NearestMarked(
                id=nearest.id,
                similarity=round(pull.similarity, 4),
                score=nearest.score,
                marked_by=nearest.marked_by,
                marked_at=nearest.marked_at,
            ),
        )

    def _marked_bases(
        self, question: Question, marked: Sequence[MarkedAnswer]
    ) -> tuple[NDArray[np.float64], NDArray[np.float32]]:
        """What the grader alone gives the marked answers, and their vectors."""
        if question.id not in self._bases:
            alone = AnswerGrader(self.network, self._calibration)
            alone._ready = self._ready
            bases = np.array([alone.grade(question, one.answer).score for one in marked])
            vectors = np.stack([_whole(read_answer(one.answer, self.network)) for one in marked])
            self._bases[question.id] = bases, vectors
        return self._bases[question.id]


def default_grader(marked: Mapping[str, Sequence[MarkedAnswer]] | None = None) -> AnswerGrader:
    """The grader that ships with the product.

    From here on this process computes with one thread: small products gain nothing from more, and a sum that is split
    over threads may differ in its last bits from one machine to the next.
    """
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]  # looks at all libraries

    threadpool_limits(1)
    return AnswerGrader(marked=marked)


def grade_follow_up(question: Question, point_id: str, answer: str, grader: AnswerGrader | None = None) -> PointResult:
    """As `AnswerGrader.grade_follow_up`, by the grader that ships with the product unless another is given."""
    return (grader or _plain_grader()).grade_follow_up(question, point_id, answer)


@cache
def _plain_grader() -> AnswerGrader:
    return default_grader()


def _nothing_found(question: Question, remark: Remark, matcher: str) -> AnswerResult:
    points = tuple(PointResult(id=point.id, found=False, probability=0.0) for point in question.points)
    was_read = remark.flag not in (Flag.NOT_ENGLISH, Flag.TOO_LONG)
    return AnswerResult(
        question=question.id,
        score=0.0,
        high=0.0 if was_read else 1.0,
        points=points,
        misconceptions=(),
        follow_ups=_follow_ups(question, points),
        confidence=1.0 if was_read and not remark.flag.asks_for_review else 0.0,
        needs_review=remark.flag.asks_for_review,
        flags=(remark.flag,),
        remarks=(remark.sentence,),
        matcher=matcher,
        is_scored=was_read,
    )


def _point(question: Question, point_id: str) -> KeyPoint:
    known = {point.id: point for point in question.points}
    if point_id not in known:
        raise ContentError(f"the question `{question.id}` has no point `{point_id}`; it has {', '.join(known)}")
    return known[point_id]


def _points(
    question: Question, decisions: Sequence[StatementDecision], said: Said, answer: str, cancelled: frozenset[str]
) -> tuple[PointResult, ...]:
    results = []
    for point, decision in zip(question.points, decisions, strict=False):
        probability = decision.probability * (0.5 if point.id in cancelled else 1.0)
        found = probability >= levels.FOUND
        evidence = _quoted(said, decision.unit, answer) if found else None
        results.append(PointResult(id=point.id, found=found, probability=round(probability, 4), evidence=evidence))
    return tuple(results)


def _misconceptions(
    question: Question, decisions: Sequence[StatementDecision], said: Said, answer: str, sure_from: float
) -> tuple[MisconceptionResult, ...]:
    """Those that the person holds, or perhaps holds."""
    return tuple(
        MisconceptionResult(
            id=wrong.id,
            probability=round(decision.probability, 4),
            evidence=_quoted(said, decision.unit, answer),
            feedback=wrong.feedback,
            is_sure=decision.probability >= sure_from,
        )
        for wrong, decision in zip(question.misconceptions, decisions[len(question.points) :], strict=True)
        if decision.probability >= levels.DOUBTFUL_MISCONCEPTION
    )


def _sure(question: Question, decisions: Sequence[StatementDecision], sure_from: float) -> list[str]:
    later = decisions[len(question.points) :]
    return [
        wrong.id
        for wrong, decision in zip(question.misconceptions, later, strict=True)
        if decision.probability >= sure_from
    ]


def _cancelled(question: Question, held: Sequence[str]) -> frozenset[str]:
    return frozenset(point for m in question.misconceptions if m.id in held for point in m.cancels)


def _score(
    question: Question, points: Sequence[PointResult], wrong: Sequence[MisconceptionResult], weighing: Weighing
) -> float:
    """The weight that is expected to have been earned, less penalties, as a share of all weight; never below 0."""
    penalties = {one.id: one.penalty for one in question.misconceptions}
    earned = sum(p.weight * weighing.credit(r.probability) for p, r in zip(question.points, points, strict=True))
    lost = sum(penalties[one.id] * one.probability for one in wrong)
    return round(min(1.0, max(0.0, earned - lost) / question.max_weight), 4)


def _spread(question: Question, points: Sequence[PointResult]) -> float:
    """The standard deviation of the score if each point is made or not by its probability."""
    variance = sum(
        point.weight**2 * result.probability * (1 - result.probability)
        for point, result in zip(question.points, points, strict=True)
    )
    return float(np.sqrt(variance)) / question.max_weight


def _confidence(question: Question, points: Sequence[PointResult]) -> float:
    """The share of the weight on which the decision is expected to be right."""
    weighted = sum(
        point.weight * max(result.probability, 1 - result.probability)
        for point, result in zip(question.points, points, strict=True)
    )
    return weighted / question.max_weight


def _doubtful(doubts: Sequence[MisconceptionResult]) -> list[Remark]:
    return [
        Remark(
            Flag.DOUBTFUL, f"Perhaps a misconception, which costs nothing: “{' '.join(one.evidence.quote.split())}”."
        )
        for one in doubts
    ]


def _follow_ups(question: Question, points: Sequence[PointResult]) -> tuple[FollowUp, ...]:
    missing: list[KeyPoint] = [p for p, r in zip(question.points, points, strict=True) if not r.found]
    return tuple(FollowUp(point=point.id, question=point.follow_up) for point in missing)


def _quoted(said: Said, number: int, answer: str) -> Evidence:
    """A unit of the answer in its own words."""
    span = said.quote(number)
    return Evidence(quote=span.of(answer), start=span.start, end=span.end)


def _whole(said: Said) -> NDArray[np.float32]:
    """One vector of length one for the whole text."""
    inner = np.concatenate([part.starts for part in said.parts]) >= 0
    return unit(said.vectors[inner].mean(axis=0))
