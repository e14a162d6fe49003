"""Lets frames in, follows each to its end, and keeps the account. Knows nothing of HTTP."""

import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Lock, Thread

from projects.detection.serve.crew import Crew
from projects.detection.serve.fates import Answer, Fate, Ledger, Outcome
from projects.detection.serve.frames import RefusedFrameError, check_frame
from projects.detection.serve.queues import Frame, FrameQueue, LocalQueue, QueueUnavailableError
from projects.detection.serve.redis_queue import RedisQueue
from projects.detection.watch.monitor import Monitor

Hear = Callable[[Outcome], None]
"""Called once for each frame, from any thread; it must not block."""

_LOOK_S = 0.1


class NotAcceptingError(Exception):
    """The service ends, or its queue cannot be reached."""


@dataclass(frozen=True, kw_only=True)
class ServiceSettings:
    """Everything that a deployment may want to change."""

    model: Path
    workers: int = 1
    capacity: int = 16
    """Frames that may wait. Each costs the newest one the time of one detection, so it bounds latency."""

    deadline_s: float = 5.0
    """After this a frame without an answer is told as lost."""

    patience_s: float = 2.0
    """After this a worker that says nothing is replaced."""

    redis_url: str | None = None


@dataclass(frozen=True, kw_only=True)
class _Open:
    arrived_s: float
    hear: Hear


class Service:
    """From `start` to `stop`."""

    def __init__(
        self, settings: ServiceSettings, monitor: Monitor | None = None, queue: FrameQueue | None = None
    ) -> None:
        self.settings = settings
        self.ledger = Ledger()
        self.monitor = monitor
        self.queue: FrameQueue = queue or self._make_queue()
        self.crew = Crew(self.queue, settings.model, size=settings.workers, patience_s=settings.patience_s)
        self._open: dict[int, _Open] = {}
        self._lock = Lock()
        self._numbers = itertools.count(1)
        self._accepting = False
        self._queue_ok = True
        self._stopping = Event()
        self._sweeper = Thread(target=self._sweep, name="sweeper", daemon=True)

    def _make_queue(self) -> FrameQueue:
        if self.settings.redis_url:
            return RedisQueue(self.settings.redis_url, self.settings.capacity, self._settle_answer)
        return LocalQueue(self.settings.capacity, self._settle_answer)

    def start(self) -> None:
        self.crew.start()
        self._sweeper.start()
        self._accepting = True

    def why_not_ready(self) -> str | None:
        """None when frames are taken and answered."""
        if not self._accepting:
            return "stopping"
        if not self._queue_ok:
            return "the queue cannot be reached"
        if self.crew.ready == 0:
            return "no worker is ready"
        return None

    def accept(self, packed: bytes, hear: Hear) -> int:
        """The frame's number; `hear` learns its end.

        Raises:
            RefusedFrameError: the frame breaks a limit.
            NotAcceptingError: come back later, or ask another.
        """
        if not self._accepting:
            raise NotAcceptingError("stopping")
        try:
            check_frame(packed)
        except RefusedFrameError:
            self.ledger.refuse()
            raise
        number = next(self._numbers)
        with self._lock:
            self._open[number] = _Open(arrived_s=time.monotonic(), hear=hear)
        self.ledger.receive()
        try:
            self.queue.offer(Frame(number=number, packed=packed))
            self._queue_ok = True
        except QueueUnavailableError as error:
            self._queue_ok = False
            self._end(number, Fate.LOST, "the queue cannot be reached")
            raise NotAcceptingError("the queue cannot be reached") from error
        self._settle_dropped()
        return number

    def drain(self, timeout_s: float) -> bool:
        """Lets nothing in any more, and waits for what is inside; whether all of it was answered in time."""
        self._accepting = False
        end = time.monotonic() + timeout_s
        while time.monotonic() < end:
            with self._lock:
                if not self._open:
                    return True
            self._stopping.wait(0.02)
        return False

    def stop(self, drain_s: float = 5.0) -> None:
        self.drain(drain_s)
        self._stopping.set()
        self.crew.stop()
        if self._sweeper.ident is not None:
            self._sweeper.join()
        with self._lock:
            rest = list(self._open)
        for number in rest:
            self._end(number, Fate.LOST, "the service stopped")

    def _settle_answer(self, number: int, answer: Answer | str) -> None:
        if isinstance(answer, str):
            self._end(number, Fate.FAILED, answer)
            return
        if self.monitor is not None:
            self.monitor.observe(answer.features)
        self._end(number, Fate.ANSWERED, answer=answer)

    def _settle_dropped(self) -> None:
        try:
            for number in self.queue.collect_dropped():
                self._end(number, Fate.DROPPED, "newer frames came faster than they could be worked on")
        except QueueUnavailableError:
            self._queue_ok = False

    def _end(self, number: int, fate: Fate, reason: str = "", answer: Answer | None = None) -> None:
        """The first to come decides: an answer after the deadline changes nothing."""
        with self._lock:
            opened = self._open.pop(number, None)
        if opened is None:
            return
        latency_ms = (time.monotonic() - opened.arrived_s) * 1000
        outcome = Outcome(number=number, fate=fate, reason=reason, answer=answer, latency_ms=latency_ms)
        self.ledger.settle(outcome)
        opened.hear(outcome)

    def _sweep(self) -> None:
        while not self._stopping.wait(_LOOK_S):
            self._settle_dropped()
            late = time.monotonic() - self.settings.deadline_s
            with self._lock:
                overdue = [number for number, opened in self._open.items() if opened.arrived_s < late]
            for number in overdue:
                self._end(number, Fate.LOST, "no answer in time: its worker or the queue died")
            self._probe()

    def _probe(self) -> None:
        try:
            self.queue.depth()
            self._queue_ok = True
        except QueueUnavailableError:
            self._queue_ok = False
