"""What a run found, for the report and the pictures."""

from collections.abc import Mapping
from dataclasses import dataclass

from projects.detection.boxes import Detections
from projects.detection.drift_study import DriftFindings
from projects.detection.evaluate import Graded
from projects.detection.plan import Plan
from projects.detection.scene import Scene
from projects.detection.stream_study import StreamFindings
from projects.detection.table import Row

Curve = tuple[Mapping[str, float], ...]


@dataclass(frozen=True, kw_only=True)
class Training:
    """One course, as it went."""

    name: str
    time_s: float
    curve: Curve


@dataclass(frozen=True, kw_only=True)
class Sample:
    """A frame to look at, and what was found on it."""

    scene: Scene
    found: Detections


@dataclass(frozen=True, kw_only=True)
class Findings:
    """Everything."""

    plan: Plan
    trainings: tuple[Training, ...]
    graded: tuple[Graded, ...]
    smallest_share: float
    """Of the boxes in the usual test set: the area of the smallest, as a share of the frame's."""

    rows: tuple[Row, ...]
    chosen: Row
    capacity: float
    """Frames a second that the service answers one client."""

    streams: tuple[StreamFindings, ...]
    drift: DriftFindings
    samples: tuple[Sample, ...]
    shifted_samples: tuple[Sample, ...]
