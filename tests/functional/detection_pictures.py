"""Forty-odd kinds of picture that a client might send: ordinary, odd, broken, hostile."""

import io
import struct
import zlib

import numpy as np
from PIL import Image

_MODES = {"JPEG": ("L", "RGB", "CMYK", "YCbCr"), "PNG": ("1", "L", "LA", "I;16", "P", "RGB", "RGBA")}
_SIZES = (
    (32, 32),
    (33, 255),
    (32, 256),
    (32, 257),
    (255, 33),
    (31, 64),
    (32, 9_400),
    (9_400, 32),
    (1920, 1200),
    (1, 1),
)


def kinds_of_picture() -> list[tuple[str, bytes]]:
    """Each with its name."""
    kinds = [(f"{kind} {mode}", _packed(kind, mode)) for kind, modes in _MODES.items() for mode in modes]
    kinds += [(f"PNG {width} x {height}", _packed("PNG", "RGB", (width, height))) for width, height in _SIZES]
    kinds += [(kind, _packed(kind, "RGB")) for kind in ("GIF", "TIFF", "BMP", "WEBP", "PPM", "ICO")]
    jpeg, png = _packed("JPEG", "RGB"), _packed("PNG", "RGB")
    kinds += [
        ("a progressive JPEG", _packed("JPEG", "RGB", progressive=True)),
        ("a JPEG of quality 1", _packed("JPEG", "RGB", quality=1)),
        ("half a JPEG", jpeg[: len(jpeg) // 2]),
        ("half a PNG", png[: len(png) // 2]),
        ("the header of a JPEG", jpeg[:20]),
        ("the header of a PNG", png[:33]),
        ("a JPEG with more behind it", jpeg + bytes(5_000)),
        ("two JPEGs", jpeg * 2),
        ("a JPEG with turned bytes", jpeg[:400] + bytes(255 - byte for byte in jpeg[400:600]) + jpeg[600:]),
        ("a PNG with wrong checksums", png[:40] + b"\0\0\0\0" + png[44:]),
        ("a PNG that promises gigabytes", _promise(60_000, 60_000)),
        ("a PNG of no width", _promise(0, 480)),
        ("a PNG whose pixels are missing", _promise(640, 480)),
        ("an animated PNG", _animated()),
        ("a picture in a name", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("text", b"hello"),
        ("nothing", b""),
        ("zeros", bytes(100_000)),
    ]
    return kinds


def _packed(kind: str, mode: str, size: tuple[int, int] = (320, 240), **options: object) -> bytes:
    noise = np.random.default_rng(1).integers(0, 256, (size[1], size[0], 3), np.uint8)
    image = Image.fromarray(noise // 16 * 16)
    image = image.convert("I").convert(mode) if mode.startswith("I;") else image.convert(mode)
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def _promise(width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b"")]
    packed = [struct.pack(">I", len(d)) + n + d + struct.pack(">I", zlib.crc32(n + d)) for n, d in chunks]
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def _animated() -> bytes:
    frames = [Image.new("RGB", (64, 48), (shade, 0, 0)) for shade in (0, 90, 200)]
    buffer = io.BytesIO()
    frames[0].save(buffer, "PNG", save_all=True, append_images=frames[1:])
    return buffer.getvalue()
