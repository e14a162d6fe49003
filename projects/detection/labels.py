"""Draws the labels as they would be printed: flat, upright, sharp. Well-kept libraries know the codes."""

from collections.abc import Callable, Mapping

import cv2
import numpy as np
import segno
from barcode import get as barcode_of
from PIL import Image as Canvas
from PIL import ImageDraw, ImageFont

from projects.detection.kinds import Kind
from projects.detection.photos import Image

Colour = tuple[int, int, int]


_SYMBOLOGIES: Mapping[str, int] = {"ean13": 12, "upca": 11, "ean8": 7, "itf": 14, "code128": 10, "code39": 7}
"""How many digits each is given."""

_WORDS = ("MILK", "BREAD", "APPLES", "COFFEE", "RICE", "TEA", "OATS", "PASTA", "SOAP", "PEARS", "BEANS", "HONEY")
_TAG_COLOURS: tuple[Colour, ...] = ((60, 220, 250), (255, 255, 255), (70, 70, 215), (80, 170, 240), (200, 235, 250))
"""Yellow, white, red, orange and cream, blue first."""

_QUIET = 0.06
"""The white rim that a reader needs, as a share of the label's shorter side."""


def draw_label(kind: Kind, rng: np.random.Generator) -> Image:
    """A label about 200 pixels high or wide."""
    return _DRAWERS[kind](rng)


def _barcode(rng: np.random.Generator) -> Image:
    name = str(rng.choice(list(_SYMBOLOGIES)))
    digits = "".join(map(str, rng.integers(0, 10, _SYMBOLOGIES[name])))
    modules = np.array([bit == "1" for bit in barcode_of(name, digits).build()[0]])
    bars = np.repeat(modules, 3)[None, :]
    height = int(bars.shape[1] * rng.uniform(0.35, 0.65))
    code = np.where(np.repeat(bars, height, axis=0), _dark(rng), _light(rng)).astype(np.uint8)
    rim = int(rng.integers(10, 22))
    below = int(height * 0.22) if rng.random() < 0.7 else rim
    paper = cv2.copyMakeBorder(code, rim, below, rim, rim, cv2.BORDER_CONSTANT, value=(int(code.max()),))
    if below > rim:
        size = cv2.getTextSize(digits, cv2.FONT_HERSHEY_SIMPLEX, 1, 2)[0]
        scale = min(0.75 * below / size[1], 0.9 * bars.shape[1] / size[0])
        place = (int((paper.shape[1] - scale * size[0]) / 2), paper.shape[0] - int(0.15 * below))
        cv2.putText(paper, digits, place, cv2.FONT_HERSHEY_SIMPLEX, scale, (int(code.min()),), 2, cv2.LINE_AA)
    return _coloured(paper)


def _qr_code(rng: np.random.Generator) -> Image:
    text = "".join(map(str, rng.integers(0, 10, int(rng.integers(8, 60)))))
    code = segno.make(text, micro=False, error=str(rng.choice(["l", "m", "q"])), boost_error=False)
    return _squares(np.array([list(row) for row in code.matrix], bool), rng)


def _fiducial(rng: np.random.Generator) -> Image:
    family = cv2.aruco.getPredefinedDictionary(
        int(rng.choice([cv2.aruco.DICT_4X4_50, cv2.aruco.DICT_5X5_50, cv2.aruco.DICT_APRILTAG_36h11]))
    )
    cells = family.markerSize + 2
    marker = cv2.aruco.generateImageMarker(family, int(rng.integers(0, 50)), cells)
    return _squares(marker < 128, rng)


def _squares(dark: np.ndarray, rng: np.random.Generator) -> Image:
    side = max(2, 200 // len(dark))
    ink, paper = _dark(rng), _light(rng)
    code = np.where(np.kron(dark, np.ones((side, side), bool)), ink, paper).astype(np.uint8)
    rim = int(max(side, len(code) * rng.uniform(_QUIET, 2 * _QUIET)))
    return _coloured(cv2.copyMakeBorder(code, rim, rim, rim, rim, cv2.BORDER_CONSTANT, value=(paper,)))


def _price_tag(rng: np.random.Generator) -> Image:
    colour = _TAG_COLOURS[int(rng.integers(len(_TAG_COLOURS)))]
    ink: Colour = (250, 250, 250) if sum(colour) < 400 and rng.random() < 0.8 else (20, 20, 20)
    height = 170
    width = int(height * rng.uniform(1.3, 1.9))
    canvas = Canvas.new("RGB", (width, height), colour)
    draw = ImageDraw.Draw(canvas)
    if rng.random() < 0.5:
        draw.rectangle((0, 0, width - 1, height - 1), outline=ink, width=4)
    if rng.random() < 0.4:
        draw.rectangle((0, 0, width, 42), fill=(30, 30, 190) if ink == (20, 20, 20) else (20, 20, 20))
    name = str(rng.choice(_WORDS))
    draw.text((width / 2, 24), name, font=ImageFont.load_default(26), anchor="mm", fill=ink)
    whole, cents = int(rng.integers(0, 30)), int(rng.integers(0, 100))
    big = ImageFont.load_default(min(96, width / (len(str(whole)) * 0.6 + 1.1)))
    small = ImageFont.load_default(40)
    right = width * 0.62
    draw.text((right, 104), f"{whole}.", font=big, anchor="rm", fill=ink)
    draw.text((right + 4, 84), f"{cents:02d}", font=small, anchor="lm", fill=ink)
    if rng.random() < 0.6:
        draw.text(
            (width - 10, 152), f"{rng.integers(1, 99)} / kg", font=ImageFont.load_default(18), anchor="rm", fill=ink
        )
    return np.asarray(canvas).astype(np.uint8)


def _dark(rng: np.random.Generator) -> int:
    return int(rng.integers(0, 50))


def _light(rng: np.random.Generator) -> int:
    return int(rng.integers(215, 256))


def _coloured(grey: np.ndarray) -> Image:
    return np.repeat(grey[:, :, None], 3, axis=2).astype(np.uint8)


_DRAWERS: Mapping[Kind, Callable[[np.random.Generator], Image]] = {
    Kind.BARCODE: _barcode,
    Kind.QR_CODE: _qr_code,
    Kind.FIDUCIAL: _fiducial,
    Kind.PRICE_TAG: _price_tag,
}
