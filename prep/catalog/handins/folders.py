"""The files of a folder; what nobody needs is not even walked through."""

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from prep.catalog.handins.entries import MAX_ENTRIES, FileEntry, UnreadableEntryError
from prep.catalog.handins.kinds import FileKind, kind_of
from prep.catalog.handins.names import plain_name
from prep.model.errors import SubmissionError
from prep.model.text import one_line


def folder_entries(folder: Path) -> Iterator[FileEntry]:
    """Its files by name; a folder of libraries or of an editor comes as one entry.

    Raises:
        OSError: it cannot be listed.
        SubmissionError: it holds far more than work; the text does not name it.
    """
    count = 0
    for top, folders, files in os.walk(folder, onerror=_raise):
        kept = []
        for name in sorted(folders):
            inner = Path(top) / name
            relative = plain_name(inner.relative_to(folder).as_posix())
            if inner.is_symlink():
                yield FileEntry(name=relative, told_name=name, read=_no_bytes, is_file=False)
            elif (
                kind_of(relative + "/x.py") in (FileKind.CLUTTER, FileKind.INSTALLED) or (inner / "pyvenv.cfg").exists()
            ):
                yield FileEntry(name=f"{relative}/site-packages" if (inner / "pyvenv.cfg").exists() else relative,
                            told_name=name, read=_no_bytes)  # fmt: skip
            else:
                kept.append(name)
        folders[:] = kept
        count += len(files)
        if count > MAX_ENTRIES:
            raise SubmissionError(f"holds more than {MAX_ENTRIES:,} files; hand in your own code only")
        for name in sorted(files):
            path = Path(top) / name
            told = path.relative_to(folder).as_posix()
            is_file = path.is_file() and not path.is_symlink()
            yield FileEntry(name=plain_name(told), told_name=told, read=partial(_read, path), is_file=is_file)


def _read(path: Path, limit: int) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(limit)
    except OSError as error:
        raise UnreadableEntryError(f"cannot be read: {one_line(str(error.strerror or error))}") from None


def _no_bytes(_: int) -> bytes:
    return b""


def _raise(error: OSError) -> None:
    raise error
