"""A short labelled video: a camera passes shelves. Each shot has a place and a light; its labels move a little."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import cv2
import numpy as np

from projects.detection.kinds import Box, Kind
from projects.detection.labels import draw_label
from projects.detection.photos import Image, Split, photos_of, read_photo
from projects.detection.scene import HEIGHT, WIDTH, Corners, Domain, Scene, box_around, expose, paste, place_label

SHOT = 90
"""Frames of a shot: three seconds at thirty a second."""


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
