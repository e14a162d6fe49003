"""Lets frames in, follows each to its end, and keeps the account. Knows nothing of HTTP."""

import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Lock, Thread

from projects.detection.errors import DetectionError
from projects.detection.serve.crew import Broken, Crew
from projects.detection.serve.deployed import Deployed
from projects.detection.serve.fates import Answer, Fate, Ledger, Outcome
from projects.detection.serve.frames import RefusedFrameError, check_frame
from projects.detection.serve.queues import Frame, FrameQueue, LocalQueue, QueueUnavailableError
from projects.detection.serve.redis_queue import RedisQueue
from projects.detection.serve.releases import Alias
from projects.detection.serve.shares import NOBODY, Source
from projects.detection.watch.monitor import Monitor

Hear = Callable[[Outcome], None]
"""Called once for each frame, from any thread; it must not block."""

_LOOK_S = 0.1


class NotAcceptingError(Exception):
    """The service ends."""


@dataclass(frozen=True, kw_only=True)
class ServiceSettings:
    """Everything that a deployment may want to change."""

    model: Path
    workers: int = 1
    capacity: int = 16
    """Frames that may wait. Each costs the newest one the time of one detection, so it bounds latency."""

    deadline_s: float = 5.0
    """After this a frame without an answer counts as lost."""

    patience_s: float = 2.0
    """After this a worker that says nothing is replaced."""

    redis_url: str | None = None
    releases: Path | None = None
    """A file that says which model is champion, canary and shadow, instead of `model`."""


@dataclass(frozen=True, kw_only=True)
class _Open:
    arrived_s: float
    hear: Hear
    source: Source


class Service:
    """From `start` to `stop`."""

    def __init__(
        self,
        settings: ServiceSettings,
        monitor: Monitor | None = None,
        queue: FrameQueue | None = None,
        on_broken: Broken | None = None,
    ) -> None:
        if settings.releases is not None and settings.redis_url is not None:
            raise DetectionError("--releases needs the queue of this process; leave --redis away")
        self.settings = settings
        self._deployed = Deployed(settings.releases, self._settle_trial)
        self.ledger = Ledger()
        self.monitor = monitor
        self.queue: FrameQueue = queue or self._make_queue()
        self.crew = Crew(
            self.queue,
            self._deployed.champion or settings.model,
            size=settings.workers,
            patience_s=settings.patience_s,
            on_broken=on_broken,
        )
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
        self._deployed.start(self.crew)
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

    @property
    def accepting(self) -> bool:
        """False before the start and once it ends."""
        return self._accepting

    @property
    def queue_ok(self) -> bool:
        """Whether the queue could be reached when it was last tried."""
        return self._queue_ok

    @property
    def deployed(self) -> Deployed:
        """The models by alias."""
        return self._deployed

    def accept(self, packed: bytes, hear: Hear, source: Source = NOBODY) -> int:
        """The frame's number; `hear` learns its end, which may come before this returns.

        Raises:
            RefusedFrameError: the frame breaks a limit.
            NotAcceptingError: the service ends; ask another.
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
            self._open[number] = _Open(arrived_s=time.monotonic(), hear=hear, source=source)
        self.ledger.receive()
        frame = Frame(number=number, packed=packed, source=source)
        if self._deployed.offer(frame) is Alias.CANARY:
            return number
        self._offer(frame)
        return number

    def _offer(self, frame: Frame) -> None:
        """While the queue is known to be away it is not asked: each frame would wait for its answer in vain."""
        if self._queue_ok:
            try:
                self.queue.offer(frame)
            except QueueUnavailableError:
                self._queue_ok = False
            else:
                self._settle_dropped()
                return
        self._end(frame.number, Fate.LOST, "the queue cannot be reached")

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
        self._deployed.stop()
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
        self._deployed.compare(number, answer)
        self._end(number, Fate.ANSWERED, answer=answer)

    def _settle_trial(self, frame: Frame, answer: Answer | str) -> None:
        """What a canary cannot do, the champion does."""
        if isinstance(answer, Answer):
            self._end(frame.number, Fate.ANSWERED, answer=answer)
        else:
            self._offer(frame)

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
        now_s = time.monotonic()
        latency_ms = (now_s - opened.arrived_s) * 1000
        if self.monitor is not None and answer is not None and opened.source.stream:
            self.monitor.observe(opened.source.stream, answer.features, now_s)
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
            self._deployed.look(self.crew)

    def _probe(self) -> None:
        try:
            self.queue.depth()
            self._queue_ok = True
        except QueueUnavailableError:
            self._queue_ok = False
