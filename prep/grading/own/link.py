"""A worker that is a plain process: asked through its pipes, ended when its time is over."""

import shutil
import subprocess
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Self

from prep.grading.jail import wire
from prep.grading.own import pipes
from prep.grading.server.exchange import Reply, Time, Usage
from prep.grading.server.outcomes import TimeLimitError, Violation, WorkerEndedError
from prep.trusted import grading_environment, python_command


@dataclass
class OwnLink:
    """Seen from the process with the tests; the wall clock is the only one that every system has."""

    process: "subprocess.Popen[bytes]"
    box: str
    _number: int = field(default=0, init=False)

    @classmethod
    def spawn(cls, output_kb: int) -> Self:
        """Start a process in an empty folder of its own."""
        box = tempfile.mkdtemp(prefix="prep-own-")
        process = subprocess.Popen(  # noqa: S603 - our own command
            python_command("prep.grading.own.worker", box, str(output_kb << 10)),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=box,
            env=grading_environment(),
        )
        return cls(process, box)

    def ask(
        self,
        operation: str,
        arguments: list[Any],
        allowed: Time,
        *,
        adopt: Callable[[wire.Handle], Any] | None = None,
    ) -> Reply:
        """Send one request and read its reply within the time allowed for both, by the wall clock.

        Raises:
            TimeLimitError, WorkerEndedError, Violation: there is no reply; the class says why.
        """
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self._number += 1
        late = threading.Event()
        timer = threading.Timer(allowed.wall_s, self._end_late, [late])
        timer.start()
        try:
            pipes.send(self.process.stdin, [self._number, operation, arguments])
            reply = pipes.receive(self.process.stdout, adopt=adopt)
        except wire.ClosedError:
            raise TimeLimitError if late.is_set() else WorkerEndedError from None
        except wire.ProtocolViolationError as error:
            raise Violation(f"the submission sent {error}") from None
        finally:
            timer.cancel()
        match reply:
            case [int(answered), str(kind), body] if answered == self._number:
                return Reply(kind, body)
        raise Violation("the submission sent something that answers no request")

    def _end_late(self, late: threading.Event) -> None:
        late.set()
        self.process.kill()

    def cpu_ns(self) -> int:
        return 0

    def own_cpu_s(self) -> float:
        return 0.0

    def end(self, *, ending: bool = False) -> Usage:
        """End the process and forget its folder; one that is `ending` by itself is waited for a moment."""
        try:
            code = self.process.wait(1.0 if ending else 0.0)
        except subprocess.TimeoutExpired:
            code = None
            self.process.kill()
            self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                _close(pipe.close)
        shutil.rmtree(self.box, ignore_errors=True)
        return Usage(exit=code, cpu_s=0.0, peak_kb=0, over_memory_mb=0, killed_from_outside=False)

    def is_blameless(self, usage: Usage) -> bool:  # noqa: ARG002 - part of the protocol
        """Who ended it cannot be told here, and it is the person's own work."""
        return False


def _close(close: Callable[[], None]) -> None:
    try:
        close()
    except OSError:  # what was still to be written has nowhere to go
        return
