"""The door to grading one's own work without a jail; it takes and gives what `prep.grading.grader` does."""

import contextlib
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import IO, Any

from prep.grading.grader import OnCheck, graded_result
from prep.grading.jail import wire
from prep.grading.lane import LaneFailure, LaneResult, wall_limit_s
from prep.grading.libraries import require_all
from prep.grading.own import pipes
from prep.grading.processes import last_words
from prep.grading.score import CheckReport
from prep.model.challenge import Challenge, Check, Visibility
from prep.model.isolation import Isolation
from prep.model.result import GradeResult
from prep.model.submission import Submission
from prep.trusted import grading_environment, python_command


class OwnWork:
    """Grades one thing at a time, each in fresh processes."""

    isolation = Isolation.PROCESS

    def __init__(self) -> None:
        self._running: set[subprocess.Popen[bytes]] = set()

    def warm(self, challenge: Challenge) -> None:
        """Nothing is kept warm."""

    def close(self) -> None:
        """End whatever runs."""
        for process in list(self._running):
            process.kill()

    def grade(
        self,
        challenge: Challenge,
        submission: Submission,
        *,
        visibility: Visibility | None = None,
        on_check: OnCheck | None = None,
    ) -> GradeResult:
        """Grade one's own submission.

        Args:
            visibility: only public or only hidden checks; all without it.
            on_check: called as soon as a check is known.

        Raises:
            MissingLibraryError: the challenge's libraries are not installed.
        """
        require_all(challenge.spec.runtime)

        def work(checks: Sequence[Check], on_report: Callable[[CheckReport], None]) -> LaneResult:
            reports: dict[str, CheckReport] = {}
            try:
                for frame in self._frames(challenge, submission, checks):
                    report = CheckReport.from_frame(frame)
                    reports[report.check] = report
                    on_report(report)
            except LaneFailure as failure:
                return LaneResult(reports, 0.0, str(failure))
            return LaneResult(reports, 0.0)

        checks = challenge.checks(visibility)
        return graded_result(challenge, submission, checks, self.isolation, work, on_check=on_check)

    def _frames(
        self, challenge: Challenge, submission: Submission, checks: Sequence[Check]
    ) -> Iterator[dict[str, Any]]:
        """What the process with the tests reports of each check."""
        request = {"files": dict(submission.files), "checks": [check.id for check in checks], "box": ""}
        with self._tests(challenge, wall_limit_s(challenge, checks)) as (asked, told, errors):
            try:
                answer = pipes.receive(told)
                if not answer["ready"]:
                    raise LaneFailure(f"the tests of this challenge are broken: {answer['problems'][0]}")
                pipes.send(asked, request)
                while "done" not in (frame := pipes.receive(told)):
                    yield frame
            except wire.ClosedError:
                raise LaneFailure(f"the process that runs the checks ended early: {last_words(errors)}") from None

    @contextlib.contextmanager
    def _tests(self, challenge: Challenge, limit_s: float) -> Iterator[tuple[IO[bytes], IO[bytes], IO[bytes]]]:
        with tempfile.TemporaryFile() as errors, tempfile.TemporaryDirectory(prefix="prep-tests-") as folder:
            process = subprocess.Popen(  # noqa: S603 - our own command
                python_command("prep.grading.own.tests", str(challenge.folder)),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                cwd=folder,
                env=grading_environment(),
            )
            assert process.stdin is not None
            assert process.stdout is not None
            self._running.add(process)
            timer = threading.Timer(limit_s, process.kill)
            timer.start()
            try:
                with process.stdout as told, contextlib.suppress(OSError), process.stdin as asked:
                    yield asked, told, errors
            finally:
                timer.cancel()
                process.kill()
                process.wait()
                self._running.discard(process)
