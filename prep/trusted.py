"""Starts Python for code of our own that nothing jails: which modules it may find, what it sees of the environment."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from prep import compiled_files

_PACKAGE: Final = Path(__file__).resolve().parent

_LET_THROUGH: Final = frozenset(
    {"PATH", "HOME", "USER", "LOGNAME", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "USERPROFILE", "LOCALAPPDATA"}
    | {"LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "OPENBLAS_CORETYPE"}
)
"""What a program needs to find its libraries, its home and a place for temporary files, and to compute right on the
machine's processor.
"""

_OURS: Final = {
    "LANG": "C.UTF-8",
    "TZ": "UTC",
    "PYTHONUTF8": "1",
    # A parallel region before a fork makes numerical libraries hang in it.
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
}


def python_command(module: str, *arguments: str, packages: Mapping[str, Path] | None = None) -> list[str]:
    """The command that runs a module of ours with what is installed, and with nothing of the current folder.

    Args:
        packages: the folders in which packages beside our own lie, by their names.
    """
    folders = {"prep": _PACKAGE.parent, **(packages or {})}
    named = [f"{name}={folder}" for name, folder in folders.items()]
    flags = ["-P"] if compiled_files.have_room() else ["-P", "-B"]
    return [sys.executable, *flags, str(_PACKAGE / "start.py"), module, *named, "--", *arguments]


def grading_environment() -> dict[str, str]:
    """For what grades: the same whoever starts it, so that no setting of theirs reaches a grade."""
    return {name: value for name, value in os.environ.items() if name in _LET_THROUGH} | _OURS


def own_environment() -> dict[str, str]:
    """For a person's own programs, which may want their settings, but must not find other modules by them."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
