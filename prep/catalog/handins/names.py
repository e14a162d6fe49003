"""Names of files as every packer writes them, made into plain relative paths that stay where they are put."""

import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Final

MAX_NAME: Final = 200
MAX_DEPTH: Final = 12

_DRIVE: Final = re.compile(r"^[A-Za-z]:")
_NOT_IN_NAMES: Final = frozenset('<>:"|?*')
_COPIES: Final = re.compile(r"[ _-]*(\(\d+\)|copy( \d+)?|final|v?\d+|neu|new)\s*$", re.IGNORECASE)


def plain_name(name: str) -> str:
    """A relative path with `/` between its parts; empty if nothing of it can be kept.

    Backslashes are separators, drives and leading slashes go, `.` and `..` lead nowhere, dots and blanks at the end are
    dropped as Windows does, and characters that cannot be seen or that some system forbids become `_`.
    """
    parts = [_plain_part(part) for part in _DRIVE.sub("", name.replace("\\", "/")).split("/") if part not in ("", ".")]
    kept = [part for part in parts if part not in ("", "..")]
    path = "/".join(kept)
    return path if len(path) <= MAX_NAME and len(kept) <= MAX_DEPTH else ""


def unmangled(name: str) -> str:
    """A name that a packer wrote in UTF-8 without saying so, which is then read in the code page of DOS."""
    try:
        return name.encode("cp437").decode("utf-8")
    except UnicodeError:
        return name


def folder_of(name: str) -> str:
    """The folder that a file lies in, empty for the top."""
    return name.rpartition("/")[0]


def base_of(name: str) -> str:
    return name.rpartition("/")[2]


def stem_of(name: str) -> str:
    """The name without folders, endings and what copying adds: `Solution (1).py.txt` is `solution`."""
    base = base_of(name).casefold()
    for suffix in (".txt", ".py", ".pyw", ".ipynb"):
        base = base.removesuffix(suffix)
    base = base.removeprefix("copy of ").removeprefix("copy_of_")
    while (shorter := _COPIES.sub("", base)) not in ("", base):
        base = shorter
    return base.strip()


def suffix_of(name: str) -> str:
    """The ending that tells what a file is; what mail and Windows put behind `.py` or `.ipynb` does not count."""
    path = PurePosixPath(name.casefold().strip())
    inner = PurePosixPath(path.stem).suffix
    if path.suffix in (".txt", ".json", ".bin") and inner in (".py", ".ipynb"):
        return inner
    return path.suffix


def _plain_part(part: str) -> str:
    text = unicodedata.normalize("NFC", part)
    return "".join("_" if one in _NOT_IN_NAMES or not one.isprintable() else one for one in text).strip().rstrip(". ")


def common_folder(names: Iterable[str]) -> str:
    """The one folder in which everything lies; empty if there is none."""
    tops = {name.split("/", 1)[0] if "/" in name else "" for name in names}
    return tops.pop() if len(tops) == 1 else ""


def below(name: str, folder: str) -> str:
    """The path from a folder on."""
    return name.removeprefix(f"{folder}/") if folder else name
