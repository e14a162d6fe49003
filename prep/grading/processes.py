"""What a lane starts: child processes with a control channel, the test server among them.

It imports next to nothing, so that a command can have a test server start before it loads the rest of the grader: that
server's own imports are what a cold start waits for.
"""

import contextlib
import os
import signal
import socket
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Self

from prep.trusted import grading_environment, python_command


@dataclass
class ChildProcess:
    """A process with a control channel, and a file that takes what it says on standard error."""

    process: "subprocess.Popen[bytes]"
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

    folder: "tempfile.TemporaryDirectory[str]"
    """Where it stands: an empty folder of its own, never the one from which somebody grades."""

    @classmethod
    def start(cls, challenge: Path) -> Self:
        """Start it, without waiting for anything."""
        with contextlib.ExitStack() as undo:
            errors = undo.enter_context(tempfile.TemporaryFile())
            ours, theirs = map(undo.enter_context, socket.socketpair())
            folder = tempfile.TemporaryDirectory(prefix="prep-tests-", ignore_cleanup_errors=True)
            undo.callback(folder.cleanup)
            process = subprocess.Popen(  # noqa: S603 - our own command
                python_command("prep.grading.server", str(theirs.fileno()), str(challenge)),
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                cwd=folder.name,
                env=grading_environment(),
                start_new_session=True,
            )
            undo.pop_all()
        theirs.close()
        return cls(process, ours, errors, challenge, folder)

    def close(self) -> None:
        super().close()
        self.folder.cleanup()


def last_words(errors: IO[bytes]) -> str:
    """The last line that a process wrote to the file for its standard error."""
    errors.seek(0)
    lines = errors.read().decode("utf-8", "replace").strip().splitlines()
    return lines[-1][:300] if lines else "it said nothing"
