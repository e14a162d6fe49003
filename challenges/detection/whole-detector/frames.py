"""Frames of a live stream with the labels on them, kept small: brightness in full, colour at half the size.

A file holds the arrays of an `.npz` file: all frames one after the other, each value as its difference from the one to
its left, and all boxes. NumPy alone reads it.
"""

import io
import lzma
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from prep.grading import expect

MOST = 100
"""Detections that a frame may have."""

STEP = 4
"""Brightness and colour are rounded to multiples of this."""


@dataclass(frozen=True)
class Frame:
    """One picture and what is on it."""

    image: np.ndarray
    """uint8 of shape (h, w, 3), blue first."""

    labels: np.ndarray
    """Rows of x1, y1, x2, y2, class."""


def found_on(candidate, frame):
    """The submission's detections on a frame, looked at before anything is computed with them."""
    found = candidate.detect(frame.image)
    if isinstance(found, list) and not found:
        found = np.zeros((0, 6))
    return expect.array(found, (-1, 6), what="the detections")[: 2 * MOST].astype(float)


def read_frames(name="frames.xz"):
    """All frames of a file beside this one, in the order in which they were drawn."""
    packed = np.load(io.BytesIO(lzma.decompress(Path(__file__).with_name(name).read_bytes())))
    planes = _Planes(packed["planes"])
    frames = []
    for number, (height, width) in enumerate(packed["sizes"]):
        bright = planes.take(height, width) * STEP
        colour = [planes.take(height // 2, width // 2, signed=True) * STEP for _ in range(2)]
        labels = packed["labels"][packed["frame_of_label"] == number]
        frames.append(Frame(_picture(bright, *colour), labels.astype(float)))
    return frames


def pack_frames(frames):
    """What `read_frames` reads; the pictures have even sides."""
    planes, labels, frame_of_label = [], [], []
    for number, frame in enumerate(frames):
        blue, green, red = np.moveaxis(frame.image.astype(int), 2, 0)
        bright = (red + 2 * green + blue) // 4
        for plane in (bright, _half(red - blue), _half(green - bright)):
            rounded = np.rint(plane / STEP).astype(int)
            planes.append(np.diff(rounded, axis=1, prepend=0).astype(np.int8).ravel())
        labels.append(frame.labels)
        frame_of_label += [number] * len(frame.labels)
    file = io.BytesIO()
    np.savez(
        file,
        planes=np.concatenate(planes),
        sizes=np.array([frame.image.shape[:2] for frame in frames], dtype=np.int16),
        labels=np.concatenate(labels).astype(np.float32),
        frame_of_label=np.array(frame_of_label, dtype=np.int16),
    )
    return lzma.compress(file.getvalue(), preset=9 | lzma.PRESET_EXTREME)


class _Planes:
    """Gives one plane after the other."""

    def __init__(self, values):
        self._values, self._place = values, 0

    def take(self, height, width, *, signed=False):
        count = int(height) * int(width)
        rows = self._values[self._place : self._place + count].reshape(height, width)
        self._place += count
        summed = np.cumsum(rows, axis=1, dtype=int)
        return summed if signed else np.maximum(summed, 0)


def _half(plane):
    """Means of two by two."""
    height, width = plane.shape
    return plane.reshape(height // 2, 2, width // 2, 2).mean(axis=(1, 3))


def _picture(bright, red_minus_blue, green_minus_bright):
    difference, green = (plane.repeat(2, axis=0).repeat(2, axis=1) for plane in (red_minus_blue, green_minus_bright))
    green = bright + green
    both = 4 * bright - 2 * green
    red = (both + difference) // 2
    return np.clip(np.stack([both - red, green, red], axis=2), 0, 255).astype(np.uint8)
