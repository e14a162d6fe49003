"""Grades submissions: the one door to the engine."""

import platform
import queue
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import UTC, datetime
from functools import cache, partial
from types import TracebackType
from typing import Final, Self, TypeVar

import prep
from prep.diagnosis.diagnose import without_accusations
from prep.grading.lane import Graded, Lane
from prep.grading.score import Report, score_check, score_checks
from prep.model.challenge import Challenge, Check, Runtime, Visibility
from prep.model.isolation import Isolation
from prep.model.result import CheckResult, GradeResult
from prep.model.submission import Submission
from prep.model.text import one_line
from prep.model.verdict import Verdict

OnCheck = Callable[[CheckResult], None]

T = TypeVar("T")

_VERSIONED: Final = {
    Runtime.NUMPY: ("numpy", "pytest"),
    Runtime.SKLEARN: ("numpy", "pandas", "scipy", "scikit-learn", "pytest"),
    Runtime.TORCH: ("numpy", "torch", "pytest"),
    Runtime.ONNX: ("numpy", "onnxruntime", "pytest"),
}


class Grader:
    """Keeps lanes warm between submissions; use it as a context manager, so that they end with it."""

    def __init__(self, *, lanes: int = 1, isolation: Isolation = Isolation.FULL) -> None:
        self.isolation = isolation
        self._lanes = [Lane(isolation) for _ in range(lanes)]
        self._free: queue.SimpleQueue[Lane] = queue.SimpleQueue()
        for lane in self._lanes:
            self._free.put(lane)
        # The kernel ends a jail with the thread that started it, so the threads live as long as the lanes.
        self._pool = ThreadPoolExecutor(lanes)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End all lanes, whatever they are doing."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._end_lanes()
        self._pool.shutdown()

    def warm(self, challenge: Challenge) -> None:
        """Start a lane's processes for this challenge, so that the first submission does not wait for imports."""
        self._on_a_lane(lambda lane: lane.warm(challenge))

    def grade(
        self,
        challenge: Challenge,
        submission: Submission,
        *,
        visibility: Visibility | None = None,
        checks: Sequence[Check] | None = None,
        until_failure: bool = False,
        on_check: OnCheck | None = None,
    ) -> GradeResult:
        """Grade one submission; safe to call from several threads, as many as there are lanes.

        Args:
            visibility: only public or only hidden checks; all without it.
            checks: only these, in this order, instead of the challenge's own.
            until_failure: skip what comes after the first check that is not accepted.
            on_check: called, on the same thread, as soon as a check is known.

        Raises:
            IsolationError: the jail cannot be set up on this machine.
        """
        checks = challenge.checks(visibility) if checks is None else checks
        by_id = {check.id: check for check in checks}

        def tell(report: Report) -> None:
            if on_check is not None:
                on_check(score_check(by_id[report.check], report))

        started_at, started = datetime.now(UTC), time.monotonic()
        if submission.problem:
            graded = _not_run(checks, submission.problem)
        else:
            graded = self._on_a_lane(
                lambda lane: lane.grade(challenge, submission.files, checks, tell, until_failure=until_failure)
            )
        found = GradeResult(
            challenge=challenge.id,
            fingerprint=challenge.fingerprint,
            submission=submission.name,
            checks=score_checks(checks, graded.reports, graded.failure),
            isolation=self.isolation,
            started_at=started_at,
            time_s=round(time.monotonic() - started, 6),
            cpu_s=round(graded.cpu_s, 6),
            versions=versions(challenge.spec.runtime),
            unreadable=bool(submission.problem),
        )
        return without_accusations(challenge, found)

    def grade_all(
        self,
        challenge: Challenge,
        submissions: Iterable[Submission],
        *,
        visibility: Visibility | None = None,
        checks: Sequence[Check] | None = None,
        until_failure: bool = False,
    ) -> Generator[GradeResult]:
        """Grade many on all lanes; results come in the order of the submissions, read ahead only a little.

        The options are those of `grade`.
        """
        grade = partial(self.grade, challenge, visibility=visibility, checks=checks, until_failure=until_failure)
        ahead: deque[Future[GradeResult]] = deque()
        try:
            for submission in submissions:
                ahead.append(self._pool.submit(grade, submission))
                if len(ahead) > 2 * len(self._lanes):
                    yield ahead.popleft().result()
            while ahead:
                yield ahead.popleft().result()
        finally:
            for future in ahead:
                future.cancel()
            if ahead:
                self._end_lanes()  # whoever stops early does not wait for endless loops to reach their limits
                wait(ahead)

    def _end_lanes(self) -> None:
        for lane in self._lanes:
            lane.close()

    def _on_a_lane(self, work: Callable[[Lane], T]) -> T:
        lane = self._free.get()
        try:
            return work(lane)
        finally:
            self._free.put(lane)


def _not_run(checks: Sequence[Check], problem: str) -> Graded:
    """Of a submission that cannot be read, every check fails for that reason."""
    reports = {check.id: Report(check.id, Verdict.IMPORT_ERROR, one_line(problem)) for check in checks}
    return Graded(reports, cpu_s=0.0)


@cache
def versions(runtime: Runtime) -> dict[str, str]:
    """Versions of what can change a result."""
    import importlib.metadata  # noqa: PLC0415 - a good while, which the lanes' processes need for their own imports

    names: Sequence[str] = _VERSIONED[runtime]
    return {
        "prep": prep.__version__,
        "python": platform.python_version(),
        **{name: importlib.metadata.version(name) for name in names},
    }
