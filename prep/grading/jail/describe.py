"""Describes an exception that a submission raised as plain data, with the places in its own files only."""

import errno
import linecache
import traceback
from collections.abc import Iterator
from enum import Enum
from typing import Any, Final

MAX_NAME: Final = 200
MAX_TEXT: Final = 4096
MAX_BASES: Final = 20
MAX_TRACE: Final = 12
"""The last frames of a traceback; whoever reads the description holds it to the same limits."""

_MAX_CHAIN: Final = 5


class Wall(Enum):
    """What a submission can run into that is no fault of its own code: the jail has walls."""

    POOL = "pool"
    NETWORK = "network"
    DISK = "disk"
    PROCESSES = "processes"


def describe(error: BaseException, box: str) -> dict[str, Any]:
    """Its type, the names of its base classes, its text, and the lines of files in `box` that it came through."""
    return {
        "type": _sendable(type(error).__name__),
        "bases": [_sendable(base.__name__) for base in type(error).__mro__[:MAX_BASES]],
        "text": _text_of(error),
        "trace": _trace(error, box),
        "walls": [wall.value for wall in _walls(error)],
    }


def _walls(raised: BaseException) -> set[Wall]:
    found: set[Wall] = set()
    try:
        for error in _chain(raised):
            found.update(_walls_before(error))
    except BaseException:  # noqa: BLE001 - an exception's own code can raise anything
        return set()
    return found


def _chain(raised: BaseException) -> Iterator[BaseException]:
    """An exception and those that led to it, the last few of them."""
    error: BaseException | None = raised
    for _ in range(_MAX_CHAIN):
        if error is None:
            return
        yield error
        error = error.__cause__ or error.__context__


def _walls_before(error: BaseException) -> Iterator[Wall]:
    modules = {str(frame.f_globals.get("__name__", "")) for frame, _ in traceback.walk_tb(error.__traceback__)}
    pools = any(name.startswith(("multiprocessing.", "concurrent.futures.process")) for name in modules)
    if pools and isinstance(error, OSError | ImportError):
        yield Wall.POOL
    if "socket" in modules and isinstance(error, OSError):
        yield Wall.NETWORK
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT):
        yield Wall.DISK
    if isinstance(error, BlockingIOError) or (isinstance(error, RuntimeError) and "start new thread" in str(error)):
        yield Wall.PROCESSES


def _trace(error: BaseException, box: str) -> list[list[Any]]:
    places = []
    if isinstance(error, SyntaxError) and str(error.filename).startswith(box):
        source = _sendable((error.text or "").strip())
        places.append([_relative(str(error.filename), box), error.lineno, "", source])
    for frame, line in traceback.walk_tb(error.__traceback__):
        name = frame.f_code.co_filename
        if name.startswith(box):
            source = _sendable(linecache.getline(name, line).strip())
            places.append([_relative(name, box), line, _sendable(frame.f_code.co_name), source])
    return places[-MAX_TRACE:]


def _relative(name: str, box: str) -> str:
    return _sendable(name[len(box) + 1 :])


def _text_of(error: BaseException) -> str:
    try:
        return _sendable(str(error), MAX_TEXT)
    except BaseException as second:  # noqa: BLE001 - an exception's own code can raise anything
        return f"(its text cannot be read: {_sendable(type(second).__name__)})"


def _sendable(text: str, limit: int = MAX_NAME) -> str:
    """Halves of surrogate pairs have no form on the wire."""
    return text[:limit].encode("utf-8", "backslashreplace").decode()
