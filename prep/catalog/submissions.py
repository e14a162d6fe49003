"""Reads what was handed in: a file, a folder or a zip archive, none of them trusted."""

import stat
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from prep.model.errors import SubmissionError
from prep.model.submission import ENTRY_FILE, Submission

MAX_FILES: Final = 50
MAX_BYTES: Final = 2 << 20


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """How much is read of an archive or folder before it is refused."""

    files: int = MAX_FILES
    bytes: int = MAX_BYTES

    @property
    def archive_bytes(self) -> int:
        """Of an archive as it was handed in: its list of entries takes many times as much once it is read."""
        return 4 * self.bytes


DEFAULT_BOUNDS: Final = Bounds()
_BOUNDED_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""The others are unpacked by whole blocks, in whatever memory that takes."""

_SKIPPED: Final = ("__pycache__", "__MACOSX")
_WINDOWS_RESERVED: Final = frozenset('<>:"|?*\\')


def load_submission(path: Path, name: str | None = None) -> Submission:
    """Read a submission; a single file of any name becomes the entry file.

    Raises:
        SubmissionError: there is nothing to grade there, or it breaks a rule; the text says which.
    """
    name = name or str(path)
    files = read_files(path)
    if not (path.is_dir() or zipfile.is_zipfile(path)):
        files = dict(zip([ENTRY_FILE], files.values(), strict=True))
    return Submission(name=name, files=_with_entry(files, path))


def read_files(path: Path, bounds: Bounds = DEFAULT_BOUNDS) -> dict[str, bytes]:
    """The files of a folder or an archive by their relative path; a single file by its own name.

    Raises:
        SubmissionError: it cannot be read, or it breaks a rule; the text says which.
    """
    try:
        if path.is_dir():
            return _from_folder(path, bounds)
        if path.exists() and not path.is_file():  # a pipe would be waited for, a device read without end
            raise SubmissionError(f"{path} is neither a file nor a folder")
        if zipfile.is_zipfile(path):
            return _from_archive(path, bounds)
        if tarfile.is_tarfile(path):
            raise SubmissionError(f"{path} is a tar archive; hand in a zip archive, a folder or one Python file")
        return {path.name: _bounded(path, bounds)}
    except FileNotFoundError:
        raise SubmissionError(f"{path}: no such file or folder") from None
    except OSError as error:
        raise SubmissionError(f"{path}: cannot be read: {error.strerror or error}") from None


def load_or_explain(path: Path) -> Submission:
    """Read a submission; one that cannot be read carries its problem, so that it does not stop a run of many."""
    try:
        return load_submission(path)
    except SubmissionError as error:
        return Submission(name=str(path), files={}, problem=str(error))


def _with_entry(files: dict[str, bytes], path: Path) -> dict[str, bytes]:
    """The files with the entry at the top; an archive or folder may hold everything in one folder of its own."""
    if ENTRY_FILE in files:
        return files
    tops = {name.split("/", 1)[0] for name in files}
    if len(tops) == 1 and f"{(top := tops.pop())}/{ENTRY_FILE}" in files:
        return {name.removeprefix(f"{top}/"): content for name, content in files.items()}
    raise SubmissionError(f"{path} holds no {ENTRY_FILE}; put your solution into a file of that name")


def _from_folder(folder: Path, bounds: Bounds) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        if path.is_symlink() or not path.is_file() or _is_clutter(relative.parts):
            continue
        files[_safe_name(relative.as_posix())] = _bounded(path, bounds)
        _limit(files, bounds)
    return files


def _from_archive(path: Path, bounds: Bounds) -> dict[str, bytes]:
    """Read an archive in memory; nothing is ever unpacked to the disk of the trusted side."""
    files: dict[str, bytes] = {}
    if path.stat().st_size > bounds.archive_bytes:
        raise SubmissionError(f"{path} is larger than {bounds.archive_bytes >> 20} MB; hand in your source code only")
    try:
        with zipfile.ZipFile(path) as archive:
            for entry in _regular_entries(archive, bounds):
                name = _safe_name(entry.filename)
                if name in files or name.casefold() in map(str.casefold, files):
                    raise SubmissionError(f"the archive holds {name!r} twice")
                with archive.open(entry) as stream:
                    files[name] = stream.read(bounds.bytes + 1)  # what the entry says of its size may be a lie
                _limit(files, bounds)
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        RuntimeError,
        EOFError,
        ValueError,
        OverflowError,
    ) as error:
        raise SubmissionError(f"{path}: the archive cannot be read ({type(error).__name__}); zip it again") from None
    except zipfile.zlib.error:  # type: ignore[attr-defined]
        raise SubmissionError(f"{path}: the archive is damaged; zip it again") from None
    return files


def _regular_entries(archive: zipfile.ZipFile, bounds: Bounds) -> Iterator[zipfile.ZipInfo]:
    entries = archive.infolist()
    if len(entries) > 20 * bounds.files:
        raise SubmissionError(f"the archive holds {len(entries)} entries; {bounds.files} files are allowed")
    for entry in entries:
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise SubmissionError(f"the archive holds {entry.filename[:80]!r}, which is a link or a device")
        if entry.compress_type not in _BOUNDED_METHODS:
            raise SubmissionError(
                f"the archive holds {entry.filename[:80]!r} compressed in an unusual way; zip it again"
            )
        if not entry.is_dir() and not _is_clutter(PurePosixPath(entry.filename).parts):
            yield entry


def _is_clutter(parts: tuple[str, ...]) -> bool:
    return any(part in _SKIPPED or (part.startswith(".") and part not in (".", "..")) for part in parts)


def _safe_name(name: str) -> str:
    """A relative path that stays where it is put.

    Raises:
        SubmissionError: it does not.
    """
    path = PurePosixPath(name)
    wrong = path.is_absolute() or ".." in path.parts or not path.parts or len(name) > 200 or len(path.parts) > 8
    if wrong or not name.isprintable() or any(character in _WINDOWS_RESERVED for character in name):
        raise SubmissionError(f"the file name {name[:80]!r} is not allowed; use plain relative names")
    return path.as_posix()


def _bounded(path: Path, bounds: Bounds) -> bytes:
    with path.open("rb") as stream:
        content = stream.read(bounds.bytes + 1)
    if len(content) > bounds.bytes:
        raise SubmissionError(f"{path} is larger than {bounds.bytes >> 20} MB")
    return content


def _limit(files: dict[str, bytes], bounds: Bounds) -> None:
    if len(files) > bounds.files:
        raise SubmissionError(f"more than {bounds.files} files; hand in your source code only")
    if sum(map(len, files.values())) > bounds.bytes:
        raise SubmissionError(f"more than {bounds.bytes >> 20} MB unpacked; hand in your source code only")
