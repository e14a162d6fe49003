"""What a folder or an archive holds, one entry after another, each read only when it is wanted."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

MAX_FILES: Final = 200
MAX_BYTES: Final = 2 << 20
MAX_NOTEBOOK: Final = 32 << 20
"""With the pictures in it; its code is bounded like any other."""

MAX_ENTRIES: Final = 60_000
"""Of an archive; one with the libraries of an environment in it has tens of thousands."""


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """How much work is read of what was handed in before it is refused; what is left out does not count."""

    files: int = MAX_FILES
    bytes: int = MAX_BYTES
    notebook_bytes: int = MAX_NOTEBOOK


DEFAULT_BOUNDS: Final = Bounds()


class UnreadableEntryError(Exception):
    """One entry cannot be read; the text says why, without its name."""


@dataclass(frozen=True, kw_only=True)
class FileEntry:
    """A file in a folder or an archive."""

    name: str
    """As `plain_name` makes it; empty if it cannot be kept under any name."""

    told_name: str
    """As it stands there."""

    read: Callable[[int], bytes]
    """At most so many bytes of it; raises `UnreadableEntryError`."""

    is_file: bool = True
    """False for a link or a device."""
