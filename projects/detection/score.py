"""Mean average precision, as COCO has it: 101 recall levels, overlaps from .50 to .95."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from projects.detection.boxes import Detections, Floats, overlaps
from projects.detection.kinds import Box, Kind

THRESHOLDS = np.linspace(0.5, 0.95, 10)
_RECALLS = np.linspace(0, 1, 101)
_Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Score:
    """Means over the kinds."""

    map50: float
    map50_95: float
    of_kind: tuple[float, ...]
    """mAP50 of each kind, in their order."""


def score(found: Sequence[Detections], truth: Sequence[Sequence[Box]]) -> Score:
    """Of detections at every confidence, frame by frame against what is there."""
    table = np.array([_average_precisions(kind, found, truth) for kind in Kind])
    return Score(map50=float(table[:, 0].mean()), map50_95=float(table.mean()), of_kind=tuple(map(float, table[:, 0])))


@dataclass(frozen=True, kw_only=True)
class Counts:
    """What was right, what was wrong and what was missed, at one operating point and an overlap of one half."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """Of what was found, how much is there; 1 if nothing was found."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Of what is there, how much was found; 1 if there is nothing."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(right=self.right + other.right, wrong=self.wrong + other.wrong, missed=self.missed + other.missed)


NOTHING = Counts(right=0, wrong=0, missed=0)


@dataclass(frozen=True, kw_only=True)
class Hits:
    """Of one kind, over many frames: each detection, surest first in its frame, and whether it is right."""

    confidences: npt.NDArray[np.float32]
    right: _Bools
    total: int
    """Labels that are there."""

    def at(self, threshold: float) -> Counts:
        sure = self.confidences >= threshold
        right = int(self.right[sure].sum())
        return Counts(right=right, wrong=int(sure.sum()) - right, missed=self.total - right)


def hits_of(kind: Kind, found: Sequence[Detections], truth: Sequence[Sequence[Box]]) -> Hits:
    """A detection is right that is the first to overlap a label of its kind by half or more."""
    confidences, right, total = [], [], 0
    for detections, boxes in zip(found, truth, strict=True):
        mine = detections.kinds == kind
        targets = corners([box for box in boxes if box.kind == kind])
        total += len(targets)
        confidences.append(detections.confidences[mine])
        right.append(_match(detections.boxes[mine], targets, THRESHOLDS[:1])[:, 0])
    return Hits(confidences=np.concatenate(confidences), right=np.concatenate(right), total=total)


def count(detections: Detections, boxes: Sequence[Box]) -> Counts:
    """Of one frame, all kinds together."""
    return sum((hits_of(kind, [detections], [boxes]).at(0.0) for kind in Kind), NOTHING)


def found_of(detections: Detections, boxes: Sequence[Box]) -> tuple[bool, ...]:
    """Of each label, whether a box of its kind overlaps it by half or more."""
    return tuple(
        bool((overlaps(corners([box]), detections.boxes[detections.kinds == box.kind]) >= THRESHOLDS[0]).any())
        for box in boxes
    )


def corners(boxes: Sequence[Box]) -> Floats:
    return np.array([[b.left, b.top, b.right, b.bottom] for b in boxes], np.float32).reshape(-1, 4)


def _average_precisions(
    kind: Kind, found: Sequence[Detections], truth: Sequence[Sequence[Box]]
) -> npt.NDArray[np.float64]:
    """One for each threshold."""
    confidences, hits, total = [], [], 0
    for detections, boxes in zip(found, truth, strict=True):
        mine = detections.kinds == kind
        targets = corners([box for box in boxes if box.kind == kind])
        total += len(targets)
        confidences.append(detections.confidences[mine])
        hits.append(_match(detections.boxes[mine], targets, THRESHOLDS))
    if total == 0:
        return np.zeros(len(THRESHOLDS))
    order = np.argsort(-np.concatenate(confidences), kind="stable")
    right = np.concatenate(hits)[order]
    recall = right.cumsum(axis=0) / total
    precision = right.cumsum(axis=0) / np.arange(1, len(right) + 1)[:, None]
    return np.array([_area(recall[:, k], precision[:, k]) for k in range(len(THRESHOLDS))])


def _match(boxes: Floats, targets: Floats, thresholds: npt.NDArray[np.float64]) -> _Bools:
    """N by thresholds: which detections, surest first, are the first to reach a target."""
    right = np.zeros((len(boxes), len(thresholds)), bool)
    if not len(boxes) or not len(targets):
        return right
    shared = overlaps(boxes, targets)
    for column, threshold in enumerate(thresholds):
        free = np.ones(len(targets), bool)
        for row in range(len(boxes)):
            best = int(np.argmax(np.where(free, shared[row], -1)))
            if free[best] and shared[row, best] >= threshold:
                right[row, column], free[best] = True, False
    return right


def _area(recall: npt.NDArray[np.float64], precision: npt.NDArray[np.float64]) -> float:
    """Under the curve, after each precision is raised to the best one at a higher recall."""
    if not len(recall):
        return 0.0
    envelope = np.maximum.accumulate(precision[::-1])[::-1]
    index = np.searchsorted(recall, _RECALLS, side="left")
    return float(np.where(index < len(envelope), envelope[np.minimum(index, len(envelope) - 1)], 0.0).mean())
