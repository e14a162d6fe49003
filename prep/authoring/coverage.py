"""What interviews ask for most, held against the challenges and questions that are there."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from prep.catalog.challenges import challenge_ids, load_challenge
from prep.catalog.questions import load_questions
from prep.catalog.reader import read_spec
from prep.model.challenge import ChallengeSpec
from prep.model.question import Question


@dataclass(frozen=True, kw_only=True)
class InterviewTopic:
    """Something that interviews ask for."""

    title: str
    asked_in: int
    """The team's estimate, in how many of 20 public lists of interview questions it stands."""

    words: tuple[str, ...]
    """Whoever says one of these is about it: as a beginning of words, whatever their case."""

    def is_named_in(self, text: str) -> bool:
        return any(re.search(rf"(?<![a-z]){re.escape(word)}", text, re.IGNORECASE) for word in self.words)


@dataclass(frozen=True, kw_only=True)
class InterviewTopics:
    """The file of topics."""

    format_version: int
    topics: tuple[InterviewTopic, ...]


@dataclass(frozen=True, kw_only=True)
class Covered:
    """A topic, and what there is for it."""

    topic: InterviewTopic
    challenges: tuple[str, ...]
    questions: tuple[str, ...]

    def __str__(self) -> str:
        held = ", ".join(self.challenges) or "nothing"
        asked = f"; {', '.join(self.questions)}" if self.questions else ""
        return f"{self.topic.title:<40} {self.topic.asked_in:>2} of 20  {held}{asked}"


def load_topics() -> tuple[InterviewTopic, ...]:
    """The topics, those that are asked for most first."""
    with resources.as_file(resources.files("prep.authoring") / "templates" / "interview_topics.toml") as path:
        return read_spec(path, InterviewTopics).topics


def cover(topics: Sequence[InterviewTopic], roots: Sequence[Path]) -> Iterator[Covered]:
    """For each topic the challenges and the questions that name it.

    Raises:
        ContentError: a challenge or a question is broken.
    """
    specs = [load_challenge(roots, challenge_id).spec for challenge_id in challenge_ids(roots)]
    questions = load_questions(roots)
    for topic in topics:
        yield Covered(
            topic=topic,
            challenges=tuple(spec.id for spec in specs if topic.is_named_in(_about(spec))),
            questions=tuple(one.id for one in questions if topic.is_named_in(_asking(one))),
        )


def _about(spec: ChallengeSpec) -> str:
    return f"{spec.id} {spec.title} {spec.summary}"


def _asking(question: Question) -> str:
    return f"{question.id} {question.question}"
