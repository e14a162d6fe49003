"""Composes a frame: labels at any angle on a photo, in any light, with boxes that are exact by construction."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from projects.detection.distractors import distract
from projects.detection.kinds import Box, Kind
from projects.detection.labels import draw_label
from projects.detection.photos import Image

Corners = npt.NDArray[np.float32]
"""Four by two: x and y in pixels, clockwise from the upper left of the upright label."""

WIDTH, HEIGHT = 640, 480
_TRIES = 40


@dataclass(frozen=True, kw_only=True)
class Domain:
    """The world that frames are drawn from; each pair is a range to draw from evenly."""

    name: str
    labels: tuple[int, int] = (1, 5)
    share: tuple[float, float] = (0.02, 0.16)
    """A label's area as a share of the frame's, drawn evenly on a logarithmic scale."""

    far: float = 0.0
    """How many more of the labels are no larger than those of `SMALL`: they are the hardest to learn."""

    gain: tuple[float, float] = (0.6, 1.25)
    """Brightness; 1 leaves it."""

    gradient: float = 0.35
    """How much the light may fall off across the frame."""

    blur: tuple[float, float] = (0.0, 1.6)
    """Of the lens: the standard deviation in pixels."""

    motion: tuple[float, float] = (0.0, 0.0)
    """The length in pixels over which the camera moves while the shutter is open."""

    noise: tuple[float, float] = (0.0, 9.0)
    occluded: float = 0.25
    """How many of the labels have a corner covered."""

    distractors: tuple[int, int] = (0, 3)
    """Cards, discs and stripes that are not labels."""

    empty: float = 0.0
    """How many of the frames have no label at all."""

    zoom: tuple[float, float] = (0.55, 1.0)
    """How much of the photo's width is behind the labels."""

    varied: bool = False
    """For training: backgrounds and things that are not labels differ more than in any shop."""


USUAL = Domain(name="usual")
SMALL = Domain(name="small", share=(0.005, 0.02))
CLOSE = Domain(name="close", labels=(1, 2), share=(0.16, 0.5))
EMPTY = Domain(name="empty", labels=(0, 0))
SHIFTED = Domain(name="shifted", gain=(0.18, 0.4), gradient=0.5, blur=(0.3, 1.4), motion=(6.0, 16.0), noise=(3.0, 10.0))
"""The same shop after closing time, from a moving trolley."""


