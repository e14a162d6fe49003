"""What a worker is to whoever asks it, however it is reached: it takes requests, uses time, and is ended."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from prep.grading.jail.plain import Handle
from prep.model.challenge import WALL_FACTOR


@dataclass(frozen=True)
class Usage:
    """What a worker had used when it was ended."""

    exit: int | None
    """Its exit code, negative for a signal; None if it was still alive."""

    cpu_s: float
    peak_kb: int
    over_memory_mb: int
    """What it held when the zygote ended it for that; 0 if it did not."""

    killed_from_outside: bool
    """By the kernel or by a person, not by what runs in the jail."""


@dataclass(frozen=True)
class Time:
    """An amount of time on both clocks. CPU time decides, since it is fair on a busy machine; the wall clock bounds
    what CPU time does not see: sleep and deadlock.
    """

    cpu_s: float = 0.0
    wall_s: float = 0.0

    def __add__(self, other: "Time") -> "Time":
        return Time(self.cpu_s + other.cpu_s, self.wall_s + other.wall_s)

    def left_of(self, limit_s: float) -> "Time":
        """What is left of a limit in CPU seconds, and of the more generous one by the wall clock."""
        return Time(max(limit_s - self.cpu_s, 0.0), max(WALL_FACTOR * limit_s - self.wall_s, 0.0))

    def within(self, other: "Time") -> "Time":
        """The smaller amount on each clock."""
        return Time(min(self.cpu_s, other.cpu_s), min(self.wall_s, other.wall_s))


@dataclass(frozen=True)
class Reply:
    kind: str
    body: Any


class Worker(Protocol):
    """A process with the submission in it."""

    def ask(
        self, operation: str, arguments: list[Any], allowed: Time, *, adopt: Callable[[Handle], Any] | None = None
    ) -> Reply:
        """Send one request and read its reply within the time allowed for both."""
        ...

    def cpu_ns(self) -> int:
        """CPU time of the worker and its descendants."""
        ...

    def own_cpu_s(self) -> float:
        """CPU time of the worker's first process alone."""
        ...

    def end(self, *, ending: bool = False) -> Usage:
        """Kill the worker with everything it started."""
        ...

    def is_blameless(self, usage: Usage) -> bool:
        """Whether it was killed though it kept its limits."""
        ...
