"""Builds archives that attack whoever unpacks them."""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

ENTRY: Final = "solution.py"
CORRECT: Final = (Path(__file__).parent / "submissions/control/correct.py").read_bytes()
BOMB_BYTES: Final = 1 << 28

Files = list[tuple[str | zipfile.ZipInfo, bytes]]


def archive(files: Files, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive with these entries, whatever their names."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as target:
        for name, content in files:
            target.writestr(name, content)
    return buffer.getvalue()


def with_entry(*files: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    return archive([(ENTRY, CORRECT), *files])


def special(name: str, kind: int, content: bytes) -> tuple[zipfile.ZipInfo, bytes]:
    """An entry that is a link, a device or another thing that is no file."""
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = (kind | 0o777) << 16
    return info, content


@cache
def bomb() -> bytes:
    """A quarter of a gigabyte of zeros in a quarter of a megabyte."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target, target.open(ENTRY, "w") as stream:
        for _ in range(BOMB_BYTES >> 20):
            stream.write(bytes(1 << 20))
    return buffer.getvalue()


@cache
def bomb_of_another_method(method: int) -> bytes:
    """A few kilobytes of bzip2 or LZMA, which whoever reads a little of it gets whole."""
    return archive([(ENTRY, bytes(BOMB_BYTES))], method)


def endless_list() -> bytes:
    """Nothing but a list of entries, as long as the archive is."""
    data = archive([(ENTRY, CORRECT)])
    start, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    entries = data[start:end] * 200_000
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 65_535, 65_535, len(entries), start, 0)
    return data[:start] + entries + tail


def lying_size() -> bytes:
    """A large file that says it is a small one, in both places where sizes stand."""
    content = bytes(8 << 20)
    data = bytearray(archive([(ENTRY, content)]))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", data, data.index(signature) + offset, 10)
    return bytes(data)


def wrong_checksum() -> bytes:
    data = bytearray(archive([(ENTRY, CORRECT)], zipfile.ZIP_STORED))
    data[data.index(CORRECT[:40])] ^= 1
    return bytes(data)


def encrypted() -> bytes:
    """An archive whose flags say that it wants a password."""
    data = bytearray(archive([(ENTRY, CORRECT)]))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    return bytes(data)


def other_method(number: int) -> bytes:
    """An archive that claims to be compressed by another method than it is."""
    data = bytearray(archive([(ENTRY, CORRECT)]))
    for signature, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        struct.pack_into("<H", data, data.index(signature) + offset, number)
    return bytes(data)


def overlapping() -> bytes:
    """Many entries in the directory that share one file's data."""
    data = archive([(ENTRY, bytes(1 << 20))])
    start = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    header = data[start:end]
    count = 40
    entries = b"".join(header.replace(ENTRY.encode(), b"part%04d.py" % n) for n in range(count))
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(entries), start, 0)
    return data[:start] + entries + tail


def damaged_stream() -> bytes:
    data = bytearray(archive([(ENTRY, zlib.compress(CORRECT) * 20)]))
    data[60:120] = b"\xff" * 60
    return bytes(data)


def damaged_lzma() -> bytes:
    """Properties that are right, and a stream that is none."""
    data = bytearray(archive([(ENTRY, CORRECT)], zipfile.ZIP_LZMA))
    start = 30 + len(ENTRY) + 9
    data[start : start + 200] = b"\xff" * 200
    return bytes(data)


REFUSED: Final[dict[str, tuple[Callable[[], bytes], str]]] = {
    "entry_is_a_link": (
        lambda: archive([special(ENTRY, stat.S_IFLNK, b"../../challenge/attacks/target/reference.py")]),
        "a link or a device",
    ),
    "bomb": (bomb, "larger than 2 MB"),
    "bomb_of_bzip2": (lambda: bomb_of_another_method(zipfile.ZIP_BZIP2), "larger than 2 MB"),
    "bomb_of_lzma": (lambda: bomb_of_another_method(zipfile.ZIP_LZMA), "larger than 2 MB"),
    "many_bombs": (lambda: archive([(f"f{n}.py", bytes(1 << 20)) for n in range(9)]), "more than 2 MB of code"),
    "endless_list": (endless_list, "more than 60,000 files"),
    "lying_size": (lying_size, "is damaged; zip it again"),
    "wrong_checksum": (wrong_checksum, "is damaged; zip it again"),
    "encrypted": (encrypted, "is locked with a password; zip it without one"),
    "unknown_method": (lambda: other_method(97), "is packed in an unusual way"),
    "not_lzma_as_it_says": (lambda: other_method(zipfile.ZIP_LZMA), "zip it again"),
    "not_bzip2_as_it_says": (lambda: other_method(zipfile.ZIP_BZIP2), "is damaged; zip it again"),
    "damaged_lzma": (damaged_lzma, "is damaged; zip it again"),
    "damaged_stream": (damaged_stream, "zip it again"),
    "overlapping": (overlapping, "is damaged; zip it again"),
    "too_many_files": (lambda: with_entry(*((f"f{n}.py", b"") for n in range(260))), "more than 200 files"),
    "huge_entry_count": (lambda: with_entry(*((f"f{n}.py", b"") for n in range(20_000))), "more than 200 files"),
    "hidden_entry": (lambda: archive([(f".{ENTRY}", CORRECT)]), "holds no solution.py"),
    "empty": (lambda: archive([]), "holds no solution.py"),
}
"""Archives that must be refused, and words of the reason."""

ACCEPTED: Final[dict[str, Callable[[], bytes]]] = {
    "shadows_modules": lambda: with_entry(
        ("numpy/__init__.py", b"raise SystemExit"), ("msgpack.py", b""), ("reference.py", b""), ("conftest.py", b"1/0")
    ),
    "archive_in_an_archive": lambda: with_entry(("inner.zip", archive([("x", bytes(1 << 20))]))),
    "after_a_program": lambda: b"import os; os._exit(0)\n" + with_entry(),
    "clutter": lambda: with_entry(
        (".git/hooks/post-checkout", b"x"), ("__MACOSX/._solution.py", b"\0"), ("__pycache__/solution.pyc", b"x")
    ),
    "stored_bytecode": lambda: with_entry(("numpy.pyc", b"\0" * 100), ("solution.so", b"\x7fELF")),
    "slips_out": lambda: with_entry(("../../prep-attack-slip.py", b"x")),
    "slips_out_in_the_middle": lambda: with_entry(("a/../../../prep-attack-slip.py", b"x")),
    "absolute_name": lambda: with_entry(("/tmp/prep-attack-absolute.py", b"x")),
    "windows_name": lambda: with_entry(("C:\\prep-attack.py", b"x")),
    "control_characters": lambda: with_entry(("a\x1b[2J\r.py", b"x")),
    "right_to_left_name": lambda: with_entry(("a\u202eyp.py", b"x")),
    "long_name": lambda: with_entry(("x" * 5000 + ".py", b"x")),
    "deep_folders": lambda: with_entry(("a/" * 400 + "x.py", b"x")),
    "symbolic_link": lambda: with_entry(special("data.py", stat.S_IFLNK, b"/etc/passwd")),
    "device": lambda: with_entry(special("zero.py", stat.S_IFCHR, b"")),
    "pipe": lambda: with_entry(special("pipe.py", stat.S_IFIFO, b"")),
    "bomb_beside": lambda: with_entry(("data.csv", bytes(1 << 24)), ("long.txt", bytes(1 << 24))),
    "twice_the_same_name": lambda: archive([(f"./{ENTRY}", b"x = 1"), (ENTRY, CORRECT)]),
    "differs_in_case": lambda: with_entry(("SOLUTION.py", b"x = 1")),
    "many_folders": lambda: with_entry(*((f"d{n}/", b"") for n in range(20_000))),
    "many_libraries": lambda: with_entry(*((f"venv/lib/f{n}.py", b"x") for n in range(20_000))),
    "another_name": lambda: archive([("main.py", CORRECT)]),
}
"""Archives that hold a right solution beside their mischief, which then comes to nothing."""
