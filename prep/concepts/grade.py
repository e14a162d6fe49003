"""Grades one answer to one question."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from prep.concepts.answer import Passage, passage
from prep.concepts.calibration import Calibration, load_calibration
from prep.concepts.decide import Decision, decide
from prep.concepts.encoder import CachedEncoder, Encoder, LexicalEncoder, semantic_encoder
from prep.concepts.evidence import about, find_evidence
from prep.concepts.gates import Flag, stop_at_the_door, usable_units
from prep.concepts.marked import MarkedAnswer, pulled
from prep.concepts.statements import Statements, compile_question
from prep.model.errors import ContentError
from prep.model.question import (
    AnswerResult,
    Evidence,
    Exemplar,
    FollowUp,
    KeyPoint,
    Misconception,
    MisconceptionResult,
    NearestMarked,
    PointResult,
    Question,
)

_MIN_CONFIDENCE = 0.45
"""About one in forty good exemplars, unseen, falls below it."""

_UNPAIRED = re.compile("[\ud800-\udfff]")
"""Halves of characters, as JSON can smuggle in: they cannot be encoded."""

_CLEAR = 0.7
_UNCLEAR_THRESHOLD = 0.5
"""Where no point is made clearly, what only sounds a little like one is not counted: fluent text about something near
always holds a sentence that is nearest."""

_MUCH = 6
"""Clauses, sentences and pairs of them in an answer of two or three sentences."""

_MIN_ASSERTED = 0.25
_FEWEST_CONTRADICTED = 3

_FOLLOW_UP_SHARE = 0.5
"""The share of the threshold that is enough in an answer to a follow-up question, if it is clearly meant."""

_MEANT = 0.5


class Grader:
    """Grades answers to any number of questions; a question is compiled once."""

    def __init__(
        self,
        semantic: Encoder | None,
        calibration: Calibration | None = None,
        marked: Mapping[str, Sequence[MarkedAnswer]] | None = None,
    ) -> None:
        """Make a grader.

        Args:
            semantic: The model; without one the matcher is lexical.
            calibration: The fitted numbers; those that ship with the product unless given.
            marked: Answers that the team has marked, by question.
        """
        lexical = LexicalEncoder()
        encoders: list[Encoder] = [semantic, lexical] if semantic else [lexical]
        self.matcher = encoders[0].name
        self.encoders = tuple(CachedEncoder(encoder) for encoder in encoders)
        self._is_lexical = semantic is None
        self._calibration = calibration or load_calibration("lexical" if self._is_lexical else "semantic")
        self._marked = marked or {}
        self._compiled: dict[str, Statements] = {}
        self._bases: dict[str, tuple[NDArray[np.float64], NDArray[np.float32]]] = {}

    def grade(self, question: Question, answer: str) -> AnswerResult:
        """Grade an answer; the same answer always gets the same result."""
        answer = _UNPAIRED.sub("\ufffd", answer)
        stopped = stop_at_the_door(answer, question.time_limit_minutes)
        if stopped:
            return self._nothing_found(question, stopped)
        statements = self._statements(question)
        said = passage(answer, self.encoders, statements.known)
        result = self.grade_passage(statements, said)
        marked = self._marked.get(question.id)
        return self._corrected(result, question, said, marked) if marked else result

    def grade_follow_up(self, question: Question, point_id: str, answer: str) -> PointResult:
        """Whether an answer to the follow-up question of one point makes that point.

        Asked about one thing, people leave out what the question says already, so less has to be said than in an
        answer to the whole question. What denies the point, or copies the follow-up, earns nothing here either.

        Raises:
            ContentError: the question has no such point.
        """
        point = _point(question, point_id)
        answer = _UNPAIRED.sub("\ufffd", answer)
        if stop_at_the_door(answer, question.time_limit_minutes):
            return PointResult(id=point.id, found=False, probability=0.0)
        statements = self._statements(question)
        said = passage(answer, self.encoders, statements.known)
        usable = usable_units(said, point.follow_up, self._calibration.log_odds, statements.originals)
        decisions = decide(find_evidence(said, statements, usable.units), statements, self._calibration)
        decision = decisions[question.points.index(point)]
        cancelled = point.id in _cancelled(question, self._misconceptions(said, statements, decisions))
        enough = self._calibration.point_threshold * (_FOLLOW_UP_SHARE if decision.asserted >= _MEANT else 1.0)
        found = decision.probability >= enough and not cancelled
        return PointResult(
            id=point.id,
            found=found,
            probability=round(decision.probability, 4),
            evidence=_evidence(said, decision.unit) if found else None,
        )

    def grade_passage(self, statements: Statements, said: Passage) -> AnswerResult:
        """Grade an encoded answer by a compiled question, marked answers aside."""
        question = statements.question
        usable = usable_units(
            said, question.question, self._calibration.log_odds, statements.originals, statements.subject
        )
        found = find_evidence(said, statements, usable.units)
        decisions = decide(found, statements, self._calibration)
        flags = [*usable.flags, *self._own_flags()]
        wrong = self._misconceptions(said, statements, decisions)
        twisted = about(said, statements, usable.twisted, found)
        cancelled = _cancelled(question, wrong) | {p.id for n, p in enumerate(question.points) if n in twisted}
        if Flag.CONTRADICTS not in flags and self._contradicts(decisions, statements.points):
            flags.append(Flag.CONTRADICTS)
            cancelled = frozenset(point.id for point in question.points)
        threshold = self._threshold(said, decisions[: statements.points])
        points = self._points(said, statements, decisions, cancelled, threshold)
        confidence = _confidence(question, decisions, threshold)
        if confidence < _MIN_CONFIDENCE:
            flags.append(Flag.UNSURE)
        return AnswerResult(
            question=question.id,
            score=_score(question, points, wrong),
            points=points,
            misconceptions=wrong,
            follow_ups=_follow_ups(question, points),
            confidence=round(confidence, 4),
            needs_review=any(flag.asks_for_review for flag in flags),
            flags=tuple(flags),
            matcher=self.matcher,
        )

    def _statements(self, question: Question) -> Statements:
        if question.id not in self._compiled:
            labelled = tuple(
                Exemplar(answer=one.answer, points=one.points, misconceptions=one.misconceptions)
                for one in self._marked.get(question.id, ())
                if one.points is not None
            )
            self._compiled[question.id] = compile_question(question, self.encoders, labelled)
        return self._compiled[question.id]

    def _own_flags(self) -> tuple[Flag, ...]:
        return (Flag.LEXICAL,) if self._is_lexical else ()

    def _nothing_found(self, question: Question, flag: Flag) -> AnswerResult:
        points = tuple(PointResult(id=point.id, found=False, probability=0.0) for point in question.points)
        return AnswerResult(
            question=question.id,
            score=0.0,
            points=points,
            misconceptions=(),
            follow_ups=_follow_ups(question, points),
            confidence=1.0,
            needs_review=flag.asks_for_review,
            flags=(flag, *self._own_flags()),
            matcher=self.matcher,
        )

    def _points(
        self,
        said: Passage,
        statements: Statements,
        decisions: Sequence[Decision],
        cancelled: frozenset[str],
        threshold: float,
    ) -> tuple[PointResult, ...]:
        results = []
        for point, decision in zip(statements.question.points, decisions, strict=False):
            found = decision.probability >= threshold and point.id not in cancelled
            evidence = _evidence(said, decision.unit) if found else None
            results.append(
                PointResult(id=point.id, found=found, probability=round(decision.probability, 4), evidence=evidence)
            )
        return tuple(results)

    def _misconceptions(
        self, said: Passage, statements: Statements, decisions: Sequence[Decision]
    ) -> tuple[MisconceptionResult, ...]:
        return tuple(
            MisconceptionResult(
                id=owner.id,
                probability=round(decision.probability, 4),
                evidence=_evidence(said, decision.unit),
                feedback=owner.feedback,
            )
            for owner, decision in zip(statements.owners, decisions, strict=True)
            if isinstance(owner, Misconception) and decision.probability >= self._calibration.misconception_threshold
        )

    def _contradicts(self, decisions: Sequence[Decision], points: int) -> bool:
        """Whether most of what sounds like a point turns it round."""
        sounds = [d.asserted for d in decisions[:points] if d.sounds >= self._calibration.point_threshold]
        return len(sounds) >= _FEWEST_CONTRADICTED and float(np.mean(sounds)) < _MIN_ASSERTED

    def _threshold(self, said: Passage, decisions: Sequence[Decision]) -> float:
        """From which probability on a point counts in this answer."""
        clear = len(said.units) < _MUCH or any(decision.probability >= _CLEAR for decision in decisions)
        return (
            self._calibration.point_threshold if clear else max(_UNCLEAR_THRESHOLD, self._calibration.point_threshold)
        )

    def _corrected(
        self, result: AnswerResult, question: Question, said: Passage, marked: Sequence[MarkedAnswer]
    ) -> AnswerResult:
        """The result with its score pulled towards what people gave similar answers."""
        bases, vectors = self._marked_bases(question, marked)
        scores = np.array([one.score for one in marked])
        pull = pulled(result.score, vectors @ _whole(said), vectors @ vectors.T, scores, bases)
        nearest = marked[pull.nearest]
        return replace(
            result,
            score=round(pull.score, 4),
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
            statements = self._statements(question)
            said = [passage(one.answer, self.encoders, statements.known) for one in marked]
            bases = np.array([self.grade_passage(statements, text).score for text in said])
            self._bases[question.id] = bases, np.stack([_whole(text) for text in said])
        return self._bases[question.id]


def default_grader(marked: Mapping[str, Sequence[MarkedAnswer]] | None = None) -> Grader:
    """A grader with the best matcher that is installed.

    From here on this process computes with one thread: small products gain nothing from more, and a sum that is split
    over threads may differ in its last bits from one machine to the next.
    """
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]  # noqa: PLC0415 - looks at all libraries

    threadpool_limits(1)
    return Grader(semantic_encoder(), marked=marked)


def grade_follow_up(question: Question, point_id: str, answer: str, grader: Grader | None = None) -> PointResult:
    """As `Grader.grade_follow_up`, by the grader that ships with the product unless another is given."""
    return (grader or _plain_grader()).grade_follow_up(question, point_id, answer)


@cache
def _plain_grader() -> Grader:
    return default_grader()


def _point(question: Question, point_id: str) -> KeyPoint:
    known = {point.id: point for point in question.points}
    if point_id not in known:
        raise ContentError(f"the question `{question.id}` has no point `{point_id}`; it has {', '.join(known)}")
    return known[point_id]


def _whole(text: Passage) -> NDArray[np.float32]:
    """One vector of length one for the whole text."""
    view = text.views[0]
    total = view.weights @ view.vectors
    return np.asarray(total / max(float(np.linalg.norm(total)), 1e-9), np.float32)


def _evidence(said: Passage, unit: int) -> Evidence:
    span = said.units[unit]
    return Evidence(quote=span.of(said.text), start=span.start, end=span.end)


def _confidence(question: Question, decisions: Sequence[Decision], threshold: float) -> float:
    """The mean over points, by weight, of how far the probability is from the threshold."""
    sure = [
        (d.probability - threshold) / (1 - threshold) if d.probability >= threshold else 1 - d.probability / threshold
        for d in decisions[: len(question.points)]
    ]
    return float(np.average(sure, weights=[point.weight for point in question.points]))


def _cancelled(question: Question, wrong: Sequence[MisconceptionResult]) -> frozenset[str]:
    held = {one.id for one in wrong}
    return frozenset(point for m in question.misconceptions if m.id in held for point in m.cancels)


def _score(question: Question, points: Sequence[PointResult], wrong: Sequence[MisconceptionResult]) -> float:
    """The share of the weight that was found, less penalties, never below 0."""
    weight = sum(p.weight for p, result in zip(question.points, points, strict=True) if result.found)
    held = {one.id for one in wrong}
    weight -= sum(m.penalty for m in question.misconceptions if m.id in held)
    return round(max(0.0, weight) / question.max_weight, 4)


def _follow_ups(question: Question, points: Sequence[PointResult]) -> tuple[FollowUp, ...]:
    missing: list[KeyPoint] = [p for p, r in zip(question.points, points, strict=True) if not r.found]
    return tuple(FollowUp(point=point.id, question=point.follow_up) for point in missing)
