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


def recall_by_share(
    found: Sequence[Detections], truth: Sequence[Sequence[Box]], *, edges: Sequence[float], frame: float
) -> tuple[float, ...]:
    """Of the boxes whose share of the frame's area lies between two edges, how many were found (overlap .5)."""
    seen: list[list[bool]] = [[] for _ in edges[1:]]
    for detections, boxes in zip(found, truth, strict=True):
        for box in boxes:
            place = int(np.searchsorted(edges, box.area / frame)) - 1
            if 0 <= place < len(seen):
                same = detections.boxes[detections.kinds == box.kind]
                seen[place].append(bool((overlaps(corners([box]), same) >= 0.5).any()))
    return tuple(float(np.mean(hits)) if hits else float("nan") for hits in seen)


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
        hits.append(_match(detections.boxes[mine], targets))
    if total == 0:
        return np.zeros(len(THRESHOLDS))
    order = np.argsort(-np.concatenate(confidences), kind="stable")
    right = np.concatenate(hits)[order]
    recall = right.cumsum(axis=0) / total
    precision = right.cumsum(axis=0) / np.arange(1, len(right) + 1)[:, None]
    return np.array([_area(recall[:, k], precision[:, k]) for k in range(len(THRESHOLDS))])


def _match(boxes: Floats, targets: Floats) -> _Bools:
    """N by thresholds: which detections, surest first, are the first to reach a target."""
    right = np.zeros((len(boxes), len(THRESHOLDS)), bool)
    if not len(boxes) or not len(targets):
        return right
    shared = overlaps(boxes, targets)
    for column, threshold in enumerate(THRESHOLDS):
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
