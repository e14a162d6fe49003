"""Pictures that came with somebody's work, taken apart and put together anew, so that nothing but pixels is left.

PNG is what notebooks keep plots in. What is in one beside its pixels (texts, profiles, further data) goes, and one that
any reader of pictures could stumble over is not shown.
"""

import base64
import binascii
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_MAX_BYTES: Final = 1 << 20
_MAX_SIDE: Final = 4000
_MAX_PIXELS: Final = 6_000_000
_KEPT: Final = (b"PLTE", b"tRNS")
_CHANNELS: Final = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""By colour type: grey, colours, palette, and the first two with transparency."""

_DEPTHS: Final = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
_FILTERS: Final = 5


@dataclass(frozen=True)
class Plot:
    """A picture that is safe to show."""

    content: bytes
    width: int
    height: int
    """In pixels."""


def clean_png(text: str) -> Plot | None:
    """The picture that a notebook holds in base64; None if it is none, or far too large."""
    if len(text) > 2 * _MAX_BYTES:
        return None
    try:
        content = base64.b64decode(text, validate=False)
        chunks = list(_chunks(content))
        return _rebuilt(chunks) if len(content) <= _MAX_BYTES else None
    except (ValueError, struct.error, zlib.error, binascii.Error):
        return None


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    if not content.startswith(_SIGNATURE):
        raise ValueError
    at = len(_SIGNATURE)
    kind = b""
    while kind != b"IEND":
        length, kind = struct.unpack_from(">I4s", content, at)
        body = content[at + 8 : at + 8 + length]
        (told,) = struct.unpack_from(">I", content, at + 8 + length)
        if len(body) != length or zlib.crc32(kind + body) != told:
            raise ValueError
        yield kind, body
        at += 12 + length


def _rebuilt(chunks: list[tuple[bytes, bytes]]) -> Plot | None:
    width, height, depth, colour, compression, filtering, interlaced = struct.unpack(">IIBBBBB", chunks[0][1])
    fits = 0 < width <= _MAX_SIDE and 0 < height <= _MAX_SIDE and width * height <= _MAX_PIXELS
    known = depth in _DEPTHS.get(colour, ()) and (compression, filtering, interlaced) == (0, 0, 0)
    if chunks[0][0] != b"IHDR" or not fits or not known:
        return None
    extras = {kind: body for kind, body in chunks if kind in _KEPT}
    if colour == 3:
        palette = extras.get(b"PLTE", b"")
        if not palette or len(palette) % 3:
            return None
        extras[b"PLTE"] = palette[: 3 << depth].ljust(3 << depth, b"\0")  # no pixel points behind its end
        extras[b"tRNS"] = extras.get(b"tRNS", b"")[: 1 << depth]
    else:
        extras = {}
    pixels = _pixels(b"".join(body for kind, body in chunks if kind == b"IDAT"), height, width, depth, colour)
    parts = [(b"IHDR", chunks[0][1]), *((kind, extras[kind]) for kind in _KEPT if extras.get(kind))]
    parts += [(b"IDAT", zlib.compress(pixels, 6)), (b"IEND", b"")]
    content = _SIGNATURE + b"".join(
        struct.pack(">I4s", len(body), kind) + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in parts
    )
    return Plot(content, width, height)


def _pixels(packed: bytes, height: int, width: int, depth: int, colour: int) -> bytes:
    """The rows of a picture, each with a byte for its filter.

    Raises:
        ValueError: there are more or fewer than it says.
    """
    row = 1 + (width * depth * _CHANNELS[colour] + 7) // 8
    inflating = zlib.decompressobj()
    pixels = inflating.decompress(packed, row * height + 1)
    if len(pixels) != row * height or any(pixels[at] >= _FILTERS for at in range(0, len(pixels), row)):
        raise ValueError
    return pixels
