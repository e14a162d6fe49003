"""Grades answers in a person's own practice: loads the model when it is first needed, one answer at a time."""

import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prep.model.question import AnswerResult, Question

if TYPE_CHECKING:
    from prep.concepts.grade.grader import AnswerGrader

_MARKED_FILE = "marked-answers.jsonl"


class Assessor:
    """Safe to use from several threads; they wait for each other."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._grader: AnswerGrader | None = None
        self._turn = threading.Lock()

    def warm(self, question: Question) -> None:
        """Load the model and prepare the question, so that the first grading does not wait for it."""
        self.grade(question, question.model_answer)

    def grade(self, question: Question, answer: str) -> AnswerResult:
        """Grade an answer; what the person marked by hand is taken into account."""
        with self._turn:
            return self._loaded().grade(question, answer)

    def makes_point(self, question: Question, point: str, answer: str) -> bool:
        """Whether the answer to a follow-up question makes its point."""
        with self._turn:
            return self._loaded().grade_follow_up(question, point, answer).found

    def _loaded(self) -> "AnswerGrader":
        if self._grader is None:
            from prep.concepts.grade.grader import default_grader

            self._grader = default_grader(self._marked())
        return self._grader

    def _marked(self) -> dict[str, list[Any]]:
        from prep.concepts.grade.marked import MarkedStore
        from prep.model.errors import PrepError

        marked: dict[str, list[Any]] = {}
        with suppress(PrepError):  # a spoilt file of marks is told by `prep question mark`; practice goes on
            for one in MarkedStore(self._data / _MARKED_FILE).all():
                marked.setdefault(one.question, []).append(one)
        return marked
