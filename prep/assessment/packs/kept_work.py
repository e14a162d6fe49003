"""The work on one part as it is kept in the database: what is run, and what it was made of."""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

_ORIGINALS: Final = ".originals/"
"""No file of a hand-in lies in a folder with a dot: these are left out."""


@dataclass(frozen=True, kw_only=True)
class KeptWork:
    """What one candidate handed in for one part; an answer is the one file `answer.md`."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    originals: Mapping[str, bytes] = field(default_factory=dict)
    """Byte for byte what came, of whatever is not run as it came, such as a notebook."""


def pack_work(work: KeptWork) -> bytes:
    """A work as it is kept; the same work gives the same bytes."""
    buffer = io.BytesIO()
    files = dict(work.files) | {f"{_ORIGINALS}{name}": body for name, body in work.originals.items()}
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), body, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def unpack_work(content: bytes) -> KeptWork:
    """What `pack_work` packed."""
    files: dict[str, bytes] = {}
    originals: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for info in archive.infolist():
            group = originals if info.filename.startswith(_ORIGINALS) else files
            group[info.filename.removeprefix(_ORIGINALS)] = archive.read(info)
    return KeptWork(files=files, originals=originals)
