"""Compressed streams, read piece by piece, so that a bomb costs neither time nor memory."""

import bz2
import io
import lzma
import sys
import zlib
from collections.abc import Callable
from typing import IO, Any, Final, Protocol

MAX_UNPACKED: Final = 1 << 30
"""Of a whole archive: data that was packed with the work is passed over, up to here."""

_MOST_AT_ONCE: Final = 1 << 22
_DICTIONARY: Final = 192 << 20
"""Memory for the window of an LZMA stream; xz at its highest setting takes 65 MB."""


class UnpackError(Exception):
    """A stream is cut off, damaged, or far too large; the text says which."""


class _Decompressor(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    @property
    def needs_input(self) -> bool: ...
    def decompress(self, data: bytes, max_length: int = -1, /) -> bytes: ...


class _Inflating:
    """zlib's object with the interface of the others."""

    def __init__(self, window: int) -> None:
        self._inner = zlib.decompressobj(window)

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    @property
    def needs_input(self) -> bool:
        return not self._inner.unconsumed_tail

    def decompress(self, data: bytes, max_length: int = -1, /) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + data, max_length)


class _Zstandard:
    """Zstandard's object, whose error is its own; it is only imported where it is met."""

    def __init__(self) -> None:
        if sys.version_info >= (3, 14):
            from compression import zstd
        else:
            from backports import zstd
        self._inner = zstd.ZstdDecompressor()
        self._error = zstd.ZstdError

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    @property
    def needs_input(self) -> bool:
        return self._inner.needs_input

    def decompress(self, data: bytes, max_length: int = -1, /) -> bytes:
        try:
            return self._inner.decompress(data, max_length)
        except self._error as error:
            raise ValueError(str(error)) from None


Make = Callable[[], _Decompressor]
BZIP2: Final[Make] = bz2.BZ2Decompressor
_BY_MAGIC: Final[tuple[tuple[bytes, Make], ...]] = (
    (b"\x1f\x8b", lambda: _Inflating(31)),
    (b"BZh", BZIP2),
    (b"\xfd7zXZ\0", lambda: lzma.LZMADecompressor(memlimit=_DICTIONARY)),
    (b"\x5d\0\0", lambda: lzma.LZMADecompressor(memlimit=_DICTIONARY)),
    (b"\x28\xb5\x2f\xfd", _Zstandard),
)


def unpacker(head: bytes) -> Make | None:
    """What unpacks a stream that begins like this; None if it is not compressed in a way that is known here."""
    return next((make for magic, make in _BY_MAGIC if head.startswith(magic)), None)


def lzma_of_zip(properties: bytes) -> Make:
    """The decompressor of an entry of a zip archive, by the properties that stand before its stream.

    Raises:
        UnpackError: they are none, or ask for too much memory.
    """
    if len(properties) < 5 or properties[0] >= 225:
        raise UnpackError("is damaged")
    rest, lc = divmod(properties[0], 9)
    pb, lp = divmod(rest, 5)
    size = int.from_bytes(properties[1:5], "little")
    if size > _DICTIONARY or lc + lp > 4:
        raise UnpackError("is packed in an unusual way")
    options = {"id": lzma.FILTER_LZMA1, "dict_size": max(size, 4096), "lc": lc, "lp": lp, "pb": pb}
    return lambda: lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=[options])


class Unpacked(io.RawIOBase):
    """A compressed stream as it is unpacked; it can be read once, from its beginning to its end."""

    def __init__(self, source: IO[bytes], make: Make, limit: int = MAX_UNPACKED) -> None:
        self._source = source
        self._make = make
        self._inner = make()
        self._left = limit

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - whatever can be written to
        view = memoryview(buffer).cast("B")
        piece = self._piece(min(len(view), _MOST_AT_ONCE))
        view[: len(piece)] = piece
        self._left -= len(piece)
        if self._left < 0:
            raise UnpackError(f"unpacks to more than {MAX_UNPACKED >> 20} MB")
        return len(piece)

    def _piece(self, length: int) -> bytes:
        while True:
            if self._inner.eof:
                rest = self._inner.unused_data or self._source.read(1 << 16)
                if not rest.strip(b"\0"):
                    return b""
                self._inner = self._make()
            else:
                rest = self._source.read(1 << 16) if self._inner.needs_input else b""
                if not rest and self._inner.needs_input:
                    raise UnpackError("is cut off")
            piece = self._decompressed(rest, length)
            if piece:
                return piece

    def _decompressed(self, data: bytes, length: int) -> bytes:
        try:
            return self._inner.decompress(data, length)
        except lzma.LZMAError as error:
            too_much = "emory" in str(error)
            raise UnpackError("is packed in an unusual way" if too_much else "is damaged") from None
        except (OSError, zlib.error, EOFError, ValueError, MemoryError):
            raise UnpackError("is damaged") from None
