"""Answers that people of the team have marked, and how they correct the score of answers like them.

The file holds one JSON object a line and is only ever appended to; it stays on this machine. A later mark of the same
answer by the same person takes the place of the earlier one when read, so nothing that was written is lost.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from prep.model.errors import StorageError

_LEVEL = 0.05
"""Variance of a question's level: by how much people mark all of its answers higher or lower than the grader."""

_LIKENESS = 0.1
"""Variance of what only answers like each other have in common."""

_REACH = 0.4
"""The cosine distance at which that has fallen to a third."""

_NOISE = 0.06
"""Variance of a person's mark about what all people would give."""

_NEAR_SHARE = 0.1
_TEMPERATURE = 0.15


@dataclass(frozen=True, kw_only=True)
class MarkedAnswer:
    """An answer with the score a person gave it."""

    id: str
    question: str
    answer: str
    score: float
    """From 0 to 1."""

    points: tuple[str, ...] | None
    """The points the person found; nothing if only a score was given."""

    misconceptions: tuple[str, ...]
    marked_by: str
    marked_at: str
    """ISO 8601 with time zone."""


def mark(
    *,
    question: str,
    answer: str,
    score: float,
    by: str,
    now: datetime,
    points: Sequence[str] | None = None,
    misconceptions: Sequence[str] = (),
) -> MarkedAnswer:
    """A marked answer; its id follows from the question, the answer and who marked it."""
    digest = hashlib.sha256(f"{question}\0{answer.strip()}\0{by}".encode()).hexdigest()
    return MarkedAnswer(
        id=digest[:12],
        question=question,
        answer=answer.strip(),
        score=score,
        points=None if points is None else tuple(points),
        misconceptions=tuple(misconceptions),
        marked_by=by,
        marked_at=now.isoformat(timespec="seconds"),
    )


class MarkedStore:
    """The file of marked answers."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def add(self, marked: MarkedAnswer) -> None:
        """Append one.

        Raises:
            StorageError: the file cannot be written.
        """
        line = json.dumps({"format_version": 1, **asdict(marked)}, ensure_ascii=False) + "\n"
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("ab+") as file, _locked(file.fileno()):
                if file.tell() and not _ends_with_newline(file):
                    file.write(b"\n")  # a writer before us died half-way: its line must not swallow ours
                file.write(line.encode())
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise StorageError(f"{self._path}: cannot be written: {error.strerror}") from None

    def all(self) -> list[MarkedAnswer]:
        """Every marked answer in the order of first marking; the last mark of an answer by a person counts.

        A line that cannot be used is left out, see `unusable_lines`: it must not stop the others.

        Raises:
            StorageError: the file cannot be read.
        """
        found = {one.id: one for _, one in self._lines() if one is not None}
        return list(found.values())

    def unusable_lines(self) -> list[int]:
        """The numbers of the lines that hold no marked answer, or one without a letter or digit.

        Raises:
            StorageError: the file cannot be read.
        """
        return [number for number, one in self._lines() if one is None]

    def of(self, question: str) -> list[MarkedAnswer]:
        """Those of one question."""
        return [marked for marked in self.all() if marked.question == question]

    @property
    def path(self) -> Path:
        return self._path

    def _lines(self) -> Iterator[tuple[int, MarkedAnswer | None]]:
        try:
            lines = self._path.read_text("utf-8", "replace").splitlines() if self._path.exists() else []
        except OSError as error:
            raise StorageError(f"{self._path}: cannot be read: {error.strerror}") from None
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield number, _parsed(line)


def says_something(answer: str) -> bool:
    """Whether an answer has a letter or digit: without one there is nothing to learn from its mark."""
    return any(character.isalnum() for character in answer)


def _parsed(line: str) -> MarkedAnswer | None:
    """The marked answer of a line, if it holds one that can be used."""
    try:
        fields: dict[str, Any] = json.loads(line)
        fields.pop("format_version")
        points = fields.pop("points")
        marked = MarkedAnswer(
            **{
                **fields,
                "points": None if points is None else tuple(points),
                "misconceptions": tuple(fields["misconceptions"]),
            }
        )
        usable = says_something(marked.answer) and 0 <= marked.score <= 1
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    return marked if usable else None


@dataclass(frozen=True)
class Pull:
    """What the marked answers of a question say about one answer."""

    score: float
    nearest: int
    """The index of the most similar marked answer."""

    similarity: float


def pulled(
    base: float,
    similarities: NDArray[np.floating],
    among: NDArray[np.floating],
    scores: NDArray[np.floating],
    bases: NDArray[np.floating],
) -> Pull:
    """Correct a score by marked answers of the same question: kriging of what people gave above the grader.

    The difference between a person's score and the grader's is taken for the sum of the question's level, something
    that answers have in common the more the more alike they are, and noise. The variances were chosen on human-graded
    answers to other questions. A tenth of the score comes from the marks of the nearest themselves.

    Args:
        base: The grader's own score, 0 to 1.
        similarities: Of the answer to each marked answer, at most 1.
        among: Of the marked answers to one another.
        scores: What people gave these.
        bases: What the grader gives these.
    """
    known = _covariance(among) + _NOISE * np.eye(len(scores))
    corrected = base + float(_covariance(similarities) @ np.linalg.solve(known, scores - bases))
    weights = np.exp((similarities - similarities.max()) / _TEMPERATURE)
    near = float(weights @ scores / weights.sum())
    score = (1 - _NEAR_SHARE) * corrected + _NEAR_SHARE * near
    nearest = int(similarities.argmax())
    return Pull(float(np.clip(score, 0, 1)), nearest, float(similarities[nearest]))


def _covariance(similarities: NDArray[np.floating]) -> NDArray[np.float64]:
    return np.asarray(_LEVEL + _LIKENESS * np.exp((similarities - 1) / _REACH), np.float64)


@contextmanager
def _locked(descriptor: int) -> Iterator[None]:
    """Hold the file against other writers; where the system has no such lock, one append is one write anyway."""
    try:
        import fcntl  # not on every system
    except ImportError:
        yield
        return
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


def _ends_with_newline(file: Any) -> bool:  # noqa: ANN401 - a binary file
    file.seek(-1, os.SEEK_END)
    last = file.read(1)
    file.seek(0, os.SEEK_END)
    return bool(last == b"\n")
