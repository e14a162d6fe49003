"""What is watched of a frame: what needs no truth to be known, and says little about which shelf it shows."""

from dataclasses import dataclass

import cv2
import numpy as np

from projects.detection.boxes import Detections, Floats
from projects.detection.photos import Image

_SIZE = (192, 144)
_VIEW = (16, 12)
_EXTREME = 1.0
"""Percent of the pixels that are left out at either end: a hot pixel is not the light."""


@dataclass(frozen=True, kw_only=True)
class Features:
    """Of one frame."""

    confidence: float
    """The mean over its boxes; 0 without any."""

    boxes: float
    light: float
    """The grey value that one pixel in a hundred exceeds, 0 to 255. The mean would say which shelf it is; this says how
    bright white is.
    """

    contrast: float
    """From the grey value that one pixel in a hundred stays under to `light`."""

    sharpness: float
    """The hardest hundredth of the edges, as a share of the contrast: low when out of focus, whatever is seen."""

    view: tuple[int, ...]
    """The picture in 16 by 12, without its light and its broad surfaces, -127 to 127: what is where."""


NAMES = ("confidence", "boxes", "light", "sharpness")
"""Those that have a reference in training."""


def features_of(image: Image, found: Detections) -> Features:
    """Measured on a small copy, so that it costs a fraction of the detection."""
    grey = cv2.cvtColor(cv2.resize(image, _SIZE, interpolation=cv2.INTER_AREA), cv2.COLOR_BGR2GRAY)
    dark, light = np.percentile(grey, (_EXTREME, 100 - _EXTREME))
    contrast = float(light - dark)
    edges = np.abs(cv2.Laplacian(grey, cv2.CV_32F))
    return Features(
        confidence=float(found.confidences.mean()) if len(found) else 0.0,
        boxes=float(len(found)),
        light=float(light),
        contrast=contrast,
        sharpness=float(np.percentile(edges, 100 - _EXTREME)) / max(1.0, contrast),
        view=_view(np.asarray(grey, np.uint8)),
    )


def _view(grey: Image) -> tuple[int, ...]:
    small = cv2.resize(grey, _VIEW, interpolation=cv2.INTER_AREA).astype(np.float32)
    detail = small - cv2.blur(small, (5, 5))
    return tuple(int(value) for value in np.round(detail * 127 / max(1e-6, float(np.abs(detail).max()))).ravel())


def likeness(one: Floats, other: Floats) -> float:
    """Of two views: 1 for the same, about 0 for any two. A view of nothing is like no other."""
    size = float(np.linalg.norm(one) * np.linalg.norm(other))
    return float(one @ other) / size if size > 0 else 0.0