def widened(domain: Domain) -> Domain:
    """The domain as it is trained on: labels from far to near, frames without any, and all that could be mistaken."""
    return replace(
        domain,
        name=f"{domain.name}-wide",
        labels=(1, 6),
        share=(0.004, 0.5),
        far=0.25,
        distractors=(0, 6),
        empty=0.2,
        zoom=(0.3, 1.0),
        varied=True,
    )


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A frame and what is on it."""

    image: Image
    boxes: tuple[Box, ...]
    packed: bytes = b""
    """The JPEG that the camera sent, of which `image` is the full size; empty where nobody needs it."""

    photo: int = 0
    """Which of the photos it was drawn on."""


def compose(photo: Image, domain: Domain, rng: np.random.Generator) -> Scene:
    """A new frame; the same generator state gives the same frame."""
    image = _background(photo, domain, rng)
    for _ in range(int(rng.integers(domain.distractors[0], domain.distractors[1] + 1))):
        distract(image, rng, harder=domain.varied)
    boxes: list[Box] = []
    count = int(rng.integers(domain.labels[0], domain.labels[1] + 1))
    # Nothing is drawn from the generator where the domain does not ask: a test frame stays the frame it was.
    if domain.empty and rng.random() < domain.empty:
        count = 0
    for _ in range(count):
        kind = Kind(int(rng.integers(len(Kind))))
        label = draw_label(kind, rng)
        corners = place_label(label, domain, boxes, rng)
        if corners is None:
            continue
        paste(image, label, corners)
        if rng.random() < domain.occluded:
            _cover(image, corners, photo, rng)
        boxes.append(box_around(kind, corners))
    packed = photograph(image, domain, rng)
    return Scene(image=_unpacked(packed), boxes=tuple(boxes), packed=packed)


def box_around(kind: Kind, corners: Corners) -> Box:
    left, top = corners.min(axis=0)
    right, bottom = corners.max(axis=0)
    edge = corners[1] - corners[0]
    tilt = abs(float(np.degrees(np.arctan2(edge[1], edge[0]))))
    return Box(kind=kind, left=float(left), top=float(top), right=float(right), bottom=float(bottom), tilt=tilt)


def paste(image: Image, label: Image, corners: Corners) -> None:
    """Draws the label between the corners, in place, with soft edges."""
    height, width = label.shape[:2]
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    # Too small a copy would shimmer: shrink by area first, then let the perspective do the rest.
    shrink = float(np.sqrt(cv2.contourArea(corners) / (width * height)))
    if shrink < 0.7:
        label = cv2.resize(label, None, fx=shrink * 1.2, fy=shrink * 1.2, interpolation=cv2.INTER_AREA).astype(np.uint8)
        flat *= np.array([label.shape[1] / width, label.shape[0] / height], np.float32)
    left, top = np.maximum(np.floor(corners.min(axis=0)).astype(int) - 1, 0)
    right, bottom = np.minimum(np.ceil(corners.max(axis=0)).astype(int) + 2, (image.shape[1], image.shape[0]))
    matrix = cv2.getPerspectiveTransform(flat, corners - np.array([left, top], np.float32))
    size = (int(right - left), int(bottom - top))
    drawn = cv2.warpPerspective(label, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    mask = np.zeros((size[1], size[0]), np.uint8)
    fixed = np.round((corners - np.array([left, top])) * 16).astype(np.int32)
    cv2.fillConvexPoly(mask, fixed, 255, cv2.LINE_AA, shift=4)
    part = image[top:bottom, left:right]
    alpha = mask[:, :, None].astype(np.float32) / 255
    part[:] = (alpha * drawn + (1 - alpha) * part).astype(np.uint8)


def expose(image: Image, domain: Domain, rng: np.random.Generator) -> Image:
    """What the camera makes of it, at its full size."""
    return _unpacked(photograph(image, domain, rng))


def photograph(image: Image, domain: Domain, rng: np.random.Generator) -> bytes:
    """The JPEG that the camera sends: light, lens, motion, noise, and the compression of its stream."""
    seen = image.astype(np.float32) * _light(domain, rng)
    length = rng.uniform(*domain.motion)
    if length >= 2:
        seen = cv2.filter2D(seen, -1, _motion_kernel(length, rng.uniform(0, np.pi))).astype(np.float32)
    sigma = rng.uniform(*domain.blur)
    if sigma > 0.3:
        seen = cv2.GaussianBlur(seen, (0, 0), sigma).astype(np.float32)
    seen += rng.standard_normal(seen.shape, np.float32) * rng.uniform(*domain.noise)
    quality = int(rng.integers(60, 96))
    packed = cv2.imencode(".jpg", np.clip(seen, 0, 255).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    return packed.tobytes()


def _unpacked(packed: bytes) -> Image:
    return np.asarray(cv2.imdecode(np.frombuffer(packed, np.uint8), cv2.IMREAD_COLOR), np.uint8)


def _background(photo: Image, domain: Domain, rng: np.random.Generator) -> Image:
    """A part of the photo, sometimes mirrored or in other colours, at the size of a frame."""
    height, width = photo.shape[:2]
    zoom = rng.uniform(*domain.zoom)
    part_h, part_w = int(height * zoom), int(width * zoom)
    top, left = int(rng.integers(0, height - part_h + 1)), int(rng.integers(0, width - part_w + 1))
    part = photo[top : top + part_h, left : left + part_w]
    if rng.random() < 0.5:
        part = part[:, ::-1]
    if rng.random() < 0.4:
        part = part[:, :, rng.permutation(3)]
    if domain.varied:
        part = _vary(part, rng)
    return cv2.resize(np.ascontiguousarray(part), (WIDTH, HEIGHT), interpolation=cv2.INTER_LINEAR).astype(np.uint8)


def _vary(part: Image, rng: np.random.Generator) -> Image:
    """A few photos stand for all places: upside down, a negative, harder or softer, one beside its mirror image."""
    if rng.random() < 0.2:
        part = part[::-1]
    if rng.random() < 0.1:
        part = 255 - part
    if rng.random() < 0.5:
        curve = 255 * (np.arange(256) / 255) ** np.exp(rng.uniform(-0.6, 0.6))
        part = curve.astype(np.uint8)[part]
    if rng.random() < 0.15:
        cut = int(part.shape[1] * rng.uniform(0.3, 0.7))
        part = np.hstack([part[:, :cut], part[:, cut:][:, ::-1, ::-1]])
    return part


def place_label(label: Image, domain: Domain, taken: Sequence[Box], rng: np.random.Generator) -> Corners | None:
    """Corners inside the frame that meet no box; None if there is no room."""
    for _ in range(_TRIES):
        corners = _turned(label, domain, rng)
        low, high = corners.min(axis=0), corners.max(axis=0)
        room = np.array([WIDTH, HEIGHT]) - (high - low)
        if (room < 2).any():
            continue
        moved = np.asarray(corners - low + rng.uniform(1, room - 1), np.float32)
        if not any(_meet(box_around(Kind.BARCODE, moved), other) for other in taken):
            return moved
    return None


def _turned(label: Image, domain: Domain, rng: np.random.Generator) -> Corners:
    """The label's corners at the asked size, turned and tilted, about the origin."""
    height, width = label.shape[:2]
    far = domain.far and rng.random() < domain.far
    share = float(np.exp(rng.uniform(*np.log((domain.share[0], SMALL.share[1]) if far else domain.share))))
    scale = np.sqrt(share * WIDTH * HEIGHT / (width * height))
    flat = np.array([[-width, -height], [width, -height], [width, height], [-width, height]]) / 2 * scale
    # Seen from the side: squeezed along one axis, and the far edge shorter than the near one.
    squeeze = np.array([rng.uniform(0.75, 1.0), 1.0])[rng.permutation(2)]
    jitter = rng.uniform(-0.07, 0.07, (4, 2)) * np.array([width, height]) * scale
    angle = rng.uniform(-np.pi, np.pi) if rng.random() < 0.25 else rng.normal(0, 0.3)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return np.asarray((flat + jitter) * squeeze @ turn.T, np.float32)


