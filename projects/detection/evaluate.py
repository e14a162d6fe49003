"""A detector against frames whose boxes are known."""

from collections.abc import Sequence

from projects.detection.boxes import Detections
from projects.detection.detector import Detector
from projects.detection.scene import HEIGHT, WIDTH, Scene
from projects.detection.score import Score, recall_by_share, score

SHARES = (0.0, 0.03, 0.06, 0.12, 1.0)
"""Edges of the table of recall by size: shares of the frame's area."""


def find(detector: Detector, scenes: Sequence[Scene]) -> list[Detections]:
    return [detector.detect(scene.image) for scene in scenes]


def score_on(detector: Detector, scenes: Sequence[Scene]) -> Score:
    """The detector should be one of `FOR_SCORING`."""
    return score(find(detector, scenes), [scene.boxes for scene in scenes])


def recall_on(detector: Detector, scenes: Sequence[Scene]) -> tuple[float, ...]:
    """Of a detector as it is deployed, for each range of `SHARES`."""
    found = find(detector, scenes)
    return recall_by_share(found, [scene.boxes for scene in scenes], edges=SHARES, frame=WIDTH * HEIGHT)
