"""One person at work on one challenge: what is saved when, and what a submission leads to."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from prep.grading.grader import OnCheck
from prep.model.challenge import Challenge, Visibility
from prep.model.errors import StorageError
from prep.model.result import GradeResult
from prep.model.verdict import Verdict
from prep.practice.attempts import count_attempts, record_attempt
from prep.practice.bench import Bench
from prep.practice.clock import Clock
from prep.practice.drafts import draft_folder, open_draft, save_clock, save_text
from prep.practice.tellings import Tellings


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of running checks."""

    result: GradeResult
    report: Path | None = None
    """Of a submission that was kept as an attempt."""

    problem: str = ""
    """Why it could not be kept, in one line."""


class Session:
    """Grading may run in another thread than the rest; it touches nothing but the disk and the clock."""

    def __init__(self, data: Path, challenge: Challenge, bench: Bench, now: Callable[[], datetime]) -> None:
        """Open the challenge's draft.

        Raises:
            StorageError: there is a draft, but it cannot be read.
        """
        self.challenge = challenge
        self._data = data
        self._bench = bench
        self._now = now
        draft = open_draft(data, challenge, now())
        self.text = draft.text
        self.clock = draft.clock
        self.is_new = draft.is_new

    @property
    def folder(self) -> Path:
        """Where the draft lies."""
        return draft_folder(self._data, self.challenge.id)

    @property
    def public_tests(self) -> str:
        """The source of the tests that a person may read."""
        return (self.challenge.folder / "tests" / "test_public.py").read_text("utf-8")

    def begin(self) -> None:
        """Keep the draft and its clock as they were opened.

        Raises:
            StorageError: they cannot be written.
        """
        save_clock(self._data, self.challenge.id, self.clock)
        self.save(self.text)

    def save(self, text: str) -> None:
        """Keep the text.

        Raises:
            StorageError: it cannot be written.
        """
        save_text(self._data, self.challenge.id, text)
        self.text = text

    def restart_clock(self) -> None:
        """Give oneself the whole time again.

        Raises:
            StorageError: it cannot be written; the clock has restarted all the same.
        """
        self._set_clock(Clock.start(self.challenge.spec.time_limit_minutes, self._now()))

    def warm(self) -> None:
        """Prepare for grading, so that the first run does not wait for imports."""
        self._bench.warm(self.challenge)

    def check(self, text: str, on_check: OnCheck) -> Outcome:
        """Run the public tests; nothing is kept of it."""
        result = self._bench.grade(self.challenge, text, visibility=Visibility.PUBLIC, on_check=on_check)
        return Outcome(result=result)

    def submit(self, text: str, on_check: OnCheck) -> Outcome:
        """Run all tests and keep the attempt; the clock stops once every check has passed.

        A fault of the grader is no attempt, and is not kept. A metric on hidden labels is told only as often as the
        challenge allows.
        """
        submitted_at = self._now()
        tellings = Tellings.of(self.challenge, count_attempts(self._data, self.challenge.id))
        result = self._bench.grade(self.challenge, text, on_check=lambda check: on_check(tellings.veil(check)))
        result = tellings.veil_all(result)
        if not result.counts_as_attempt:
            return Outcome(result=result)
        try:
            if result.verdict is Verdict.ACCEPTED:
                self._set_clock(self.clock.stop(submitted_at))
            report = record_attempt(self._data, self.challenge, result, text, self.clock, submitted_at)
        except StorageError as error:
            return Outcome(result=result, problem=str(error))
        return Outcome(result=result, report=report)

    @property
    def weakness(self) -> str:
        """Why isolation is below full, if it is."""
        return self._bench.weakness

    def stop(self) -> None:
        """End whatever is being graded."""
        self._bench.stop()

    def _set_clock(self, clock: Clock) -> None:
        self.clock = clock
        save_clock(self._data, self.challenge.id, clock)
