"""The content that a person practises with, read once."""

import threading
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from prep.catalog.challenges import challenge_ids, load_challenge
from prep.catalog.questions import load_question_file, question_files
from prep.catalog.reader import suggest
from prep.model.challenge import Challenge
from prep.model.errors import ContentError, PrepError
from prep.model.question import Question
from prep.model.text import one_line

T = TypeVar("T")


class Library:
    """Safe to use from several threads; what is broken is told and hides nothing else."""

    def __init__(self, roots: Sequence[Path]) -> None:
        self.roots = roots
        self._reading = threading.RLock()
        self._problems: dict[str, str] = {}

    @property
    def challenges(self) -> dict[str, Challenge]:
        """By id, in the order of ids."""
        with self._reading:
            return self._challenges

    @property
    def questions(self) -> dict[str, Question]:
        """By id, in the order of ids."""
        with self._reading:
            return self._questions

    @property
    def challenge_problems(self) -> tuple[str, ...]:
        """One line for each challenge that could not be loaded."""
        known = self.challenges
        return tuple(line for name, line in self._problems.items() if "/" in name and name not in known)

    @property
    def question_problems(self) -> tuple[str, ...]:
        """One line for each question that could not be loaded."""
        known = self.questions
        return tuple(line for name, line in self._problems.items() if "/" not in name and name not in known)

    @property
    def topics(self) -> tuple[str, ...]:
        """Of all questions, in order."""
        return tuple(sorted({question.topic for question in self.questions.values()}))

    def question(self, question_id: str) -> Question:
        """One question.

        Raises:
            ContentError: there is none, or it is broken.
        """
        return self._one(question_id, "question", self.questions)

    def challenge(self, challenge_id: str) -> Challenge:
        """One challenge.

        Raises:
            ContentError: there is none, or it is broken.
        """
        return self._one(challenge_id, "challenge", self.challenges)

    def reload(self) -> None:
        """Read everything again when it is next asked for."""
        with self._reading:
            self._problems.clear()
            for name in ("_challenges", "_questions"):
                self.__dict__.pop(name, None)

    @cached_property
    def _challenges(self) -> dict[str, Challenge]:
        return self._load(challenge_ids(self.roots), lambda name: load_challenge(self.roots, name))

    @cached_property
    def _questions(self) -> dict[str, Question]:
        files = question_files(self.roots)
        return self._load(files, lambda name: load_question_file(files[name]))

    def _load(self, names: Sequence[str] | dict[str, Path], load: Callable[[str], T]) -> dict[str, T]:
        found = {}
        for name in names:
            try:
                found[name] = load(name)
            except PrepError as error:
                self._problems[name] = one_line(str(error))
        return found

    def _one(self, name: str, kind: str, known: dict[str, T]) -> T:
        if name in known:
            return known[name]
        if name in self._problems:
            raise ContentError(self._problems[name])
        raise ContentError(f"no {kind} `{one_line(name, 80)}`; {suggest(name, known) if known else 'there are none'}")


def question_version(question: Question) -> str:
    """The fingerprint of what a question says; an answer's result names the one that made it."""
    return question.fingerprint
