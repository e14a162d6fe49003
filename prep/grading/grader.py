"""Grades submissions: the one door to the engine."""

import math
import platform
import queue
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from datetime import UTC, datetime
from functools import cache, cached_property, partial
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self, TypeVar

import prep
from prep.grading.installed import package
from prep.grading.lane import Lane, LaneResult
from prep.grading.processes import ServerProcess
from prep.grading.score import CheckReport, score_check, score_checks
from prep.model.challenge import Challenge, Check, Runtime, Visibility
from prep.model.isolation import Isolation
from prep.model.result import CheckResult, GradeResult
from prep.model.submission import Submission
from prep.model.text import one_line
from prep.model.verdict import Verdict

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

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

    def __init__(
        self,
        *,
        lanes: int = 1,
        isolation: Isolation = Isolation.FULL,
        time_hidden: bool = False,
        ahead: ServerProcess | None = None,
    ) -> None:
        """Start nothing yet.

        Args:
            lanes: how many submissions are graded at a time.
            time_hidden: tell how long hidden checks took; only for authors, who know what is hidden.
            ahead: a test server that was started before this was imported; it is this grader's from now on.
        """
        self.isolation = isolation
        self._time_hidden = time_hidden
        self._lanes = [Lane(isolation, ahead=None if lane else ahead) for lane in range(lanes)]
        self._free: queue.LifoQueue[Lane] = queue.LifoQueue()  # whoever grades one by one finds the same lane, warm
        for lane in self._lanes:
            self._free.put(lane)

    @cached_property
    def _pool(self) -> "ThreadPoolExecutor":
        """The kernel ends a jail with the thread that started it, so the threads live as long as the lanes."""
        from concurrent.futures import ThreadPoolExecutor  # one by one needs none

        return ThreadPoolExecutor(len(self._lanes))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End all lanes, whatever they are doing."""
        pool = vars(self).get("_pool")  # if there is one by now
        if pool is not None:
            pool.shutdown(wait=False, cancel_futures=True)
        self._end_lanes()
        if pool is not None:
            pool.shutdown()

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
        alone: bool = False,
        on_check: OnCheck | None = None,
    ) -> GradeResult:
        """Grade one submission; safe to call from several threads, as many as there are lanes.

        Args:
            visibility: only public or only hidden checks; all without it.
            checks: only these, in this order, instead of the challenge's own.
            until_failure: skip what comes after the first check that is not accepted.
            alone: in a process that has graded nothing before, and grades nothing after it.
            on_check: called, on the same thread, as soon as a check is known.

        Raises:
            IsolationError: the jail cannot be set up on this machine.
        """
        return graded_result(
            challenge,
            submission,
            challenge.checks(visibility) if checks is None else checks,
            self.isolation,
            lambda wanted, tell: self._on_a_lane(
                lambda lane: lane.grade(
                    challenge, submission.files, wanted, tell, until_failure=until_failure, alone=alone
                )
            ),
            on_check=on_check,
            time_hidden=self._time_hidden,
        )

    def grade_all(
        self,
        challenge: Challenge,
        submissions: Iterable[Submission],
        *,
        visibility: Visibility | None = None,
        checks: Sequence[Check] | None = None,
        until_failure: bool = False,
        alone: bool = False,
    ) -> Generator[GradeResult]:
        """Grade many on all lanes; results come in the order of the submissions, read ahead only a little.

        The options are those of `grade`.
        """
        from concurrent.futures import wait

        grade = partial(
            self.grade, challenge, visibility=visibility, checks=checks, until_failure=until_failure, alone=alone
        )
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


Work = Callable[[Sequence[Check], Callable[[CheckReport], None]], LaneResult]
"""Runs these checks, telling of each as soon as it is known."""


def graded_result(
    challenge: Challenge,
    submission: Submission,
    checks: Sequence[Check],
    isolation: Isolation,
    work: Work,
    *,
    on_check: OnCheck | None = None,
    time_hidden: bool = False,
) -> GradeResult:
    """The result of a submission, whoever does the work; one that cannot be read is not run."""
    by_id = {check.id: check for check in checks}

    def tell(report: CheckReport) -> None:
        if on_check is not None:
            on_check(score_check(by_id[report.check], report, time_hidden=time_hidden))

    started_at, started = datetime.now(UTC), time.monotonic()
    if submission.problem:
        checks, graded = (), LaneResult({}, cpu_s=0.0)  # nothing was run, so there is nothing to score
    else:
        graded = work(checks, tell)
    is_coarse = not time_hidden and any(check.visibility is Visibility.HIDDEN for check in checks)
    found = GradeResult(
        challenge=challenge.id,
        fingerprint=challenge.fingerprint,
        submission=submission.name,
        checks=score_checks(checks, graded.reports, graded.failure, time_hidden=time_hidden),
        isolation=isolation,
        started_at=started_at,
        time_s=_seconds(time.monotonic() - started, coarse=is_coarse),
        cpu_s=_seconds(graded.cpu_s, coarse=is_coarse),
        versions=versions(challenge.spec.runtime),
        unreadable=bool(submission.problem),
        problem=one_line(submission.problem),
    )
    if all(check.verdict is Verdict.ACCEPTED for check in found.checks):
        return found
    from prep.diagnosis.diagnose import without_accusations  # most of a cold start is imports

    return without_accusations(challenge, found)


def _seconds(seconds: float, *, coarse: bool) -> float:
    """Whole ones where hidden checks were run: the rest could carry a hidden value out."""
    return float(math.ceil(seconds)) if coarse else round(seconds, 6)


@cache
def versions(runtime: Runtime) -> dict[str, str]:
    """Versions of what can change a result."""
    names: Sequence[str] = _VERSIONED[runtime]
    return {
        "prep": prep.__version__,
        "python": platform.python_version(),
        **{name: version for name in names if (version := _installed(name))},
    }


def _installed(name: str) -> str:
    """The version of a package; nothing where one's own work is graded without it."""
    found = package(name)
    return found.version if found else ""
