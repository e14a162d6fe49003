"""Where a person's own work is graded: one warm grader, which can be stopped, and does without a jail if it must."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TypeVar

from prep.grading.grader import Grader, OnCheck
from prep.grading.own.grader import OwnWork
from prep.model.challenge import Challenge, Visibility
from prep.model.errors import IsolationError, MissingLibraryError
from prep.model.isolation import Isolation
from prep.model.result import GradeResult
from prep.model.submission import ENTRY_FILE, Submission

T = TypeVar("T")

_RETRY_S = 0.05


class Stopped(Exception):
    """The grading was stopped before it was over."""


class Bench:
    """Grades one thing at a time; calls may come from any thread and wait for their turn.

    It begins under full isolation. Where the machine cannot provide that, one's own work is graded all the same in
    plain processes, and `weakness` says why.
    """

    def __init__(self) -> None:
        self._grader: Grader | OwnWork = Grader(lanes=1, isolation=Isolation.FULL)
        self._turn = threading.Lock()
        self._count = threading.Lock()
        self._waiting = 0
        self._generation = 0
        self.weakness = ""
        """Why isolation is below full; empty as long as it is not."""

    @property
    def isolation(self) -> Isolation:
        return self._grader.isolation

    def warm(self, challenge: Challenge) -> None:
        """Start what a challenge needs to be graded, without waiting for it.

        Raises:
            IsolationError: the challenge's libraries are not installed.
            Stopped: somebody stopped it.
        """
        self._in_turn(lambda grader: grader.warm(challenge))

    def grade(
        self,
        challenge: Challenge,
        source: str,
        *,
        visibility: Visibility | None = None,
        on_check: OnCheck | None = None,
    ) -> GradeResult:
        """Grade the text of a solution; `on_check` is called on the same thread as soon as a check is known.

        Raises:
            IsolationError: not even a process of its own can be set up.
            Stopped: somebody stopped it.
        """
        files = {ENTRY_FILE: source.encode()}
        return self.grade_files(challenge, files, visibility=visibility, on_check=on_check)

    def grade_files(
        self,
        challenge: Challenge,
        files: Mapping[str, bytes],
        *,
        visibility: Visibility | None = None,
        on_check: OnCheck | None = None,
    ) -> GradeResult:
        """As `grade`, for a solution with other files beside it."""
        submission = Submission(name=ENTRY_FILE, files=files)
        return self._in_turn(
            lambda grader: grader.grade(challenge, submission, visibility=visibility, on_check=on_check)
        )

    def stop(self) -> None:
        """End all that runs or waits; returns when it has ended. The bench can be used again."""
        with self._count:
            self._generation += 1
        while self._waiting:
            # A process that was just being started is only seen by the next attempt.
            self._grader.close()
            if self._turn.acquire(timeout=_RETRY_S):
                self._turn.release()

    def close(self) -> None:
        """End everything, also the processes that were kept warm."""
        self.stop()
        self._grader.close()

    def _in_turn(self, job: Callable[[Grader | OwnWork], T]) -> T:
        with self._counted() as generation, self._turn:
            try:
                self._raise_if_stopped(generation)
                result = self._with_fallback(job, generation)
            except (IsolationError, OSError, ValueError, KeyError):
                # A grader that is closed under a job stumbles over what is gone.
                self._raise_if_stopped(generation)
                raise
            self._raise_if_stopped(generation)
            return result

    def _raise_if_stopped(self, generation: int) -> None:
        if generation != self._generation:
            raise Stopped from None

    @contextmanager
    def _counted(self) -> Iterator[int]:
        with self._count:
            self._waiting += 1
            generation = self._generation
        try:
            yield generation
        finally:
            with self._count:
                self._waiting -= 1

    def _with_fallback(self, job: Callable[[Grader | OwnWork], T], generation: int) -> T:
        try:
            return job(self._grader)
        except IsolationError as error:
            if not self.isolation.is_full or isinstance(error, MissingLibraryError):
                raise
            self._raise_if_stopped(generation)
            reason = error
        strong, self._grader = self._grader, OwnWork()
        try:
            result = job(self._grader)
        except IsolationError:
            self._grader.close()
            self._grader = strong
            raise
        strong.close()
        self.weakness = str(reason)
        return result
