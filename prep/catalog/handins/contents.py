"""Opens whatever was handed in, takes what is work, and says of everything else why it was left out.

The readers of archives are imported for archives: whoever grades one file waits for it.
"""

import io
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, Final

from prep.catalog.handins.entries import DEFAULT_BOUNDS, Bounds, FileEntry, UnreadableEntryError
from prep.catalog.handins.folders import folder_entries
from prep.catalog.handins.kinds import MAX_BESIDE, TAR_BLOCK, FileKind, is_tar, kind_of, refusal_of
from prep.catalog.handins.names import base_of, folder_of, plain_name, suffix_of
from prep.model.errors import SubmissionError
from prep.model.text import one_line

if TYPE_CHECKING:
    from prep.catalog.handins.unpacking import Make

_HEAD: Final = 1024
_NAMED: Final = 3
"""Files of a kind that a remark names; of more it tells their number."""

_READ_AS_NAMED: Final = (".py", ".pyw", ".ipynb")
_OFFICE: Final = {
    "word/": "is a Word document; save the code as a .py file, text as .txt",
    "xl/": "is a spreadsheet; hand in the code itself",
    "ppt/": "is a presentation; hand in the code itself",
    "mimetype": "is an Open Document; save the code as a .py file, text as .txt",
}


@dataclass(frozen=True, kw_only=True)
class Contents:
    """What was handed in, as it came."""

    files: Mapping[str, bytes]
    """Original bytes by plain relative paths; work only, unless it is sealed."""

    single: bool = False
    """It was one file by itself, whose name says nothing of where it belongs."""

    remarks: tuple[str, ...] = ()
    """What was left out or read otherwise than it came."""

    refused: Mapping[str, str] = field(default_factory=dict)
    """Work that cannot be read, and why: `is locked with a password; zip it without one`."""


def read_contents(
    path: Path, bounds: Bounds = DEFAULT_BOUNDS, *, sealed_by: str = "", passed_over: Collection[str] = ()
) -> Contents:
    """Read a file, a folder or an archive.

    Args:
        passed_over: names of files in a folder of which nothing is told.
        sealed_by: a file at the top with which everything else belongs together, so that nothing is left out.

    Raises:
        SubmissionError: it cannot be read; the text names it and says what to do.
    """
    try:
        if path.is_dir():
            entries = [entry for entry in folder_entries(path) if entry.name not in passed_over]
            return _taken(entries, bounds, sealed_by)
        _require_file(path)
        with path.open("rb") as stream:
            return _of_file(stream, path.name, bounds, sealed_by, depth=0)
    except FileNotFoundError:
        raise SubmissionError(f"{path}: no such file or folder") from None
    except OSError as error:
        raise SubmissionError(f"{path}: cannot be read: {one_line(str(error.strerror or error))}") from None
    except SubmissionError as error:
        raise SubmissionError(f"{path} {error}") from None
    except (MemoryError, RecursionError):
        raise SubmissionError(
            f"{path} takes more memory than a hand-in should; hand in your source code only"
        ) from None


def _require_file(path: Path) -> None:
    if path.exists() and not path.is_file():  # a pipe would be waited for, a device read without end
        raise SubmissionError("is neither a file nor a folder")


def _of_file(stream: IO[bytes], name: str, bounds: Bounds, sealed_by: str, *, depth: int) -> Contents:
    """What one file holds, which may be an archive in whatever wrapping."""
    stream.seek(0)
    head = stream.read(_HEAD)
    if not head:
        raise SubmissionError("is empty; ask for it again, or save it and hand it in once more")
    as_named = suffix_of(name) in _READ_AS_NAMED and not head.startswith(b"PK\x03\x04")
    if not as_named and (packed := _of_archive(stream, name, head, bounds, sealed_by, depth)):
        return packed
    stream.seek(0)
    return _of_tar(stream, bounds, sealed_by) if is_tar(head) else _single(stream, name, head, bounds)


def _of_archive(
    stream: IO[bytes], name: str, head: bytes, bounds: Bounds, sealed_by: str, depth: int
) -> Contents | None:
    """What a zip archive or a compressed stream holds; None if it is neither."""
    from prep.catalog.handins.unpacking import unpacker
    from prep.catalog.handins.zips import is_zip, zip_entries

    if is_zip(stream):
        entries = list(zip_entries(stream))
        _refuse_office(entries)
        return _inner(_taken(entries, bounds, sealed_by), entries, bounds, depth)
    stream.seek(0)
    make = None if is_tar(head) else unpacker(head)
    return _unpacked(stream, make, name, bounds, sealed_by) if make else None


