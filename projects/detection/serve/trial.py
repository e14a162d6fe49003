"""A model on trial beside the champion: a crew and a queue of its own, so that nothing it does reaches a client.

As a canary it answers some frames; those that it cannot do, or is too slow for, the champion does. After too many of
those it is withdrawn. As a shadow it gets copies, and its boxes are held against the champion's.
"""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from projects.detection.serve.crew import Crew
from projects.detection.serve.fates import Answer, Found
from projects.detection.serve.queues import Frame, LocalQueue
from projects.detection.serve.releases import Alias

WITHDRAWN_AFTER = 3
"""Frames in a row that a canary could not do."""

_WAITING = 4
_REMEMBERED = 64
_OVERLAP = 0.5


@dataclass(frozen=True, kw_only=True)
class TrialState:
    """Since the trial began."""

    alias: Alias
    model: Path
    ready: bool
    answered: int
    failed: int
    withdrawn: str
    """Why it gets no frames any more; empty while it does."""

    compared: int
    """Frames that the champion answered as well."""

    agreement: float
    """The mean share of boxes, over compared frames, that both have; 1 where both have none."""


class Trial:
    """Of one model under one alias."""

    def __init__(self, alias: Alias, model: Path, share: float, deliver: Callable[[Frame, Answer | str], None]) -> None:
        self.alias = alias
        self.model = model
        self._share = share
        self._deliver = deliver
        self._queue = LocalQueue(_WAITING, self._hear)
        self._crew = Crew(self._queue, model, size=1, on_broken=self._withdraw)
        self._frames: OrderedDict[int, Frame] = OrderedDict()
        self._answers: OrderedDict[int, Answer] = OrderedDict()
        self._lock = Lock()
        self._answered = self._failed = self._in_a_row = self._compared = 0
        self._agreed = 0.0
        self._withdrawn = ""

    def start(self) -> None:
        self._crew.start()

    def stop(self) -> None:
        """What it still has goes to the champion."""
        self._withdraw("it was taken away")
        self._crew.stop()

    def serves(self, model: Path | None, share: float) -> bool:
        """Whether it is this trial already: it goes on, with its counts."""
        return (model, share) == (self.model, self._share)

    def wants(self, number: int) -> bool:
        """Evenly spread over the frames."""
        share = 1.0 if self.alias is Alias.SHADOW else self._share
        due = int(number * share) > int((number - 1) * share)
        return due and not self._withdrawn and self._crew.ready > 0

    def offer(self, frame: Frame) -> None:
        with self._lock:
            self._frames[frame.number] = frame
        self._queue.offer(frame)
        for number in self._queue.collect_dropped():
            self._end(number, "the model on trial was too slow", counts=False)

    def compare(self, number: int, answer: Answer) -> None:
        """The answer of either; the second one to come is held against the first."""
        with self._lock:
            other = self._answers.pop(number, None)
            if other is None:
                self._answers[number] = answer
                if len(self._answers) > _REMEMBERED:
                    self._answers.popitem(last=False)
                return
            self._compared += 1
            self._agreed += agreement(answer.found, other.found)

    def state(self) -> TrialState:
        with self._lock:
            return TrialState(
                alias=self.alias,
                model=self.model,
                ready=self._crew.ready > 0,
                answered=self._answered,
                failed=self._failed,
                withdrawn=self._withdrawn,
                compared=self._compared,
                agreement=self._agreed / self._compared if self._compared else 1.0,
            )

    def _hear(self, number: int, answer: Answer | str) -> None:
        self._end(number, answer, counts=True)

    def _end(self, number: int, answer: Answer | str, *, counts: bool) -> None:
        with self._lock:
            frame = self._frames.pop(number, None)
            if isinstance(answer, Answer):
                self._answered += 1
                self._in_a_row = 0
            elif counts:
                self._failed += 1
                self._in_a_row += 1
            too_many = self._in_a_row >= WITHDRAWN_AFTER
        if too_many:
            self._withdraw(f"{WITHDRAWN_AFTER} frames in a row: {answer}")
        if self.alias is Alias.CANARY and frame is not None:
            self._deliver(frame, answer)
        if self.alias is Alias.SHADOW and isinstance(answer, Answer):
            self.compare(number, answer)

    def _withdraw(self, reason: str) -> None:
        with self._lock:
            self._withdrawn = self._withdrawn or reason
            left = list(self._frames)
        for number in left:
            self._end(number, reason, counts=False)


def agreement(ours: Sequence[Found], theirs: Sequence[Found]) -> float:
    """The share of all boxes that have a partner of their kind on the other side, overlapping by half."""
    if not ours and not theirs:
        return 1.0
    free = list(theirs)
    pairs = 0
    for box in ours:
        partner = next((other for other in free if other.kind == box.kind and _overlap(box, other) >= _OVERLAP), None)
        if partner is not None:
            free.remove(partner)
            pairs += 1
    return pairs / (len(ours) + len(theirs) - pairs)


def _overlap(one: Found, other: Found) -> float:
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    shared = max(0.0, width) * max(0.0, height)
    areas = sum((box.right - box.left) * (box.bottom - box.top) for box in (one, other))
    return shared / (areas - shared) if areas > shared else 0.0
