"""The settings of the pipeline, as `params.yaml` has them."""

from dataclasses import dataclass

from projects.detection.dataset import Sizes
from projects.detection.train import Course
from projects.ops.params import Limit


@dataclass(frozen=True, kw_only=True)
class Checks:
    alike: float
    """Photos of two splits whose small grey copies correlate more than this are one photo."""

    empty: tuple[float, float]
    """Between which shares of the training frames have no label."""

    least_of_a_kind: float
    """The share of all labels that each kind has at least."""

    smallest_share: float
    """Some labels must be at most this share of the frame."""


@dataclass(frozen=True, kw_only=True)
class Courses:
    base: Course
    tuned: Course


@dataclass(frozen=True, kw_only=True)
class Params:
    version: str
    sizes: Sizes
    courses: Courses
    checks: Checks
    gate: tuple[Limit, ...]
