"""A detector against frames whose boxes are known: at every confidence, and at the one that was chosen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from projects.detection.boxes import Detections
from projects.detection.detector import FOR_SCORING, Detector, load_detector
from projects.detection.kinds import Kind
from projects.detection.scene import HEIGHT, WIDTH, Scene
from projects.detection.score import Counts, Score, count, found_of, score

DRAWS = 2_000


@dataclass(frozen=True, kw_only=True)
class Interval:
    """A share or a mean, and the 95 % interval of what as many photos drawn anew would give.

    Frames on one photo say much the same, so photos are drawn, not frames: with ten of them the interval is wide, and
    honest.
    """

    count: int
    """Labels or frames that it is a mean over."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Sought:
    """A label that is there, and whether it was found."""

    photo: int
    kind: Kind
    share: float
    """Of the frame's area, by its box."""

    tilt: float
    """Degrees that its upper edge is turned by, 0 to 180."""

    brightness: float
    """The frame's mean grey value, 0 to 255."""

    found: bool


@dataclass(frozen=True, kw_only=True)
class Graded:
    """One model on the frames of one domain."""

    model: str
    domain: str
    score: Score | None
    """At every confidence; None where there is nothing to find."""

    precision: Interval | None
    recall: Interval | None
    """None as the score."""

    false_boxes: Interval
    """Per frame."""

    sought: tuple[Sought, ...]


def find(detector: Detector, scenes: Sequence[Scene]) -> list[Detections]:
    """As the service does it: from what the camera sent."""
    return [detector.detect_packed(scene.packed) for scene in scenes]


def score_on(detector: Detector, scenes: Sequence[Scene]) -> Score:
    """The detector should be one of `FOR_SCORING`."""
    return score(find(detector, scenes), [scene.boxes for scene in scenes])


def grade(weights: Path, model: str, domain: str, scenes: Sequence[Scene]) -> Graded:
    """At every confidence for the score, and at the operating point kept beside the weights for all else."""
    found = find(load_detector(weights), scenes)
    counts = [count(detections, scene.boxes) for detections, scene in zip(found, scenes, strict=True)]
    photos = [scene.photo for scene in scenes]
    labelled = any(scene.boxes for scene in scenes)
    return Graded(
        model=model,
        domain=domain,
        score=score_on(load_detector(weights, settings=FOR_SCORING), scenes) if labelled else None,
        precision=_ratio(photos, counts, lambda c: (c.right, c.right + c.wrong)) if labelled else None,
        recall=_ratio(photos, counts, lambda c: (c.right, c.right + c.missed)) if labelled else None,
        false_boxes=_ratio(photos, counts, lambda c: (c.wrong, 1)),
        sought=tuple(_sought(found, scenes)),
    )


def recall_of(sought: Sequence[Sought]) -> Interval:
    """How many of these labels were found."""
    return interval([one.photo for one in sought], [float(one.found) for one in sought], [1.0] * len(sought))


def interval(photos: Sequence[int], parts: Sequence[float], wholes: Sequence[float], *, seed: int = 0) -> Interval:
    """Of the sum of the parts by the sum of the wholes, over photos drawn with replacement; 1 without any whole."""
    names, places = np.unique(photos, return_inverse=True)
    sums = np.stack([np.bincount(places, weights=values, minlength=len(names)) for values in (parts, wholes)])
    drawn = sums[:, np.random.default_rng(seed).integers(0, len(names), (DRAWS, len(names)))].sum(axis=2)
    with np.errstate(invalid="ignore", divide="ignore"):
        ratios = np.where(drawn[1] > 0, drawn[0] / drawn[1], 1.0)
    low, high = np.quantile(ratios, (0.025, 0.975))
    total = float(sums[1].sum())
    mean = float(sums[0].sum()) / total if total else 1.0
    return Interval(count=round(total), mean=mean, low=float(low), high=float(high))


def _ratio(photos: Sequence[int], counts: Sequence[Counts], pair: Callable[[Counts], tuple[int, int]]) -> Interval:
    parts, wholes = zip(*(pair(one) for one in counts), strict=True)
    return interval(photos, parts, wholes)


def _sought(found: Sequence[Detections], scenes: Sequence[Scene]) -> list[Sought]:
    return [
        Sought(
            photo=scene.photo,
            kind=box.kind,
            share=box.area / (WIDTH * HEIGHT),
            tilt=box.tilt,
            brightness=float(scene.image.mean()),
            found=hit,
        )
        for detections, scene in zip(found, scenes, strict=True)
        for box, hit in zip(scene.boxes, found_of(detections, scene.boxes), strict=True)
    ]
