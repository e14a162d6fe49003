"""Things that come nearer to a label than those of `distractors.py`: fences, windows, pages, signs, cut-out pieces of
the photo. They are drawn on training frames alone: what a camera in a shop sees is not made easier or harder by them.
"""

import cv2
import numpy as np

from projects.detection.photos import Image


def piece(image: Image, side: int, rng: np.random.Generator) -> Image:
    """A part of the frame itself, mirrored, sometimes upside down: real texture with a sharp rim."""
    height, width = min(side, image.shape[0]), min(int(side * rng.uniform(0.7, 1.9)), image.shape[1])
    top = int(rng.integers(0, image.shape[0] - height + 1))
    left = int(rng.integers(0, image.shape[1] - width + 1))
    part = (
        image[top : top + height, left : left + width, ::-1]
        if rng.random() < 0.3
        else image[top : top + height, left : left + width]
    )
    return np.ascontiguousarray(part[:, ::-1] if rng.random() < 0.5 else part[::-1])


def fence(side: int, rng: np.random.Generator) -> Image:
    """Many even stripes: blinds, railings, a shirt. A barcode's are uneven, and it has a white rim."""
    card = _card(side, rng)
    count = int(rng.integers(6, 22))
    edges = np.linspace(0, card.shape[1], 2 * count + 1).astype(int)
    colour = _near(card, rng)
    for left, right in zip(edges[::2], edges[1::2], strict=False):
        card[:, left:right] = colour
    return card


def windows(side: int, rng: np.random.Generator) -> Image:
    """Rows of panes with gaps, some lit: a house, a keyboard, tiles. A code's cells touch, and fill a square."""
    card = _card(side, rng)
    rows, columns = int(rng.integers(2, 8)), int(rng.integers(2, 9))
    lit, dark = rng.integers(0, 256, 3), _near(card, rng)
    high, wide = card.shape[0] / rows, card.shape[1] / columns
    gap = float(rng.uniform(0.12, 0.35))
    for y in range(rows):
        for x in range(columns):
            top, left = int((y + gap) * high), int((x + gap) * wide)
            card[top : int((y + 1) * high), left : int((x + 1) * wide)] = lit if rng.random() < 0.4 else dark
    return card


def page(side: int, rng: np.random.Generator) -> Image:
    """Lines of small print on paper."""
    card = np.full((side, int(side * rng.uniform(0.7, 1.6)), 3), rng.integers(200, 256), np.uint8)
    ink = int(rng.integers(0, 90))
    size = side / float(rng.uniform(220, 500))
    step = max(5.0, 30 * size)
    for line in range(1, int(card.shape[0] / step)):
        text = "".join(chr(code) for code in rng.integers(97, 123, int(rng.integers(8, 60))))
        cv2.putText(card, text, (4, int(line * step)), cv2.FONT_HERSHEY_SIMPLEX, size, (ink,) * 3, 1, cv2.LINE_AA)
    return card


def sign(side: int, rng: np.random.Generator) -> Image:
    """A bordered card with one shape on it: a road sign, a poster, an empty tag."""
    card = _card(side, rng)
    colour = tuple(int(value) for value in rng.integers(0, 256, 3))
    thick = max(1, side // int(rng.integers(10, 40)))
    height, width = card.shape[:2]
    if rng.random() < 0.6:
        cv2.rectangle(card, (thick, thick), (width - thick, height - thick), colour, thick)
    if rng.random() < 0.5:
        cv2.circle(card, (width // 2, height // 2), min(height, width) // int(rng.integers(3, 6)), colour, thick)
    elif rng.random() < 0.5:
        cv2.line(card, (width // 4, height // 2), (3 * width // 4, height // 2), colour, 2 * thick)
    return card


def checks(side: int, rng: np.random.Generator) -> Image:
    """An even chequered cloth."""
    count = int(rng.integers(3, 12))
    board = (np.indices((count, int(count * rng.uniform(1, 2)))).sum(axis=0) % 2).astype(np.uint8)
    mask = cv2.resize(board, None, fx=side / count, fy=side / count, interpolation=cv2.INTER_NEAREST)
    colours = rng.integers(0, 256, (2, 3)).astype(np.uint8)
    return np.asarray(colours[mask], np.uint8)


DRAWERS = (fence, windows, page, sign, checks)


def _card(side: int, rng: np.random.Generator) -> Image:
    card = np.empty((side, int(side * rng.uniform(0.7, 1.9)), 3), np.uint8)
    card[:] = rng.integers(0, 256, 3)
    return card


def _near(card: Image, rng: np.random.Generator) -> np.ndarray:
    """A colour some way from the card's."""
    return np.asarray(np.clip(card[0, 0].astype(int) + rng.integers(-160, 161, 3), 0, 255), np.uint8)
