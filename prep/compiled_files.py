"""Keeps Python from leaving compiled files behind that are cut off.

Python 3.11 takes no notice when a limit on files or a full disk cuts off what it writes, and every later start fails on
such a file. Importing this module is enough for the process that does; it loads nothing that the interpreter has not.
"""

import os
import sys
from typing import Final

_ENOUGH: Final = 64 << 20
"""Bytes; all that is compiled for us has a tenth of it."""


def have_room() -> bool:
    """Whether compiled files that are written now would be whole."""
    try:
        import resource
    except ImportError:
        return True
    largest = resource.getrlimit(resource.RLIMIT_FSIZE)[0]
    disk = os.statvfs(os.path.dirname(__file__))  # noqa: PTH120 - pathlib is not loaded yet
    return (largest == resource.RLIM_INFINITY or largest >= _ENOUGH) and disk.f_bavail * disk.f_frsize >= _ENOUGH


sys.dont_write_bytecode |= not have_room()
