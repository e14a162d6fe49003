"""Cameras on shelves with labels, as a service meets them: one that stands still, one that pans, one that cuts.

Each has a place and a light; its labels are those of the domain. What can happen to a camera can happen to these.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

import cv2
import numpy as np
import numpy.typing as npt

from projects.detection.kinds import Box, Kind
from projects.detection.labels import draw_label
from projects.detection.photos import Image, Split, photos_of, read_photo
from projects.detection.scene import HEIGHT, WIDTH, Corners, Domain, Scene, box_around, expose, paste, place_label

SHOT = 90
"""Frames of a shot: three seconds at thirty a second."""

_WORLD = (960, 720)
"""Width and height of what a camera that stands or pans could see."""


@dataclass(frozen=True, kw_only=True)
class _Sticker:
    kind: Kind
    label: Image
    corners: Corners
    speed: tuple[float, float]


def shots(domain: Domain, split: Split, *, seed: int, count: int, every: int = 1) -> Iterator[list[Scene]]:
    """Each as its frames, of which only one in `every` is drawn."""
    photos = [read_photo(photo.name) for photo in photos_of(split)]
    for number in range(count):
        rng = np.random.default_rng((seed, number))
        yield list(_shot(photos[int(rng.integers(len(photos)))], domain, rng, every))


class Fault(StrEnum):
    """What happens to a camera."""

    BLACK = "black"
    DARK = "dark"
    """A quarter of its light."""

    BLURRED = "blurred"
    """Out of focus: a spread of six pixels."""

    MOVED = "moved"
    """Turned to another part of the same shelf."""


class Camera:
    """Stands before one place, in one light, with one lens; only its noise and where it looks change."""

    def __init__(self, domain: Domain, split: Split, rng: np.random.Generator) -> None:
        photos = photos_of(split)
        photo = read_photo(photos[int(rng.integers(len(photos)))].name)
        world = cv2.resize(photo, _WORLD, interpolation=cv2.INTER_LINEAR)
        self._world = np.ascontiguousarray(world).astype(np.uint8)
        for sticker in _stickers(domain, rng) + _stickers(domain, rng):
            offset = rng.uniform((0, 0), (_WORLD[0] - WIDTH, _WORLD[1] - HEIGHT))
            paste(self._world, sticker.label, (sticker.corners + offset).astype(np.float32))
        self._domain = replace(_steady(domain, rng), noise=(0.0, 0.0))
        self._noise = float(rng.uniform(*domain.noise))
        self._light = int(rng.integers(2**31))

    def frame(self, rng: np.random.Generator, *, x: float = 0.5, y: float = 0.5, fault: Fault | None = None) -> Image:
        """What it sees when it looks so far to the right and down, each from 0 to 1."""
        if fault is Fault.MOVED:
            x, y = (x + 0.45) % 1.0, (y + 0.4) % 1.0
        left, top = round(x * (_WORLD[0] - WIDTH)), round(y * (_WORLD[1] - HEIGHT))
        part = np.ascontiguousarray(self._world[top : top + HEIGHT, left : left + WIDTH])
        seen = expose(part, self._domain, np.random.default_rng(self._light)).astype(np.float32)
        return seen_by_sensor(seen, fault, rng, noise=self._noise)


def seen_by_sensor(
    seen: npt.NDArray[np.generic], fault: Fault | None, rng: np.random.Generator, *, noise: float
) -> Image:
    """The picture as the sensor gives it: the fault, its noise, and the compression of the stream."""
    light = np.asarray(seen, np.float32)
    if fault is Fault.BLACK:
        light = np.zeros_like(light)
    elif fault is Fault.DARK:
        light = light * np.float32(0.25)
    elif fault is Fault.BLURRED:
        light = cv2.GaussianBlur(light, (0, 0), 6).astype(np.float32)
    light = light + rng.standard_normal(light.shape, np.float32) * np.float32(noise)
    packed = cv2.imencode(".jpg", np.clip(light, 0, 255).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, 85])[1]
    return np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR), np.uint8)


def _shot(photo: Image, domain: Domain, rng: np.random.Generator, every: int) -> Iterator[Scene]:
    wide = cv2.resize(photo, (WIDTH + 120, HEIGHT + 90), interpolation=cv2.INTER_LINEAR)
    steady = _steady(domain, rng)
    stickers = _stickers(domain, rng)
    pan = rng.uniform(-0.6, 0.6, 2)
    for time in range(0, SHOT, every):
        left = int(np.clip(60 + pan[0] * time, 0, 120))
        top = int(np.clip(45 + pan[1] * time, 0, 90))
        image = np.ascontiguousarray(wide[top : top + HEIGHT, left : left + WIDTH]).astype(np.uint8)
        boxes = tuple(_stick(image, sticker, time) for sticker in stickers)
        yield Scene(image=expose(image, steady, rng), boxes=boxes)


def _steady(domain: Domain, rng: np.random.Generator) -> Domain:
    """Light, focus and noise belong to a shot; they hardly change within it."""

    def narrow(reach: tuple[float, float], share: float) -> tuple[float, float]:
        middle, slack = rng.uniform(*reach), share * (reach[1] - reach[0])
        return max(reach[0], middle - slack), min(reach[1], middle + slack)

    return replace(
        domain,
        gain=narrow(domain.gain, 0.05),
        gradient=domain.gradient / 3,
        blur=narrow(domain.blur, 0.1),
        motion=narrow(domain.motion, 0.2),
        noise=narrow(domain.noise, 0.05),
    )


def _stickers(domain: Domain, rng: np.random.Generator) -> list[_Sticker]:
    stickers: list[_Sticker] = []
    taken: list[Box] = []
    for _ in range(int(rng.integers(domain.labels[0], domain.labels[1] + 1))):
        kind = Kind(int(rng.integers(len(Kind))))
        label = draw_label(kind, rng)
        corners = place_label(label, domain, taken, rng)
        if corners is not None:
            taken.append(box_around(kind, corners))
            speed = (float(rng.uniform(-0.5, 0.5)), float(rng.uniform(-0.4, 0.4)))
            stickers.append(_Sticker(kind=kind, label=label, corners=corners, speed=speed))
    return stickers


def _stick(image: Image, sticker: _Sticker, time: int) -> Box:
    """Moves it, but never out of the frame."""
    low, high = sticker.corners.min(axis=0), sticker.corners.max(axis=0)
    wish = np.array(sticker.speed) * time
    moved = np.clip(wish, 1 - low, np.array([WIDTH, HEIGHT]) - 1 - high)
    corners = (sticker.corners + moved).astype(np.float32)
    paste(image, sticker.label, corners)
    return box_around(sticker.kind, corners)