def _of_tar(stream: IO[bytes], bounds: Bounds, sealed_by: str) -> Contents:
    from prep.catalog.handins.tars import tar_entries

    return _taken(tar_entries(stream), bounds, sealed_by)


def _unpacked(packed: IO[bytes], make: "Make", name: str, bounds: Bounds, sealed_by: str) -> Contents:
    """A compressed stream: a tar archive, or one file by itself."""
    from prep.catalog.handins.unpacking import Unpacked, UnpackError

    with io.BufferedReader(Unpacked(packed, make), 1 << 16) as stream:  # type: ignore[type-var,unused-ignore]
        try:
            head = stream.peek(_HEAD)
            if is_tar(head if len(head) >= TAR_BLOCK else stream.peek(TAR_BLOCK)):
                taken = _of_tar(stream, bounds, sealed_by)
                while stream.read(1 << 16):  # only its end tells that it came whole
                    pass
                return taken
            inner = PurePosixPath(name).stem
            content = stream.read(bounds.notebook_bytes + 1)
            return _single(io.BytesIO(content), inner, content[:_HEAD], bounds)
        except UnpackError as error:
            raise SubmissionError(f"{error}; ask for it again") from None


def _single(stream: IO[bytes], name: str, head: bytes, bounds: Bounds) -> Contents:
    if refusal := refusal_of(head):
        raise SubmissionError(refusal)
    kind = kind_of(plain_name(name))
    limit = bounds.notebook_bytes if kind is FileKind.NOTEBOOK or head.lstrip()[:1] == b"{" else bounds.bytes
    stream.seek(0)
    content = stream.read(limit + 1)
    if len(content) > limit:
        raise SubmissionError(f"is larger than {limit >> 20} MB; hand in your source code only")
    if kind in (
        FileKind.DATA,
        FileKind.PICTURE,
        FileKind.ARCHIVE,
        FileKind.DOCUMENT,
        FileKind.COMPILED,
        FileKind.FOREIGN,
    ):
        raise SubmissionError(f"is {kind.value} by its name ({suffix_of(name)}); hand in Python or a notebook")
    return Contents(files={plain_name(name) or "file": content}, single=True)


def _inner(contents: Contents, entries: list[FileEntry], bounds: Bounds, depth: int) -> Contents:
    """An archive that holds nothing but another one is that other one."""
    if contents.files or contents.refused or depth:
        return contents
    archives = [one for one in entries if one.name and kind_of(one.name) is FileKind.ARCHIVE]
    if len(archives) > 1:
        raise SubmissionError(f"holds {len(archives)} archives; unpack it, and name each of them")
    if not archives:
        return contents
    (inner,) = archives
    limit = 4 * bounds.notebook_bytes
    try:
        content = inner.read(limit + 1)
    except UnreadableEntryError as error:
        raise SubmissionError(f"holds only {one_line(inner.told_name, 80)}, which {error}") from None
    if len(content) > limit:
        raise SubmissionError(f"holds only {one_line(inner.told_name, 80)}, which is too large; unpack it once")
    try:
        found = _of_file(io.BytesIO(content), inner.name, bounds, "", depth=depth + 1)
    except SubmissionError as error:
        raise SubmissionError(f"holds only {one_line(inner.told_name, 80)}, which {error}") from None
    remark = f"it held only {one_line(inner.told_name, 80)}, which was opened"
    return Contents(files=found.files, remarks=(remark, *found.remarks), refused=found.refused)


def _refuse_office(entries: list[FileEntry]) -> None:
    names = [entry.name for entry in entries]
    if "[Content_Types].xml" in names or "mimetype" in names:
        for start, refusal in _OFFICE.items():
            if any(name.startswith(start) for name in names):
                raise SubmissionError(refusal)


