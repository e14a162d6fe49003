"""What becomes of a frame. Each that is let in meets exactly one fate, and the account says how many met which."""

from bisect import bisect_left
from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import accumulate
from threading import Lock

import numpy as np

from projects.detection.watch.features import Features

BUCKETS_S = (0.005, 0.01, 0.015, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.25, 0.5, 1.0, 2.5, 5.0)
"""A frame takes about ten milliseconds, thirty a second leave 33, and after five seconds it is lost."""


class Fate(StrEnum):
    ANSWERED = "answered"
    DROPPED = "dropped"
    """Pushed out of the full queue by newer ones."""

    FAILED = "failed"
    """A worker had it, and could not do it."""

    LOST = "lost"
    """Nobody answered in time: its worker or the queue died."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """One box, in the words of the interface."""

    kind: str
    confidence: float
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a worker says about a frame."""

    found: tuple[Found, ...]
    features: Features


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The end of a frame."""

    number: int
    fate: Fate
    reason: str = ""
    answer: Answer | None = None
    latency_ms: float = 0.0
    """From its arrival to its end."""


@dataclass(frozen=True, kw_only=True)
class Histogram:
    """Seconds from arrival to answer: how many took at most so long, as Prometheus counts them."""

    at_most: tuple[int, ...]
    """For each of BUCKETS_S, and last for all."""

    sum_s: float


@dataclass(frozen=True, kw_only=True)
class Account:
    """Numbers at one moment; frames let in are the sum of the fates and of those still open."""

    received: int
    fates: Mapping[Fate, int]
    open: int
    refused: int
    undelivered: int
    """Ended, but their client was gone or did not read."""

    p50_ms: float
    p95_ms: float
    """Of recent answers."""

    latency: Histogram
    """Of all answers since the start."""

    @property
    def balanced(self) -> bool:
        return self.received == sum(self.fates.values()) + self.open


@dataclass
class Ledger:
    """Keeps the account; any thread may write."""

    _lock: Lock = field(default_factory=Lock)
    _fates: Counter[Fate] = field(default_factory=Counter)
    _received: int = 0
    _refused: int = 0
    _undelivered: int = 0
    _buckets: list[int] = field(default_factory=lambda: [0] * (len(BUCKETS_S) + 1))
    _sum_s: float = 0.0
    _latencies: deque[float] = field(default_factory=lambda: deque(maxlen=20_000))

    def receive(self) -> None:
        with self._lock:
            self._received += 1

    def refuse(self) -> None:
        with self._lock:
            self._refused += 1

    def fail_to_deliver(self) -> None:
        with self._lock:
            self._undelivered += 1

    def settle(self, outcome: Outcome) -> None:
        with self._lock:
            self._fates[outcome.fate] += 1
            if outcome.fate is Fate.ANSWERED:
                self._latencies.append(outcome.latency_ms)
                self._buckets[bisect_left(BUCKETS_S, outcome.latency_ms / 1000)] += 1
                self._sum_s += outcome.latency_ms / 1000

    def account(self) -> Account:
        with self._lock:
            latencies = np.array(self._latencies or (0.0,))
            fates = {fate: self._fates[fate] for fate in Fate}
            return Account(
                received=self._received,
                fates=fates,
                open=self._received - sum(fates.values()),
                refused=self._refused,
                undelivered=self._undelivered,
                p50_ms=float(np.percentile(latencies, 50)),
                p95_ms=float(np.percentile(latencies, 95)),
                latency=Histogram(at_most=tuple(accumulate(self._buckets)), sum_s=self._sum_s),
            )
