"""Zip archives of every packer, read in memory; nothing is ever unpacked to the disk of the trusted side."""

import io
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import IO, Final

from prep.catalog.handins.entries import MAX_ENTRIES, FileEntry, UnreadableEntryError
from prep.catalog.handins.names import plain_name, unmangled
from prep.catalog.handins.unpacking import BZIP2, Make, Unpacked, UnpackError, lzma_of_zip
from prep.model.errors import SubmissionError

MARKS: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_END: Final = b"PK\x05\x06"
_END_OF_LARGE: Final = b"PK\x06\x06"
"""Before it in archives of more than four gigabytes or 65,535 files, with what does not fit into the usual end."""

_SEE_LARGE: Final = 0xFFFFFFFF
_LARGE_END: Final = 56
_LONGEST_TAIL: Final = (1 << 16) + 256
_UTF8_FLAG: Final = 0x800
_LOCKED_FLAG: Final = 1
_LOCAL_HEADER: Final = 30
_BYTES_OF_AN_ENTRY: Final = 46
"""At least, in the list at the end."""


def is_zip(stream: IO[bytes]) -> bool:
    """Whether it begins like a zip archive, or ends like one that a program was put before."""
    stream.seek(0)
    if stream.read(4) in MARKS:
        return True
    return _tail(stream) is not None


@dataclass(frozen=True)
class _Tail:
    """Where the list of entries is told to be."""

    size: int


def zip_entries(stream: IO[bytes]) -> Iterator[FileEntry]:
    """The files of an archive.

    Raises:
        SubmissionError: it is cut off, damaged, locked or far too large; the text does not name it.
    """
    tail = _tail(stream)
    if tail is None:
        raise SubmissionError("is a zip archive that is cut off; ask for it again")
    if tail.size > MAX_ENTRIES * (_BYTES_OF_AN_ENTRY + 80):
        raise SubmissionError(f"holds more than {MAX_ENTRIES:,} files; hand in your source code only")
    try:
        archive = zipfile.ZipFile(stream)
        infos = archive.infolist()
    except (zipfile.BadZipFile, struct.error, ValueError, OverflowError, NotImplementedError, EOFError, OSError):
        raise SubmissionError("is a zip archive that is damaged; zip it again") from None
    if len(infos) > MAX_ENTRIES:
        raise SubmissionError(f"holds {len(infos):,} files; hand in your source code only")
    for info in infos:
        told = info.filename if info.flag_bits & _UTF8_FLAG else unmangled(info.filename)
        if told.endswith(("/", "\\")):
            continue
        kind = stat.S_IFMT(info.external_attr >> 16) if info.create_system == 3 else 0
        if kind == stat.S_IFDIR:
            continue
        yield FileEntry(
            name=plain_name(told),
            told_name=told,
            read=partial(_read, archive, stream, info),
            is_file=kind in (0, stat.S_IFREG),
        )


def _tail(stream: IO[bytes]) -> _Tail | None:
    """What the end of an archive says of its list of entries; None without such an end."""
    end = stream.seek(0, os.SEEK_END)
    stream.seek(max(0, end - _LONGEST_TAIL))
    data = stream.read()
    at = data.rfind(_END)
    if at < 0 or len(data) - at < 22:
        return None
    (size,) = struct.unpack_from("<I", data, at + 12)
    large = data.rfind(_END_OF_LARGE, 0, at)
    if size == _SEE_LARGE and at - large >= _LARGE_END:
        (size,) = struct.unpack_from("<Q", data, large + 40)
    return _Tail(size)


def _read(archive: zipfile.ZipFile, stream: IO[bytes], info: zipfile.ZipInfo, limit: int) -> bytes:
    if info.flag_bits & _LOCKED_FLAG:
        raise UnreadableEntryError("is locked with a password; zip it without one")
    try:
        if info.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            with archive.open(info) as content:
                return content.read(limit)  # what the entry says of its size may be a lie
        return _read_otherwise(stream, info, limit)
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, OverflowError, OSError):
        raise UnreadableEntryError("is damaged; zip it again") from None
    except NotImplementedError:
        raise UnreadableEntryError("is packed in an unusual way; zip it in the ordinary way") from None
    except UnpackError as error:
        raise UnreadableEntryError(f"{error}; zip it again") from None


def _read_otherwise(stream: IO[bytes], info: zipfile.ZipInfo, limit: int) -> bytes:
    """Bzip2 and LZMA, which zipfile unpacks by whole blocks, in whatever memory that takes."""
    stream.seek(info.header_offset)
    header = stream.read(_LOCAL_HEADER)
    if len(header) < _LOCAL_HEADER or not header.startswith(b"PK\x03\x04"):
        raise EOFError
    name_length, extra_length = struct.unpack_from("<HH", header, 26)
    stream.seek(name_length + extra_length, os.SEEK_CUR)
    packed = stream.read(min(info.compress_size, 4 * limit))
    make: Make
    if info.compress_type == zipfile.ZIP_BZIP2:
        make = BZIP2
    elif info.compress_type == zipfile.ZIP_LZMA:
        size = int.from_bytes(packed[2:4], "little")
        make, packed = lzma_of_zip(packed[4 : 4 + size]), packed[4 + size :]
    else:
        raise NotImplementedError
    wanted = min(limit, info.file_size)
    content = bytearray()
    unpacked = Unpacked(io.BytesIO(packed), make, wanted + (1 << 23))
    while len(content) < wanted and (piece := unpacked.read(wanted - len(content))):
        content += piece
    if len(content) < wanted or (wanted == info.file_size and zlib.crc32(content) != info.CRC):
        raise EOFError
    return bytes(content)
