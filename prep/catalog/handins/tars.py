"""Tar archives of every compression, read once from front to back."""

import io
import os
import tarfile
import zlib
from collections.abc import Iterator
from functools import partial
from typing import IO, Final

from prep.catalog.handins.entries import MAX_ENTRIES, FileEntry, UnreadableEntryError
from prep.catalog.handins.names import plain_name
from prep.catalog.handins.unpacking import UnpackError
from prep.model.errors import SubmissionError

_BLOCK: Final = 512
_MOST_AT_ONCE: Final = 1 << 22
"""What a header may claim for a long name or its like before it is taken for an attack."""


def is_tar(head: bytes) -> bool:
    """Whether a stream that begins like this is a tar archive: its first header has the sum that it tells."""
    block = head[:_BLOCK]
    if len(block) < _BLOCK or not block[0]:
        return False
    try:
        told = int(block[148:156].strip(b" \0") or b"x", 8)
    except ValueError:
        return False
    return told == 256 + sum(block[:148]) + sum(block[156:])


def tar_entries(stream: IO[bytes]) -> Iterator[FileEntry]:
    """The files of an archive; each can be read only before the next is asked for.

    Raises:
        SubmissionError: it is cut off, damaged or far too large; the text does not name it.
    """
    bounded = _Bounded(stream)
    try:
        with tarfile.open(fileobj=bounded, mode="r:", errorlevel=0) as archive:
            for number, member in enumerate(archive):
                if number > MAX_ENTRIES:
                    raise SubmissionError(f"holds more than {MAX_ENTRIES:,} files; hand in your source code only")
                archive.members = []  # type: ignore[attr-defined]  # kept for going back, which nobody does
                if not member.isdir():
                    told = member.name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
                    read = partial(_read, archive, member)
                    yield FileEntry(name=plain_name(told), told_name=told, read=read, is_file=member.isfile())
        bounded.require_end()
    except UnpackError as error:
        raise SubmissionError(f"is a tar archive that {error}; ask for it again") from None
    except (tarfile.TarError, ValueError, OverflowError, EOFError, zlib.error, KeyError, IndexError, OSError):
        raise SubmissionError("is a tar archive that is cut off or damaged; ask for it again") from None


def _read(archive: tarfile.TarFile, member: tarfile.TarInfo, limit: int) -> bytes:
    try:
        return _read_member(archive, member, limit)
    except (UnpackError, tarfile.TarError, ValueError, EOFError, KeyError, IndexError, OSError) as error:
        why = str(error) if isinstance(error, UnpackError) else "is cut off"
        raise UnreadableEntryError(f"{why}; ask for it again") from None


def _read_member(archive: tarfile.TarFile, member: tarfile.TarInfo, limit: int) -> bytes:
    content = archive.extractfile(member)
    if content is None:
        raise tarfile.ReadError("no file")
    pieces, left = [], min(limit, member.size)
    while left > 0:
        piece = content.read(min(left, _MOST_AT_ONCE))
        if not piece:
            raise UnpackError("is cut off")
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)


class _Bounded(io.RawIOBase):
    """A stream that goes forward only, for tarfile, which reads a long name in one go and skips by seeking."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._at = 0
        self.last = b""
        """What was read last, which at the end of an archive is a block of zeros or nothing."""

    def require_end(self) -> None:
        """Tarfile takes a header that it cannot read for the end of the archive.

        Raises:
            UnpackError: that was not its end.
        """
        if self.last.strip(b"\0"):
            raise UnpackError("is cut off or damaged")

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        if whence != os.SEEK_SET or offset < self._at:
            raise tarfile.ReadError("backwards")
        while self._at < offset and (piece := self._stream.read(min(offset - self._at, 1 << 20))):
            self._at += len(piece)
        if self._at < offset:
            raise UnpackError("is cut off")
        return self._at

    def read(self, size: int = -1) -> bytes:
        if not 0 <= size <= _MOST_AT_ONCE:
            raise tarfile.ReadError("a header that is far too long")
        pieces, left = [], size
        while left and (piece := self._stream.read(min(left, 1 << 20))):
            pieces.append(piece)
            left -= len(piece)
            self._at += len(piece)
        self.last = b"".join(pieces)
        return self.last
