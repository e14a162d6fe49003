"""What is installed: versions, requirements and files of packages, read from what their installer left.

`importlib.metadata` tells the same, and takes longer to import than half of a cold start may last.
"""

import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_INFO = ".dist-info"


@dataclass(frozen=True)
class Package:
    """One installed package."""

    info: Path
    """The folder that its installer wrote about it, beside its own files."""

    @property
    def version(self) -> str:
        return next(self._values("Version"), "")

    @property
    def requires(self) -> tuple[str, ...]:
        """What it needs, each with its bounds and the cases in which it does."""
        return tuple(self._values("Requires-Dist"))

    @property
    def top_level(self) -> tuple[Path, ...]:
        """Files and folders directly beside the other packages', whether or not they are still there."""
        record = (self.info / "RECORD").read_text("utf-8")
        names = dict.fromkeys(line.partition("/")[0].partition(",")[0].strip('"') for line in record.splitlines())
        return tuple(self.info.parent / name for name in names if name)

    def _values(self, field: str) -> Iterator[str]:
        """Values of a field; the head of the file ends with an empty line, behind which anything may stand."""
        head, _, _ = (self.info / "METADATA").read_text("utf-8").partition("\n\n")
        for line in head.splitlines():
            if line.startswith(f"{field}: "):
                yield line.removeprefix(f"{field}: ").strip()


def package(name: str) -> Package | None:
    """The package of a name, the first on the path; None where none is installed, or not by a present-day installer."""
    wanted = _plain(name)
    for folder in sys.path:
        for found in _packages(folder):
            if found.partition("-")[0] == wanted or _plain(found.partition("-")[0]) == wanted:
                return Package(Path(folder, found))
    return None


@cache
def _packages(folder: str) -> tuple[str, ...]:
    try:
        return tuple(name for name in os.listdir(folder) if name.endswith(_INFO))  # noqa: PTH208 - names will do
    except OSError:
        return ()


def _plain(name: str) -> str:
    """As an index compares names."""
    return re.sub(r"[-_.]+", "_", name).lower()
