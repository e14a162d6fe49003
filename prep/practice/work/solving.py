"""How work at a challenge is run and graded: against the clock alone as in an interview."""

from dataclasses import dataclass

from prep.grading.grader import OnCheck
from prep.model.challenge import Challenge, Visibility
from prep.model.result import GradeResult
from prep.practice.desk.desk import Desk
from prep.practice.work.trial import try_out


@dataclass(frozen=True)
class Solving:
    """One challenge on the bench. Calls may come from any thread; nothing is kept."""

    desk: Desk
    challenge: Challenge

    def warm(self) -> None:
        """Prepare for grading, so that the first run does not wait for imports."""
        self.desk.bench.warm(self.challenge)

    def check(self, text: str, on_check: OnCheck) -> GradeResult:
        """Run the public tests."""
        return self.desk.bench.grade(self.challenge, text, visibility=Visibility.PUBLIC, on_check=on_check)

    def try_out(self, text: str, typed: str) -> str:
        """Run what was typed on the work, as Python's own prompt would.

        Raises:
            PrepError: it cannot be run.
            Stopped: somebody stopped it.
        """
        return try_out(self.desk, self.challenge, text, typed)

    def grade(self, text: str, on_check: OnCheck | None = None) -> GradeResult:
        """Run all tests."""
        return self.desk.bench.grade(self.challenge, text, on_check=on_check)
