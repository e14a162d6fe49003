"""Reads and writes single files such that a crash leaves the old content or the new, never half of either."""

import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from prep.model.errors import StorageError
from prep.store.folders import make_private


def write_file(path: Path, content: str | bytes) -> None:
    """Write a file in one step, and the folders above it if need be.

    It is not forced to the disk: what a process wrote survives its own death, and waiting for a slow disk twice a
    second would be felt in the editor.

    Raises:
        StorageError: it cannot be written.
    """
    try:
        make_private(path.parent)
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(content.encode() if isinstance(content, str) else content)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise StorageError(
            f"{path} cannot be written: {error.strerror}; make room or set PREP_DATA to another folder"
        ) from None


def read_file(path: Path) -> str | None:
    """The content of a file, or None if there is no such file.

    Raises:
        StorageError: it is there and cannot be read.
    """
    try:
        return path.read_text("utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except UnicodeDecodeError:
        raise StorageError(f"{path} is not UTF-8; save it as UTF-8") from None
    except OSError as error:
        raise StorageError(f"{path} cannot be read: {error.strerror}") from None


def remove_files(folder: Path, names: Iterable[str]) -> None:
    """Remove files of a folder, in this order, and the folder if nothing else is in it; what is not there is no fault.

    Raises:
        StorageError: one cannot be removed.
    """
    try:
        for name in names:
            (folder / name).unlink(missing_ok=True)
    except OSError as error:
        raise StorageError(f"{folder} cannot be changed: {error.strerror}; make it writable") from None
    with suppress(OSError):
        folder.rmdir()
