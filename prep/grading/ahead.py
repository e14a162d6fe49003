"""Starts a test server from a command that has only begun: as a fork of it, where that is as good as a new process.

Half of what the two import is the same, and a cold start is little else than imports. What a new process would not have
is left behind: the caller's environment, folder, descriptors and session, and any folder of theirs on the path.
"""

import contextlib
import fcntl
import gc
import locale
import os
import signal
import sys
import threading
import time
import traceback
from dataclasses import dataclass
from typing import Final, NoReturn

from prep import compiled_files
from prep.grading.folders import EmptyFolder
from prep.grading.processes import ServerProcess, channel
from prep.model.challenge import Challenge
from prep.trusted import grading_environment

_CONTROL: Final = 3
_HARMLESS: Final = frozenset({"LD_LIBRARY_PATH", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "PYTHONUTF8"})
_SETTINGS: Final = ("PYTHON", "LD_", "MALLOC_", "GLIBC_")
"""How names of variables begin that change what a process is from its first moment on."""


def start_ahead(challenge: Challenge) -> ServerProcess:
    """Start it, without waiting for anything.

    Raises:
        OSError: there is no room for it.
    """
    return _fork(challenge) if _is_as_new() else ServerProcess.start(challenge.folder)


def _is_as_new() -> bool:
    """Whether nothing that a new process would not have, or not be, has been done to this one."""
    flags = sys.flags
    return (
        not any(name.startswith(_SETTINGS) and name not in _HARMLESS for name in os.environ)
        and not (flags.optimize or flags.dev_mode or flags.bytes_warning or flags.inspect or sys.warnoptions)
        and sys.gettrace() is None
        and sys.getprofile() is None
        and threading.active_count() == 1
        and sys.getfilesystemencoding() == "utf-8"
    )


@dataclass
class _Fork:
    """What of `subprocess.Popen` is asked of a process."""

    pid: int
    returncode: int | None = None

    def poll(self) -> int | None:
        return self._ended(os.WNOHANG)

    def wait(self) -> int:
        code = self._ended(0)
        assert code is not None
        return code

    def _ended(self, how: int) -> int | None:
        """Its exit code; 0 where the caller ignores the end of processes, and nobody can know."""
        if self.returncode is None:
            try:
                ended, status = os.waitpid(self.pid, how)
            except ChildProcessError:
                ended, status = self.pid, 0
            self.returncode = os.waitstatus_to_exitcode(status) if ended else None
        return self.returncode

    def kill(self) -> None:
        if self.poll() is None:
            os.kill(self.pid, signal.SIGKILL)


def _fork(challenge: Challenge) -> ServerProcess:
    with channel() as (ours, theirs, errors, folder):
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        pid = os.fork()
        if pid == 0:
            _serve(challenge, theirs.fileno(), errors.fileno(), folder)
        return ServerProcess(_Fork(pid), ours, errors, challenge.folder, folder)


def _serve(challenge: Challenge, control: int, errors: int, folder: EmptyFolder) -> NoReturn:
    """In the fork: be what `ServerProcess.start` would have started."""
    code = 70
    try:
        _leave_behind(control, errors, folder)
        from prep.grading.server.__main__ import serve

        code = serve(_CONTROL, challenge)
    except BaseException:  # noqa: BLE001 - it must never fall back into the command
        traceback.print_exc()
    finally:
        os._exit(code)


def _leave_behind(control: int, errors: int, folder: EmptyFolder) -> None:
    os.setsid()
    nothing = os.open(os.devnull, os.O_RDWR)
    # Out of the way first: where the caller has closed a standard stream, one of them may have its number.
    moved = [fcntl.fcntl(descriptor, fcntl.F_DUPFD, _CONTROL + 1) for descriptor in (nothing, nothing, errors, control)]
    for place, descriptor in enumerate(moved):
        os.dup2(descriptor, place)
    os.closerange(_CONTROL + 1, os.sysconf("SC_OPEN_MAX"))
    theirs = {"", _here(), os.path.dirname(os.path.join(_here(), sys.argv[0]))}  # noqa: PTH118, PTH120
    sys.path[:] = [entry for entry in sys.path if entry not in theirs]
    sys.argv[1:] = []
    sys.dont_write_bytecode = not compiled_files.have_room()
    os.chdir(folder.path)
    environment = grading_environment()
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    with contextlib.suppress(locale.Error):  # then that of the caller will do, which is UTF-8 as well
        locale.setlocale(locale.LC_CTYPE, environment["LANG"])
    gc.disable()


def _here() -> str:
    try:
        return os.getcwd()  # noqa: PTH109 - as a string of the path has it
    except FileNotFoundError:  # somebody has removed it
        return ""
