"""Unpacks a camera's picture no larger than it is needed: a JPEG can be read at a half, a quarter or an eighth of its
size, which leaves out most of the arithmetic and brings the first halving of the picture with it.
"""

import struct
from dataclasses import dataclass

import cv2
import numpy as np

from projects.detection.errors import DetectionError
from projects.detection.photos import Image

_READING = cv2.IMREAD_COLOR | cv2.IMREAD_IGNORE_ORIENTATION
"""A camera's turn is for people who look at pictures; boxes are told in the pixels as they came."""

_REDUCED = {
    2: cv2.IMREAD_REDUCED_COLOR_2 | cv2.IMREAD_IGNORE_ORIENTATION,
    4: cv2.IMREAD_REDUCED_COLOR_4 | cv2.IMREAD_IGNORE_ORIENTATION,
    8: cv2.IMREAD_REDUCED_COLOR_8 | cv2.IMREAD_IGNORE_ORIENTATION,
}
_START, _SCAN = b"\xff\xd8", 0xDA
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers of the segment that tells the picture's size."""


@dataclass(frozen=True, kw_only=True)
class Unpacked:
    """A picture, perhaps smaller than it was sent."""

    image: Image
    height: int
    """As it was sent."""

    width: int


def unpack(packed: bytes, height: int, width: int) -> Unpacked:
    """A JPEG or PNG picture, at the smallest size that still has `height` by `width` pixels.

    Raises:
        DetectionError: it is broken, or no picture.
    """
    size = jpeg_size(packed)
    factor = 1 if size is None else reduction(*size, height, width)
    try:
        image = cv2.imdecode(np.frombuffer(packed, np.uint8), _REDUCED.get(factor, _READING))
    except cv2.error as error:
        raise DetectionError("a broken picture") from error
    if image is None:
        raise DetectionError("a broken picture")
    full = image.shape[:2] if size is None else size
    return Unpacked(image=np.asarray(image, np.uint8), height=full[0], width=full[1])


def reduction(height: int, width: int, least_height: int, least_width: int) -> int:
    """The largest factor of 8, 4, 2 and 1 that leaves at least so many pixels each way."""
    return next((f for f in (8, 4, 2) if height // f >= least_height and width // f >= least_width), 1)


def jpeg_size(packed: bytes) -> tuple[int, int] | None:
    """Height and width as the header tells them; None for what is no JPEG."""
    if not packed.startswith(_START):
        return None
    place = 2
    while place + 9 <= len(packed) and packed[place] == 0xFF:
        marker = packed[place + 1]
        if marker == 0xFF:  # filling
            place += 1
            continue
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", packed, place + 5)
            return (height, width) if height and width else None
        if marker == _SCAN:
            return None
        place += 2 + int.from_bytes(packed[place + 2 : place + 4], "big")
    return None
