"""Runs a whole project in the jail: a script that reads tables and writes predictions, from a clean state each time.

A run is a fork that nothing of the work has touched yet, in a folder of its own with the work and the tables in it.
What it leaves behind is one file, which is read no further than it is asked for. Nothing here is trusted: whoever asks
checks what comes back.
"""

import builtins
import contextlib
import importlib.abc
import importlib.machinery
import os
import random
import runpy
import shutil
import signal
import stat
import sys
import time
import traceback
import types
from collections.abc import Iterator, Sequence
from typing import Any, Final, NoReturn, Self

WORK: Final = "work"
ENTRY: Final = "solution.py"
_FOLDER: Final = "run"
_LONGEST_ERROR: Final = 400
_PIPE: Final = 3
_WALL_FACTOR: Final = 2
_LOOK_S: Final = 0.02
_MOST_FILES: Final = 1024

_FOR_SHOW: Final = frozenset(
    {"matplotlib", "seaborn", "plotly", "altair", "bokeh", "IPython", "ipywidgets", "missingno", "wordcloud", "tqdm"}
)
"""Libraries that draw: where one is missing its calls do nothing, so that a plot costs nobody a run."""


def run(tables: dict[str, bytes], wanted: str, most: int, cpu_s: int) -> dict[str, Any]:
    """Run the work once.

    Args:
        tables: files that it finds beside it, by name.
        wanted: the file that it is to write.
        most: bytes of it that are read.
        cpu_s: CPU seconds that the run may take.

    Returns:
        `found`, the file's beginning or None; `size`, all of it; `error`, the last line of what the work raised.
    """
    folder = _clean_folder()
    for name, content in (_FILES | tables).items():
        path = f"{folder}/{name}"
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120 - as the worker does
        with open(path, "wb") as file:  # noqa: PTH123
            file.write(content)
    error = _run_in_fork(folder, cpu_s)
    found, size = _read(f"{folder}/{wanted}", most)
    shutil.rmtree(folder, ignore_errors=True)
    return {"found": found, "size": size, "error": error}


def _work_files() -> dict[str, bytes]:
    """The work as it was laid out, kept where no run can change it."""
    found = {}
    for top, _, names in os.walk(WORK):
        for name in names:
            path = f"{top}/{name}"
            with open(path, "rb") as file:  # noqa: PTH123 - as the worker does
                found[path.removeprefix(f"{WORK}/")] = file.read()
    return found


def _clean_folder() -> str:
    """An empty folder, and nothing around it that an earlier run has left."""
    for name in os.listdir():  # noqa: PTH208 - as the worker does
        shutil.rmtree(name, ignore_errors=True)
        with contextlib.suppress(OSError):
            os.unlink(name)  # noqa: PTH108
    os.mkdir(_FOLDER)  # noqa: PTH102
    return os.path.abspath(_FOLDER)  # noqa: PTH100


def _run_in_fork(folder: str, cpu_s: int) -> str:
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        _work(folder, write)
    os.close(write)
    status = _await(pid, cpu_s)
    _end_what_is_left(pid)
    os.set_blocking(read, False)
    with os.fdopen(read, "rb") as pipe:
        error = (pipe.read(_LONGEST_ERROR) or b"").decode("utf-8", "replace")
    if status is None:
        return f"its limit of {cpu_s} seconds of CPU time, {_WALL_FACTOR} times as many by the clock"
    ended = -os.waitstatus_to_exitcode(status)
    return error or (f"signal {ended}" if ended > 0 else "")


def _await(pid: int, cpu_s: int) -> int | None:
    """Wait for a run to end; None for one that takes too long, which is left to be ended."""
    clock, deadline = (~pid << 3) | 2, time.monotonic() + _WALL_FACTOR * cpu_s
    while True:
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            return status
        with contextlib.suppress(OSError):  # it may have ended since
            if time.clock_gettime(clock) > cpu_s or time.monotonic() > deadline:
                return None
        time.sleep(_LOOK_S)


def _end_what_is_left(group: int) -> None:
    """Whatever a run has started, so that it cannot meet the next one."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)
    if os.getpid() == 1:  # in the jail there is nobody else
        with contextlib.suppress(ProcessLookupError):
            os.kill(-1, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)


def _work(folder: str, pipe: int) -> NoReturn:
    """In the fork, which must never fall back into the worker's loop."""
    code = 1
    try:
        os.dup2(pipe, _PIPE)
        os.closerange(_PIPE + 1, _MOST_FILES)
        os.setsid()
        os.chdir(folder)
        sys.path.insert(0, folder)
        sys.argv = [ENTRY]
        for name in (ENTRY.removesuffix(".py"), "__main__"):
            sys.modules.pop(name, None)
        _forget_seeds()
        sys.meta_path.append(_ForShow())
        builtins.display = lambda *_, **__: None  # type: ignore[attr-defined]
        runpy.run_path(ENTRY, run_name="__main__")
        code = 0
    except SystemExit as ending:
        code = 0 if ending.code in (None, 0) else 1
    except BaseException as error:  # noqa: BLE001 - whatever a submission raises
        _tell(error)
    finally:
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(Exception):  # it may be closed, replaced or full
                stream.flush()
        os._exit(code)


def _forget_seeds() -> None:
    """Forks share the state of random numbers, which would make work without a seed look reproducible."""
    random.seed()
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()


def _tell(error: BaseException) -> None:
    with contextlib.suppress(Exception):  # what it raises may itself raise when it is told
        os.write(_PIPE, _told(error).encode("utf-8", "backslashreplace")[:_LONGEST_ERROR])
        traceback.print_exc()


def _told(error: BaseException) -> str:
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(ENTRY)]
    where = f" at line {lines[-1]} of {ENTRY}" if lines else ""
    return f"{type(error).__name__}{where}: {error}"


def _read(path: str, most: int) -> tuple[bytes | None, int]:
    """A regular file's beginning and its size; a link, a folder or a pipe is no file."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return None, 0
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            return None, 0
        with os.fdopen(os.dup(descriptor), "rb") as file:
            return file.read(most), status.st_size
    finally:
        os.close(descriptor)


class _ForShow(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Comes last: what is installed is found before."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        del path, target
        if name.split(".", maxsplit=1)[0] not in _FOR_SHOW:
            return None
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        return _Silent(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        """There is nothing in it."""


class _Nothing:
    """Can be called, asked and passed on, and does nothing."""

    def __call__(self, *arguments: Any, **_: Any) -> Any:  # noqa: ANN401
        return arguments[0] if len(arguments) == 1 and hasattr(arguments[0], "__iter__") else self

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        if name.startswith("__"):
            raise AttributeError(name)
        return _subplots if name == "subplots" else self

    def __getitem__(self, _: object) -> "_Nothing":
        return self

    def __setitem__(self, _: object, __: object) -> None: ...

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None: ...

    def __iter__(self) -> Iterator["_Nothing"]:
        return iter(())


class _Silent(types.ModuleType):
    """A library that draws, where it is not installed."""

    __path__: list[str] = []  # noqa: RUF012 - as every package has one

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        if name.startswith("__"):
            raise AttributeError(name)
        return _subplots if name == "subplots" else _NOTHING


def _subplots(*_: Any, **__: Any) -> tuple[_Nothing, _Nothing]:  # noqa: ANN401
    return _NOTHING, _NOTHING


_NOTHING: Final = _Nothing()
_FILES: Final = _work_files()
