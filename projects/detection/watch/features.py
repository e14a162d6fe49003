"""What is watched of a frame: four numbers that need no truth to be known."""

from dataclasses import dataclass, fields

import cv2

from projects.detection.boxes import Detections
from projects.detection.photos import Image

_SIZE = (192, 144)


@dataclass(frozen=True, kw_only=True)
class Features:
    """Of one frame."""

    confidence: float
    """The mean over its boxes; 0 without any."""

    boxes: float
    brightness: float
    """The mean grey value, 0 to 255."""

    sharpness: float
    """The spread of the grey picture's second derivative: low when the camera moves or is out of focus."""


NAMES = tuple(field.name for field in fields(Features))


def features_of(image: Image, found: Detections) -> Features:
    """Measured on a small copy, so that it costs a fraction of the detection."""
    grey = cv2.cvtColor(cv2.resize(image, _SIZE, interpolation=cv2.INTER_AREA), cv2.COLOR_BGR2GRAY)
    return Features(
        confidence=float(found.confidences.mean()) if len(found) else 0.0,
        boxes=float(len(found)),
        brightness=float(grey.mean()),
        sharpness=float(cv2.Laplacian(grey, cv2.CV_32F).std()),
    )
