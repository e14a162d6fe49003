"""Between those who let frames in and those who work on them: short, newer frames win, nobody fills it alone."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Condition
from typing import Protocol

from projects.detection.serve.fates import Answer
from projects.detection.serve.shares import NOBODY, Source, Turns, who_gives_way

Deliver = Callable[[int, "Answer | str"], None]
"""Takes the number of a frame and its answer, or the reason why there is none."""


@dataclass(frozen=True, kw_only=True)
class Frame:
    """A checked frame on its way, still packed."""

    number: int
    packed: bytes
    source: Source = NOBODY
    ticket: str = ""
    """What the queue itself calls it."""

    owner: str = ""
    """The service that let it in."""


class QueueUnavailableError(Exception):
    """The queue cannot be reached now."""


class FrameQueue(Protocol):
    """Thread-safe; when it is full, the oldest frame of whoever has most in it is pushed out."""

    def offer(self, frame: Frame) -> None:
        """Raises QueueUnavailableError."""

    def take(self, wait_s: float) -> Frame | None:
        """The next frame, None if there is none within the time. Raises QueueUnavailableError."""

    def finish(self, frame: Frame, answer: Answer | str) -> None:
        """Tells the frame's owner the answer, or why there is none. Raises QueueUnavailableError."""

    def collect_dropped(self) -> list[int]:
        """Numbers of our frames that were pushed out since it was last asked. Raises QueueUnavailableError."""

    def depth(self) -> int:
        """How many frames wait. Raises QueueUnavailableError."""

    def close(self) -> None: ...


class LocalQueue:
    """In this process: the default."""

    def __init__(self, capacity: int, deliver: Deliver) -> None:
        self._capacity = capacity
        self._deliver = deliver
        self._frames: list[Frame] = []
        self._turns = Turns()
        self._dropped: list[int] = []
        self._changed = Condition()

    def offer(self, frame: Frame) -> None:
        with self._changed:
            self._frames.append(frame)
            if len(self._frames) > self._capacity:
                place = who_gives_way([waiting.source for waiting in self._frames])
                self._dropped.append(self._frames.pop(place).number)
            self._changed.notify()

    def take(self, wait_s: float) -> Frame | None:
        with self._changed:
            if not self._frames:
                self._changed.wait(wait_s)
            if not self._frames:
                return None
            return self._frames.pop(self._turns.next([waiting.source for waiting in self._frames]))

    def finish(self, frame: Frame, answer: Answer | str) -> None:
        self._deliver(frame.number, answer)

    def collect_dropped(self) -> list[int]:
        with self._changed:
            dropped, self._dropped = self._dropped, []
            return dropped

    def depth(self) -> int:
        with self._changed:
            return len(self._frames)

    def close(self) -> None:
        with self._changed:
            self._changed.notify_all()
