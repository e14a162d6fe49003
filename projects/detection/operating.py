"""The operating point: from which confidence on a box of each kind counts as found. It is chosen on validation frames,
kept beside the weights, and read from there by everything that runs them, the service too.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from projects.detection.boxes import Detections
from projects.detection.errors import DetectionError
from projects.detection.kinds import NAMES, Box, Kind
from projects.detection.score import Hits, hits_of

FILE = "operating.json"
MOST_FALSE = 0.05
"""False boxes a frame that has no label: more are never chosen on validation frames."""

_STEP = 0.01
_GRID = tuple(round(float(value), 2) for value in np.arange(0.1, 0.951, _STEP))


def read_point(weights: Path) -> tuple[float, ...] | None:
    """A threshold for each kind, in their order; None if nothing was chosen for these weights.

    Raises:
        DetectionError: the file beside the weights is not one of ours.
    """
    path = weights.with_name(FILE)
    if not path.exists():
        return None
    try:
        thresholds = json.loads(path.read_text(encoding="utf-8")).get(model_name(weights))
        if thresholds is None:
            return None
        chosen = tuple(float(thresholds[name]) for name in NAMES)
    except (OSError, ValueError, TypeError, AttributeError, KeyError) as error:
        raise DetectionError(f"cannot read the thresholds in {path}; choose them anew, or install prep anew") from error
    if not all(0 < value < 1 for value in chosen):
        raise DetectionError(f"a threshold in {path} is not between 0 and 1; choose them anew, or install prep anew")
    return chosen


def write_point(weights: Path, chosen: Sequence[float]) -> None:
    """Beside the weights, among those of other models."""
    path = weights.with_name(FILE)
    others: Mapping[str, object] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    mine = dict(zip(NAMES, chosen, strict=True))
    path.write_text(json.dumps({**others, model_name(weights): mine}, indent=2) + "\n", encoding="utf-8")


def model_name(weights: Path) -> str:
    """Of `base.onnx` and `base-int8.onnx`: `base`. What was rounded has the thresholds of what it was rounded from."""
    return weights.stem.removesuffix("-int8")


def choose_point(found: Sequence[Detections], truth: Sequence[Sequence[Box]]) -> tuple[float, ...]:
    """For each kind the threshold with the best F1 (van Rijsbergen 1979): the harmonic mean of precision and recall.

    Where that puts more than `MOST_FALSE` boxes on an empty frame, all rise together until it does not: a shelf without
    labels is the rule in a shop, and counts for little in F1.

    `found` are detections at every confidence on validation frames, of which some have no label.
    """
    chosen = tuple(_best(hits_of(kind, found, truth)) for kind in Kind)
    empty = [detections for detections, boxes in zip(found, truth, strict=True) if not boxes]
    while _boxes(empty, chosen) > MOST_FALSE * len(empty) and min(chosen) < _GRID[-1]:
        chosen = tuple(min(round(threshold + _STEP, 2), _GRID[-1]) for threshold in chosen)
    return chosen


def _boxes(found: Sequence[Detections], thresholds: Sequence[float]) -> int:
    return sum(int((one.confidences >= np.array(thresholds)[one.kinds]).sum()) for one in found)


def _best(hits: Hits) -> float:
    """In the middle of the thresholds that come within a thousandth of the best one: its neighbours are as good, and
    the rim of a plateau is where other photos fall off.
    """
    scores = np.array([hits.at(threshold).f1 for threshold in _GRID])
    good = np.flatnonzero(scores >= scores.max() - 0.001)
    return _GRID[int(good[len(good) // 2])]
