"""A question made ready for grading: every way of saying each point and each misconception, encoded once.

To the phrasings that the author wrote come the passages of the exemplars, the model answer and marked answers that make
the same point: so the grader learns from examples, the same way every time.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from prep.concepts.answer import Passage, passage
from prep.concepts.clauses import Span
from prep.concepts.copies import Originals, originals_of
from prep.concepts.encoder import Encoder
from prep.concepts.similarity import Bank, bank, likeness
from prep.concepts.words import stems_of
from prep.model.question import Exemplar, KeyPoint, Misconception, Question

_MIN_LIKENESS = 0.3
"""A passage less like every phrasing than this is not taken for the one that makes the point."""


@dataclass(frozen=True, eq=False)
class Statements:
    """A compiled question."""

    question: Question
    known: frozenset[str]
    """The stems of the question's text."""

    owners: tuple[KeyPoint | Misconception, ...]
    """Points first, then misconceptions."""

    bank: Bank
    """The author's phrasings."""

    learned: Bank | None
    """The passages of examples that make a statement, or sound like one they do not make; nothing without examples."""

    sources: tuple[int, ...]
    """For each learned passage the index of its example."""

    originals: Originals
    """The sentences of its good answers, which nobody may twist."""

    makes: tuple[bool, ...]
    """For each learned passage whether it makes its statement, or only sounds like it."""

    @property
    def points(self) -> int:
        return len(self.question.points)

    @cached_property
    def subject(self) -> frozenset[str]:
        """The stems of the question and of what its author wrote about its points."""
        return self.known | self.bank.vocabulary.keys()

    def partners(self, pair: Sequence[str]) -> frozenset[str]:
        """What else the two terms of a relation are joined with in other relations of the question."""
        pairs = [pair for point in self.question.points for pair in point.relations]
        pairs += [pair for wrong in self.question.misconceptions for pair in wrong.wrong_relations]
        return frozenset(
            term for other in pairs if not set(pair).isdisjoint(other) for term in other if term not in pair
        )

    def without(self, example: int) -> "Statements":
        """The same without what was learned from one example: to test the grader on that example."""
        if self.learned is None:
            return self
        kept = [i for i, source in enumerate(self.sources) if source != example]
        passages = tuple(self.learned.phrasings[i] for i in kept)
        return replace(
            self,
            learned=bank(passages, self.learned.owners[kept], len(self.owners)) if kept else None,
            sources=tuple(self.sources[i] for i in kept),
            makes=tuple(self.makes[i] for i in kept),
        )


def examples_of(question: Question) -> tuple[Exemplar, ...]:
    """What a question teaches the grader: its exemplars, and its model answer, which makes every point."""
    every = tuple(point.id for point in question.points)
    return (*question.exemplars, Exemplar(answer=question.model_answer, points=every))


def compile_question(question: Question, encoders: Sequence[Encoder], marked: Sequence[Exemplar] = ()) -> Statements:
    """Encode a question; `marked` are answers of the team's own whose points are known."""
    known = stems_of(question.question)
    owners: tuple[KeyPoint | Misconception, ...] = (*question.points, *question.misconceptions)
    texts = [(text, n) for n, owner in enumerate(owners) for text in _texts(owner)]
    written = tuple(passage(text, encoders, known, whole=True) for text, _ in texts)
    base = bank(written, np.array([n for _, n in texts], np.intp), len(owners))
    names = [owner.id for owner in owners]
    learned: list[Passage] = []
    numbers: list[int] = []
    sources: list[int] = []
    makes: list[bool] = []
    for index, example in enumerate((*examples_of(question), *marked)):
        said = passage(example.answer.strip(), encoders, known)
        for statement, unit, made in _telling_passages(said, base, names, example):
            learned.append(_slice(said, unit))
            numbers.append(statement)
            sources.append(index)
            makes.append(made)
    return Statements(
        question=question,
        known=known,
        owners=owners,
        bank=base,
        learned=bank(tuple(learned), np.array(numbers, np.intp), len(owners)) if learned else None,
        sources=tuple(sources),
        makes=tuple(makes),
        originals=originals_of([one.answer for one in examples_of(question) if not one.misconceptions]),
    )


def _texts(owner: KeyPoint | Misconception) -> tuple[str, ...]:
    return (*owner.phrasings, owner.description) if isinstance(owner, KeyPoint) else owner.phrasings


def _telling_passages(
    said: Passage, base: Bank, names: Sequence[str], example: Exemplar
) -> list[tuple[int, int, bool]]:
    """For each statement the unit of the example that is most like it, and whether the example makes it.

    What sounds like a statement in an example that does not make it is a counterexample.
    """
    if not said.units:
        return []
    made = {*example.points, *example.misconceptions}
    overall = likeness(said, base).overall
    found = []
    for statement, name in enumerate(names):
        own = overall[:, base.owners == statement].max(axis=1)
        unit = int(own.argmax())
        if own[unit] >= _MIN_LIKENESS:
            found.append((statement, unit, name in made))
    return found


def _slice(text: Passage, unit: int) -> Passage:
    """One unit of a passage as a passage of a single unit."""
    span, indices = text.units[unit], text.unit_words[unit]
    views = []
    for view in text.views:
        inside = view.members[unit]
        owners = np.searchsorted(np.array(indices), view.owners[inside])
        count = int(inside.sum())
        views.append(
            replace(
                view,
                vectors=view.vectors[inside],
                owners=owners,
                weights=view.weights[inside],
                members=np.ones((1, count), np.bool_),
            )
        )
    words = tuple(
        text.words[i]._replace(start=text.words[i].start - span.start, end=text.words[i].end - span.start)
        for i in indices
    )
    return Passage(
        text=span.of(text.text),
        words=words,
        negated=tuple(text.negated[i] for i in indices),
        units=(Span(0, span.end - span.start),),
        unit_words=(tuple(range(len(words))),),
        views=tuple(views),
    )
