"""What a client sends is not trusted: its size, format and measures are checked before a pixel is unpacked."""

import io

import cv2
import numpy as np
from PIL import Image as Header
from PIL import UnidentifiedImageError

from projects.detection import jpeg
from projects.detection.errors import DetectionError
from projects.detection.jpeg import Unpacked
from projects.detection.photos import Image

MAX_BYTES = 2_000_000
MAX_PIXELS = 1920 * 1200
MIN_SIDE = 32
MAX_ASPECT = 8
"""Of the longer side to the shorter: a strip has no camera behind it, and scaled to the network it has no width."""
_FORMATS = ("JPEG", "PNG")


class RefusedFrameError(Exception):
    """The text tells the client what is wrong with its frame."""


def check_frame(packed: bytes) -> None:
    """Reads the header alone, so that a small file which unpacks to gigabytes costs nothing.

    Raises:
        RefusedFrameError: too large, too small, or neither JPEG nor PNG.
    """
    if len(packed) > MAX_BYTES:
        raise RefusedFrameError(f"{len(packed):,} bytes; a frame may have {MAX_BYTES:,}")
    try:
        with Header.open(io.BytesIO(packed), formats=_FORMATS) as header:
            width, height = header.size
    except (Header.DecompressionBombError, Header.DecompressionBombWarning) as error:
        raise RefusedFrameError(f"far too many pixels; a frame may have {MAX_PIXELS:,} in all") from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise RefusedFrameError("neither a JPEG nor a PNG picture") from error
    if width * height > MAX_PIXELS:
        raise RefusedFrameError(f"{width} x {height} pixels; a frame may have {MAX_PIXELS:,} in all")
    if min(width, height) < MIN_SIDE:
        raise RefusedFrameError(f"{width} x {height} pixels; a frame has at least {MIN_SIDE} each way")
    if max(width, height) > MAX_ASPECT * min(width, height):
        raise RefusedFrameError(f"{width} x {height} pixels; a frame is at most {MAX_ASPECT} times as long as wide")


def unpack(packed: bytes) -> Image:
    """The pixels of a checked frame.

    Raises:
        RefusedFrameError: the header promised a picture, and there is none.
    """
    # A camera's turn is for people who look at pictures; boxes are told in the pixels as they came.
    flags = cv2.IMREAD_COLOR | cv2.IMREAD_IGNORE_ORIENTATION
    try:
        image = cv2.imdecode(np.frombuffer(packed, np.uint8), flags)
    except cv2.error as error:
        raise RefusedFrameError("a broken picture") from error
    if image is None:
        raise RefusedFrameError("a broken picture")
    return np.asarray(image, np.uint8)


def unpack_small(packed: bytes, height: int, width: int) -> Unpacked:
    """The same, no larger than `height` by `width` asks for where the format can be read so.

    Raises:
        RefusedFrameError: the header promised a picture, and there is none.
    """
    try:
        return jpeg.unpack(packed, height, width)
    except DetectionError as error:
        raise RefusedFrameError(str(error)) from error
