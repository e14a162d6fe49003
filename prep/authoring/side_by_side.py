"""Checks several challenges at a time, each on a lane of its own: half the steps of a check come one after another."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event, Thread
from types import TracebackType
from typing import Self

from prep.authoring.bench import OnStep
from prep.authoring.check import Demands, check_challenge
from prep.authoring.outcome import ProofOutcome
from prep.grading.grader import Grader

OnChallenge = Callable[[str], OnStep]
"""Told which challenge begins; what it returns is told of each graded submission."""


class _StoppedError(Exception):
    """Nobody waits for the outcome any more."""


class SideBySide:
    """Begins at once and goes on in the background; use it as a context manager, so that it ends with it."""

    def __init__(
        self, roots: Sequence[Path], ids: Sequence[str], demands: Demands, jobs: int, on_challenge: OnChallenge
    ) -> None:
        """Start nothing yet.

        Args:
            ids: the challenges; the outcomes come in their order.
            jobs: submissions at a time; a single challenge has them all for itself.
            on_challenge: called on the thread that checks the challenge.
        """
        self._roots, self._demands, self._on_challenge = roots, demands, on_challenge
        self._outcomes: dict[str, Future[ProofOutcome]] = {challenge_id: Future() for challenge_id in ids}
        self._waiting: SimpleQueue[str] = SimpleQueue()
        for challenge_id in self._outcomes:
            self._waiting.put(challenge_id)
        workers = max(1, min(jobs, len(self._outcomes)))
        self._graders = [Grader(lanes=jobs // workers, time_hidden=True) for _ in range(workers)]
        # The kernel ends a jail with the thread that started it, so each grader has a thread for as long as it lives.
        self._threads = [Thread(target=self._work, args=(grader,), daemon=True) for grader in self._graders]
        self._stopped = Event()

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End all, whatever is left to do."""
        self._stopped.set()
        if not all(outcome.done() for outcome in self._outcomes.values()):
            for grader in self._graders:  # else each is closed by the thread that used it
                grader.close()
        for thread in self._threads:
            thread.join()

    def outcomes(self) -> Iterator[ProofOutcome]:
        """The outcomes in the order of the challenges, each as soon as it and those before it are known.

        Raises:
            IsolationError: the jail cannot be set up on this machine.
            ContentError: a library that authors need is not installed.
        """
        for outcome in self._outcomes.values():
            yield outcome.result()

    def _work(self, grader: Grader) -> None:
        with grader:
            while not self._stopped.is_set():
                try:
                    challenge_id = self._waiting.get_nowait()
                except Empty:
                    return
                self._check(challenge_id, grader)

    def _check(self, challenge_id: str, grader: Grader) -> None:
        tell = self._on_challenge(challenge_id)

        def on_step(done: int, planned: int) -> None:
            if self._stopped.is_set():
                raise _StoppedError
            tell(done, planned)

        outcome = self._outcomes[challenge_id]
        try:
            outcome.set_result(check_challenge(self._roots, challenge_id, grader, self._demands, on_step))
        except BaseException as error:  # noqa: BLE001 - whoever waits for the outcome is told, on the thread that waits
            outcome.set_exception(error)
