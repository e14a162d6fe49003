"""What frames must be before anything is learnt from them: no photo on both sides, boxes inside, all kinds."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import cv2
import numpy as np

from projects.detection.kinds import Kind
from projects.detection.ops.params import Checks
from projects.detection.photos import Photo, read_photo
from projects.detection.scene import HEIGHT, WIDTH, Scene
from projects.ops.errors import ProjectError


@dataclass(frozen=True, kw_only=True)
class Found:
    """What the training frames hold; what the checks refuse is raised."""

    frames: int
    labels: int
    empty: float
    rarest: str
    rarest_share: float
    smallest_share: float
    largest_share: float


def check_photos(photos: Sequence[Photo], limits: Checks) -> float:
    """How alike the two most alike photos of different splits are. Raises ProjectError: they are one photo."""
    small = {photo.name: cv2.resize(read_photo(photo.name), (32, 24)).astype(float).ravel() for photo in photos}
    most = 0.0
    for one, other in combinations(photos, 2):
        if one.split is other.split:
            continue
        alike = float(np.corrcoef(small[one.name], small[other.name])[0, 1])
        if alike > limits.alike:
            raise ProjectError(f"the photos {one.name} and {other.name} are the same picture; keep both in one split")
        most = max(most, alike)
    return most


def check_frames(scenes: Sequence[Scene], limits: Checks) -> Found:
    """What the training frames hold. Raises ProjectError where they break their contract."""
    boxes = [box for scene in scenes for box in scene.boxes]
    outside = [box for box in boxes if not (0 <= box.left < box.right <= WIDTH and 0 <= box.top < box.bottom <= HEIGHT)]
    if outside:
        raise ProjectError(f"{len(outside)} boxes do not lie inside their frame, such as {outside[0]}")
    counts = Counter(box.kind for box in boxes)
    rarest = min(Kind, key=lambda kind: counts[kind])
    shares = [box.area / (WIDTH * HEIGHT) for box in boxes]
    empty = float(np.mean([not scene.boxes for scene in scenes]))
    rarest_share = counts[rarest] / max(1, len(boxes))
    if not limits.empty[0] <= empty <= limits.empty[1]:
        low, high = limits.empty
        raise ProjectError(f"{empty:.1%} of the training frames have no label; it should be {low:.0%} to {high:.0%}")
    if rarest_share < limits.least_of_a_kind:
        raise ProjectError(f"only {rarest_share:.1%} of the labels are of the kind {rarest.label}; draw more of them")
    if min(shares) > limits.smallest_share:
        raise ProjectError(f"no label is smaller than {min(shares):.2%} of the frame; far ones are missing")
    return Found(
        frames=len(scenes),
        labels=len(boxes),
        empty=empty,
        rarest=rarest.label,
        rarest_share=rarest_share,
        smallest_share=min(shares),
        largest_share=max(shares),
    )
