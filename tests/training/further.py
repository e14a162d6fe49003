"""Texts that only training reads: answers and lines to the questions that ship, and small questions with answers.

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

from prep.catalog.answers import check_names
from prep.catalog.reader import FORMAT_VERSION, build_spec
from prep.model.challenge import Level
from prep.model.errors import ContentError
from prep.model.question import KeyPoint, LabelledAnswer, Misconception, Question, Split

FOLDER = Path(__file__).parent / "texts"
"""`answers*.jsonl` and `lines*.jsonl` hold a text a line, `questions*.jsonl` a question a line."""

_HOW_MANY = (1, 1, 1, 2, 3, 4, 5)
_JOINTS = (" ", " ", "; ", "\n", "\n- ", ", ", ". ")

_LABELS = ("points", "partly", "misconceptions", "contradicts")


@dataclass(frozen=True)
class Answered:
    """A labelled answer and its question."""

    question: Question
    labelled: LabelledAnswer


@dataclass(frozen=True, kw_only=True)
class _Text:
    """What somebody wrote, with its labels."""

    answer: str
    points: tuple[str, ...]
    partly: tuple[str, ...]
    misconceptions: tuple[str, ...]
    contradicts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class _Line(_Text):
    format_version: int
    question: str


@dataclass(frozen=True, kw_only=True)
class _Point:
    id: str
    description: str
    phrasings: tuple[str, ...]
    denials: tuple[str, ...]
    mentions: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class _Misconception:
    id: str
    phrasings: tuple[str, ...]
    corrections: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class _SmallQuestion:
    format_version: int
    id: str
    question: str
    points: tuple[_Point, ...]
    misconceptions: tuple[_Misconception, ...]
    answers: tuple[_Text, ...]


def load_answers(questions: Sequence[Question], folder: Path = FOLDER) -> tuple[Answered, ...]:
    """The whole answers to the questions at hand; as `load_lines`."""
    return tuple(_to_known(questions, folder, "answers*.jsonl"))


def load_lines(questions: Sequence[Question], folder: Path = FOLDER) -> tuple[Answered, ...]:
    """The answers of a line to the questions at hand.

    Raises:
        ContentError: a file is broken, or names a point or misconception that its question does not have.
    """
    return tuple(_to_known(questions, folder, "lines*.jsonl"))


def load_strangers(folder: Path = FOLDER) -> tuple[Answered, ...]:
    """The answers to questions that do not ship.

    Raises:
        ContentError: a file is broken, or an answer names what its question does not have.
    """
    found = []
    for where, row in _rows(folder, "questions*.jsonl"):
        small = build_spec(row, _SmallQuestion, where)
        question = _question(small)
        found += [_answered(question, answer, where) for answer in small.answers]
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


def _to_known(questions: Sequence[Question], folder: Path, pattern: str) -> Iterator[Answered]:
    known = {question.id: question for question in questions}
    for where, row in _rows(folder, pattern):
        text = build_spec(row, _Line, where)
        if text.question in known:
            yield _answered(known[text.question], text, where)


def _rows(folder: Path, pattern: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted(folder.glob(pattern)):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            try:
                row = json.loads(line)
            except json.JSONDecodeError as error:
                raise ContentError(f"{path}: line {number} is not JSON ({error})") from None
            yield f"{path}: line {number}", {"format_version": FORMAT_VERSION} | row


def _answered(question: Question, text: _Text, where: str) -> Answered:
    labels: dict[str, Any] = {name: getattr(text, name) for name in _LABELS}
    labelled = LabelledAnswer(kind="line", writer="", split=Split.TRAIN, answer=text.answer, **labels)
    check_names([labelled], question, where)
    return Answered(question, labelled)


def _question(small: _SmallQuestion) -> Question:
    """Its question; the answer that makes most points stands for a model answer, which nobody wrote."""
    fullest = max(small.answers, key=lambda one: len(one.points) - len(one.misconceptions))
    points = (KeyPoint(**vars(one), weight=1.0, follow_up="") for one in small.points)
    misconceptions = (Misconception(**vars(one), penalty=0.0, feedback="") for one in small.misconceptions)
    return Question(
        format_version=FORMAT_VERSION,
        id=small.id,
        topic="elsewhere",
        level=Level.BEGINNER,
        time_limit_minutes=1,
        question=small.question,
        model_answer=fullest.answer,
        points=tuple(points),
        exemplars=(),
        misconceptions=tuple(misconceptions),
    )
