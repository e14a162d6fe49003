"""What a client sends is not trusted: its size, format and measures are checked before a pixel is unpacked."""

import io

from PIL import Image as Header
from PIL import UnidentifiedImageError

from projects.detection import jpeg
from projects.detection.errors import DetectionError
from projects.detection.jpeg import Unpacked

MAX_BYTES = 2_000_000
MAX_PIXELS = 1920 * 1200
MIN_SIDE = 32
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
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Header.DecompressionBombError) as error:
        raise RefusedFrameError("neither a JPEG nor a PNG picture") from error
    if width * height > MAX_PIXELS:
        raise RefusedFrameError(f"{width} x {height} pixels; a frame may have {MAX_PIXELS:,} in all")
    if min(width, height) < MIN_SIDE:
        raise RefusedFrameError(f"{width} x {height} pixels; a frame has at least {MIN_SIDE} each way")


def unpack(packed: bytes, height: int, width: int) -> Unpacked:
    """The pixels of a checked frame, no smaller than `height` by `width` where it has so many.

    Raises:
        RefusedFrameError: the header promised a picture, and there is none.
    """
    try:
        return jpeg.unpack(packed, height, width)
    except DetectionError as error:
        raise RefusedFrameError(str(error)) from error