class _Taking:
    """What is taken of a folder or an archive, entry by entry."""

    def __init__(self, bounds: Bounds, *, everything: bool) -> None:
        self.bounds = bounds
        self.everything = everything
        self.files: dict[str, bytes] = {}
        self.refused: dict[str, str] = {}
        self.remarks: list[str] = []
        self.left: dict[str, list[str]] = {}
        self.code_bytes = 0
        self.notebook_bytes = 0

    def take(self, entry: FileEntry) -> None:
        kind = kind_of(entry.name) if entry.name else FileKind.OTHER
        if not entry.is_file:
            self._leave(entry, "a link or a device")
        elif self.everything and entry.name and kind not in (FileKind.CLUTTER, FileKind.INSTALLED):
            self._read(entry, kind)
        elif not kind.is_work:
            self._leave(entry, kind.value if entry.name else "a name that no system takes")
        else:
            self._read(entry, kind)

    def _read(self, entry: FileEntry, kind: FileKind) -> None:
        is_notebook = kind is FileKind.NOTEBOOK
        limit = self.bounds.notebook_bytes if is_notebook else self.bounds.bytes
        if kind is FileKind.TEXT and not self.everything:
            limit = min(limit, MAX_BESIDE)
        try:
            content = entry.read(limit + 1)
        except UnreadableEntryError as error:
            self.refused[entry.name] = str(error)
            return
        if len(content) > limit and not self.everything:
            self._leave(entry, "data" if kind is FileKind.TEXT else f"larger than {limit >> 20} MB")
            return
        self._count(content, is_notebook=is_notebook)
        self._keep(entry, content)

    def _count(self, content: bytes, *, is_notebook: bool) -> None:
        if is_notebook:
            self.notebook_bytes += len(content)
        else:
            self.code_bytes += len(content)
        if self.code_bytes > self.bounds.bytes or self.notebook_bytes > 2 * self.bounds.notebook_bytes:
            most = 2 * self.bounds.notebook_bytes if is_notebook else self.bounds.bytes
            raise SubmissionError(f"holds more than {most >> 20} MB of code; hand in your source code only")
        if len(self.files) >= self.bounds.files:
            raise SubmissionError(f"holds more than {self.bounds.files} files of code; hand in your own only")

    def _keep(self, entry: FileEntry, content: bytes) -> None:
        if self.files.get(entry.name, content) != content:
            self.remarks.append(f"{one_line(base_of(entry.name), 80)} was there twice; the later one counts")
        elif entry.name != (told := entry.told_name.replace("\\", "/").removeprefix("./")) and base_of(told) != base_of(
            entry.name
        ):
            self.remarks.append(f"{one_line(base_of(told), 80)} is kept as {one_line(base_of(entry.name), 80)}")
        self.files[entry.name] = content

    def _leave(self, entry: FileEntry, why: str) -> None:
        self.left.setdefault(why, []).append(entry.name or entry.told_name)

    def left_out(self) -> Iterator[str]:
        for why, names in self.left.items():
            told = sorted({_shortly(name, why) for name in names})
            more = f" and {len(told) - _NAMED} more" if len(told) > _NAMED else ""
            yield f"left out ({why}): {', '.join(one_line(name, 60) for name in told[:_NAMED])}{more}"


def _taken(entries: Iterable[FileEntry], bounds: Bounds, sealed_by: str) -> Contents:
    seal = _seal(entries, sealed_by) if isinstance(entries, list) else None
    taking = _Taking(bounds, everything=seal is not None)
    for entry in entries:
        taking.take(entry)
    top = folder_of(seal) if seal else ""
    files = {name.removeprefix(f"{top}/") if top else name: body for name, body in taking.files.items()}
    return Contents(
        files=files, remarks=(*taking.remarks, *taking.left_out()), refused=dict(sorted(taking.refused.items()))
    )


def _seal(entries: list[FileEntry], sealed_by: str) -> str | None:
    """Where the seal lies: at the top, or in the one folder that an archive was unpacked to and packed again."""
    found = [entry.name for entry in entries if sealed_by and base_of(entry.name) == sealed_by]
    found = [name for name in found if name.count("/") <= 1 and kind_of(name) is not FileKind.CLUTTER]
    return min(found, key=len, default=None)


def _shortly(name: str, why: str) -> str:
    """A file by itself, but the folder for what lies in thousands."""
    if why not in (FileKind.CLUTTER.value, FileKind.INSTALLED.value):
        return base_of(name)
    parts = name.split("/")
    at = next(number for number, part in enumerate(parts) if kind_of(part) in (FileKind.CLUTTER, FileKind.INSTALLED))
    while at and (parts[at] == "site-packages" or parts[at].casefold().startswith(("lib", "python3"))):
        at -= 1
    return parts[at]
