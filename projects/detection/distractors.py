"""Things in a shop that are not labels, but as bright, as square or as striped: without them a model learns that
everything bright is a price tag.
"""

import cv2
import numpy as np

from projects.detection import clutter
from projects.detection.photos import Image


def distract(image: Image, rng: np.random.Generator, *, harder: bool = False) -> None:
    """Draws one, in place; `harder` draws from `clutter.py` too."""
    height, width = image.shape[:2]
    side = int(height * np.exp(rng.uniform(np.log(0.08), np.log(0.4))))
    if harder and rng.random() < 0.2:
        card = clutter.piece(image, side, rng)
    else:
        drawers = _DRAWERS + clutter.DRAWERS if harder else _DRAWERS
        card = drawers[int(rng.integers(len(drawers)))](side, rng)
    reach = int(np.ceil(np.hypot(*card.shape[:2])))
    matrix = cv2.getRotationMatrix2D((card.shape[1] / 2, card.shape[0] / 2), float(rng.uniform(-180, 180)), 1.0)
    matrix = np.asarray(matrix, float)
    matrix[0, 2] += (reach - card.shape[1]) / 2
    matrix[1, 2] += (reach - card.shape[0]) / 2
    drawn = cv2.warpAffine(card, matrix, (reach, reach), flags=cv2.INTER_LINEAR)
    inside = cv2.warpAffine(_shape(card, rng), matrix, (reach, reach), flags=cv2.INTER_LINEAR)
    left, top = int(rng.uniform(0, width)) - reach // 2, int(rng.uniform(0, height)) - reach // 2
    part = image[max(0, top) : top + reach, max(0, left) : left + reach]
    seen = np.s_[max(0, -top) :, max(0, -left) :]
    drawn, inside = (what[seen][: part.shape[0], : part.shape[1]] for what in (drawn, inside))
    alpha = inside[:, :, None].astype(np.float32) / 255
    part[:] = (alpha * drawn + (1 - alpha) * part).astype(np.uint8)


def _shape(card: Image, rng: np.random.Generator) -> np.ndarray:
    mask = np.full(card.shape[:2], 255, np.uint8)
    if rng.random() < 0.4:
        mask[:] = 0
        centre = (card.shape[1] // 2, card.shape[0] // 2)
        cv2.ellipse(mask, centre, centre, 0, 0, 360, 255, -1, cv2.LINE_AA)
    return np.asarray(mask, np.uint8)


def _blank(side: int, rng: np.random.Generator) -> Image:
    """A card of one colour, a little worn."""
    card = np.empty((side, int(side * rng.uniform(0.7, 1.9)), 3), np.float32)
    card[:] = rng.integers(0, 256, 3)
    worn = cv2.resize(rng.normal(0, 18, (6, 8)).astype(np.float32), (card.shape[1], card.shape[0]))
    return np.asarray(np.clip(card + worn[:, :, None], 0, 255), np.uint8)


def _pattern(side: int, rng: np.random.Generator) -> Image:
    """Blots of two colours: coins, fruit, cloth."""
    card = _blank(side, rng)
    spots = cv2.resize(
        rng.random((int(rng.integers(3, 9)), int(rng.integers(3, 9)))).astype(np.float32), card.shape[1::-1]
    )
    card[spots > 0.55] = rng.integers(0, 256, 3)
    return card


def _stripes(side: int, rng: np.random.Generator) -> Image:
    """A few even ones, as on a shirt; a barcode has many and uneven ones."""
    card = _blank(side, rng)
    count = int(rng.integers(2, 7))
    edges = np.linspace(0, card.shape[1], 2 * count + 1).astype(int)
    colour = rng.integers(0, 256, 3)
    for left, right in zip(edges[::2], edges[1::2], strict=False):
        card[:, left:right] = colour
    return card


def _words(side: int, rng: np.random.Generator) -> Image:
    """Lines of print: a page, a package."""
    card = _blank(side, rng)
    ink = tuple(int(value) for value in rng.integers(0, 256, 3))
    size = side / float(rng.uniform(60, 160))
    for line in range(1, int(rng.integers(3, 8))):
        text = "".join(chr(code) for code in rng.integers(97, 123, 18))
        place = (4, int(line * max(9.0, 26 * size)))
        cv2.putText(card, text, place, cv2.FONT_HERSHEY_SIMPLEX, size, ink, max(1, int(size)), cv2.LINE_AA)
    return card


_DRAWERS = (_blank, _pattern, _stripes, _words)
