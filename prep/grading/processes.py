"""What a lane starts: child processes with a control channel, the test server among them.

It imports next to nothing, so that a command can have a test server start before it loads the rest of the grader: that
server's own imports are what a cold start waits for.
"""

import contextlib
import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Protocol, Self

from prep.grading.folders import PREFIX, EmptyFolder, unnamed_file
from prep.trusted import grading_environment, python_command


class Process(Protocol):
    """What of `subprocess.Popen` is asked of a process."""

    @property
    def pid(self) -> int: ...
    @property
    def returncode(self) -> int | None: ...
    def poll(self) -> int | None: ...
    def wait(self) -> int: ...
    def kill(self) -> None: ...


@dataclass
class ChildProcess:
    """A process with a control channel, and a file that takes what it says on standard error."""

    process: Process
    control: socket.socket
    errors: IO[bytes]
    is_closed: bool = field(default=False, kw_only=True)

    def close(self) -> None:
        """End it, with all that belongs to it; once, for its number may be another process's afterwards."""
        if self.is_closed:
            return
        self.is_closed = True
        self.control.close()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.kill()  # one that has only begun may lead no group yet
        self.process.wait()
        self.errors.close()

    def last_words(self) -> str:
        """The last line that it wrote to standard error."""
        return last_words(self.errors)


@dataclass
class ServerProcess(ChildProcess):
    """The trusted process with the tests of one challenge."""

    challenge: Path
    """The challenge's folder."""

    folder: EmptyFolder
    """Where it stands: an empty folder of its own, never the one from which somebody grades."""

    @classmethod
    def start(cls, challenge: Path) -> Self:
        """Start it, without waiting for anything."""
        with channel() as (ours, theirs, errors, folder):
            process = subprocess.Popen(  # noqa: S603 - our own command
                python_command("prep.grading.server", str(theirs.fileno()), str(challenge)),
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                cwd=folder.path,
                env=grading_environment(),
                start_new_session=True,
            )
            return cls(process, ours, errors, challenge, folder)

    def close(self) -> None:
        super().close()
        self.folder.remove()


@contextlib.contextmanager
def channel() -> Iterator[tuple[socket.socket, socket.socket, IO[bytes], EmptyFolder]]:
    """What a test server is started with: both ends of its channel, a file for its errors, and where it stands.

    Its own end is closed here afterwards; all of it is, where it could not be started.
    """
    with contextlib.ExitStack() as undo:
        errors = undo.enter_context(unnamed_file())
        ours, theirs = map(undo.enter_context, socket.socketpair())
        folder = EmptyFolder.make(PREFIX)
        undo.callback(folder.remove)
        yield ours, theirs, errors, folder
        undo.pop_all()
        theirs.close()


def last_words(errors: IO[bytes]) -> str:
    """The last line that a process wrote to the file for its standard error."""
    errors.seek(0)
    lines = errors.read().decode("utf-8", "replace").strip().splitlines()
    return lines[-1][:300] if lines else "it said nothing"
