"""Answers in progress: the text, its clock, and how it was graded until the person has rated it."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from prep.model.errors import StorageError
from prep.model.question import AnswerResult
from prep.model.sitting import FollowUpAnswer
from prep.practice.desk.clock import Clock
from prep.practice.drafts.challenges import clock_to_json, read_clock
from prep.practice.drafts.claims import Assertion, StatementKind
from prep.practice.drafts.decode import decode
from prep.practice.drafts.help import HELP_FILE
from prep.store.files import read_file, remove_files, write_file

_TEXT: Final = "answer.md"
_CLOCK: Final = "clock.json"
_GRADED: Final = "graded.json"


@dataclass(frozen=True, kw_only=True)
class GradedDraft:
    """An answer that was graded, not yet rated."""

    answer: str
    taken_s: float
    result: AnswerResult
    follow_ups: tuple[FollowUpAnswer, ...] = ()
    claims: tuple[Assertion, ...] = ()
    """Where the person disagrees with the grader."""


@dataclass(frozen=True)
class AnswerDraft:
    """The files of one question."""

    folder: Path

    @classmethod
    def of(cls, data: Path, question_id: str) -> "AnswerDraft":
        return cls(data / "drafts" / "questions" / question_id)

    def load_text(self) -> str:
        """The text that was left, or nothing.

        Raises:
            StorageError: it cannot be read.
        """
        return read_file(self.folder / _TEXT) or ""

    def save_text(self, text: str) -> None:
        """Keep the text.

        Raises:
            StorageError: it cannot be written.
        """
        write_file(self.folder / _TEXT, text)

    def load_clock(self) -> Clock | None:
        """The clock, if it runs.

        Raises:
            StorageError: it cannot be read.
        """
        return read_clock(self.folder / _CLOCK)

    def save_clock(self, clock: Clock) -> None:
        """Keep the clock.

        Raises:
            StorageError: it cannot be written.
        """
        write_file(self.folder / _CLOCK, clock_to_json(clock))

    def load_graded(self, version: str) -> GradedDraft | None:
        """How the answer was graded, by this version of the question; None if it was not, or cannot be read."""
        try:
            kept: dict[str, Any] = json.loads(read_file(self.folder / _GRADED) or "")
            if kept["version"] != version:
                return None
            return GradedDraft(
                answer=str(kept["answer"]),
                taken_s=float(kept["taken_s"]),
                result=decode(AnswerResult, kept["result"]),
                follow_ups=tuple(decode(FollowUpAnswer, one) for one in kept["follow_ups"]),
                claims=tuple(_claim(one) for one in kept.get("claims", ())),
            )
        except (StorageError, ValueError, KeyError, TypeError):
            return None

    def save_graded(self, graded: GradedDraft, version: str) -> None:
        """Keep how it was graded.

        Raises:
            StorageError: it cannot be written.
        """
        write_file(self.folder / _GRADED, json.dumps(asdict(graded) | {"format_version": 1, "version": version}) + "\n")

    def is_graded(self, version: str) -> bool:
        """Whether an answer to this version of the question waits to be rated."""
        return (self.folder / _GRADED).exists() and self.load_graded(version) is not None

    def discard(self) -> None:
        """Remove the draft, once its answer is kept."""
        remove_files(self.folder, (_GRADED, _TEXT, _CLOCK, HELP_FILE))


def _claim(kept: dict[str, Any]) -> Assertion:
    return Assertion(part=StatementKind(kept["part"]), id=str(kept["id"]), said=kept["said"] is True)