def _meet(one: Box, other: Box) -> bool:
    return min(one.right, other.right) > max(one.left, other.left) and min(one.bottom, other.bottom) > max(
        one.top, other.top
    )


def _cover(image: Image, corners: Corners, photo: Image, rng: np.random.Generator) -> None:
    """Something stands before a corner of the label: a patch of the photo, up to a fifth of the label's width."""
    corner = corners[int(rng.integers(4))]
    middle = corners.mean(axis=0)
    reach = float(np.linalg.norm(corner - middle)) * rng.uniform(0.25, 0.5)
    mask = np.zeros(image.shape[:2], np.uint8)
    centre = corner + (middle - corner) * 0.1
    axes = (int(reach), int(reach * rng.uniform(0.6, 1.0)))
    cv2.ellipse(mask, (int(centre[0]), int(centre[1])), axes, float(rng.uniform(0, 180)), 0, 360, 255, -1)
    patch = np.roll(photo, (int(rng.integers(HEIGHT)), int(rng.integers(WIDTH))), axis=(0, 1))
    patch = cv2.GaussianBlur(patch, (0, 0), 2).astype(np.uint8)
    image[mask > 0] = patch[mask > 0]


def _light(domain: Domain, rng: np.random.Generator) -> npt.NDArray[np.float32]:
    """A factor a pixel: the gain, falling off to one side, and a slight cast of colour."""
    gain = rng.uniform(*domain.gain)
    angle, fall = rng.uniform(0, 2 * np.pi), rng.uniform(0, domain.gradient)
    x = np.linspace(-0.5, 0.5, WIDTH, dtype=np.float32) * np.cos(angle)
    y = np.linspace(-0.5, 0.5, HEIGHT, dtype=np.float32) * np.sin(angle)
    slope = 1 + fall * (x[None, :] + y[:, None])
    cast = rng.uniform(0.93, 1.07, 3)
    return np.asarray(gain * slope[:, :, None] * cast, np.float32)


def _motion_kernel(length: float, angle: float) -> npt.NDArray[np.float32]:
    side = int(length) | 1
    kernel = np.zeros((side, side), np.float32)
    middle = side // 2
    reach = length / 2 * np.array([np.cos(angle), np.sin(angle)])
    start, end = (middle - reach).round().astype(int), (middle + reach).round().astype(int)
    cv2.line(kernel, (int(start[0]), int(start[1])), (int(end[0]), int(end[1])), 1.0, 1)
    return np.asarray(kernel / kernel.sum(), np.float32)


def scenes(photos: Sequence[Image], domain: Domain, *, seed: int, start: int, count: int) -> Iterator[Scene]:
    """Frames number `start` to `start + count - 1` of an endless set: each has a seed of its own."""
    for number in range(start, start + count):
        rng = np.random.default_rng((seed, number))
        photo = int(rng.integers(len(photos)))
        yield replace(compose(photos[photo], domain, rng), photo=photo)


def darker(domain: Domain, gain: float) -> Domain:
    """The same domain at one brightness."""
    return replace(domain, name=f"{domain.name} at {gain:g}", gain=(gain, gain))
