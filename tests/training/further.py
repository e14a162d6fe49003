"""Texts that only training reads: answers of a line to the questions that ship, and small questions with their answers.

Whoever types a line says one thing, in few words, and its opposite looks much the same: a network that was taught with
whole answers can't tell the two apart. And questions that a team writes are unlike those that ship: the more questions
the network has seen, the less it leans on any.
"""

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from prep.model.challenge import Level
from prep.model.errors import ContentError
from prep.model.question import KeyPoint, LabelledAnswer, Misconception, Question, Split

FOLDER = Path(__file__).parent / "texts"
"""`lines*.jsonl` holds a text a line, `questions*.jsonl` a question a line."""

_HOW_MANY = (1, 1, 1, 2, 3, 4, 5)
_JOINTS = (" ", " ", "; ", "\n", "\n- ", ", ", ". ")

_LABELS = ("points", "partly", "misconceptions", "contradicts")


@dataclass(frozen=True)
class Answered:
    """A labelled answer and its question."""

    question: Question
    labelled: LabelledAnswer


def load_lines(questions: Sequence[Question], folder: Path = FOLDER) -> tuple[Answered, ...]:
    """The answers of a line to the questions at hand.

    Raises:
        ContentError: a file is broken, or names a point or misconception that its question does not have.
    """
    known = {question.id: question for question in questions}
    return tuple(
        _answered(known[row["question"]], row, where)
        for where, row in _rows(folder, "lines*.jsonl")
        if row["question"] in known
    )


def load_strangers(folder: Path = FOLDER) -> tuple[Answered, ...]:
    """The answers to questions that do not ship.

    Raises:
        ContentError: a file is broken, or an answer names what its question does not have.
    """
    found = []
    for where, row in _rows(folder, "questions*.jsonl"):
        question = _question(row)
        found += [_answered(question, answer, where) for answer in row["answers"]]
    return tuple(found)


def by_question(lines: Sequence[Answered]) -> Mapping[str, tuple[Answered, ...]]:
    """The same, by the id of the question."""
    groups: dict[str, list[Answered]] = {}
    for one in lines:
        groups.setdefault(one.question.id, []).append(one)
    return {name: tuple(group) for name, group in groups.items()}


def together(lines: Sequence[Answered], rng: random.Random) -> Answered:
    """One line, or several of the same question that don't contradict each other, as a dense answer has them."""
    first, *others = rng.sample(lines, min(len(lines), rng.choice(_HOW_MANY)))
    whole = first
    for one in others:
        if _agree(whole.labelled, one.labelled):
            whole = replace(whole, labelled=_joined(whole.labelled, one.labelled, rng.choice(_JOINTS)))
    return whole


def _agree(one: LabelledAnswer, other: LabelledAnswer) -> bool:
    """Whether somebody may say both."""
    return not ({*one.points} & {*other.contradicts} or {*one.contradicts} & {*other.points})


def _joined(one: LabelledAnswer, other: LabelledAnswer, joint: str) -> LabelledAnswer:
    labels: dict[str, Any] = {name: tuple({*getattr(one, name), *getattr(other, name)}) for name in _LABELS}
    return replace(one, answer=one.answer.rstrip(".") + joint + other.answer, **labels)


def _rows(folder: Path, pattern: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for path in sorted(folder.glob(pattern)):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            try:
                yield f"{path}: line {number}", json.loads(line)
            except json.JSONDecodeError as error:
                raise ContentError(f"{path}: line {number} is not JSON ({error})") from None


def _answered(question: Question, row: Mapping[str, Any], where: str) -> Answered:
    labels = {name: tuple(row[name]) for name in _LABELS}
    known = {*(one.id for one in question.points), *(one.id for one in question.misconceptions)}
    unknown = sorted({one for named in labels.values() for one in named} - known)
    if unknown:
        raise ContentError(f"{where} names `{unknown[0]}`, which `{question.id}` does not have")
    return Answered(question, LabelledAnswer(kind="line", writer="", split=Split.TRAIN, answer=row["answer"], **labels))


def _question(row: Mapping[str, Any]) -> Question:
    """A small question; the answer that makes most points stands for a model answer, which nobody wrote."""
    fullest = max(row["answers"], key=lambda one: len(one["points"]) - len(one["misconceptions"]))
    points = tuple(
        KeyPoint(
            id=one["id"],
            weight=1.0,
            description=one["description"],
            phrasings=tuple(one["phrasings"]),
            denials=tuple(one["denials"]),
            mentions=tuple(one["mentions"]),
            follow_up="",
        )
        for one in row["points"]
    )
    wrong = tuple(
        Misconception(
            id=one["id"],
            phrasings=tuple(one["phrasings"]),
            corrections=tuple(one["corrections"]),
            penalty=0.0,
            feedback="",
        )
        for one in row["misconceptions"]
    )
    return Question(
        format_version=1,
        id=row["id"],
        topic="elsewhere",
        level=Level.BEGINNER,
        time_limit_minutes=1,
        question=row["question"],
        model_answer=fullest["answer"],
        points=points,
        exemplars=(),
        misconceptions=wrong,
    )
