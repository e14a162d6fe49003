"""A lane grades one submission after another: a trusted test server for each challenge, a jail zygote for each runtime.

Lanes share nothing, so that as many run side by side as there are cores. What dies is replaced for the next submission.
"""

import contextlib
import socket
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Self

import msgpack

from prep.grading import ways
from prep.grading.folders import EmptyFolder, unnamed_file
from prep.grading.jail import wire
from prep.grading.jail.plain import BOX, CONTROL_BYTES
from prep.grading.processes import ChildProcess, Process, ServerProcess
from prep.grading.score import CheckReport
from prep.grading.server.order import ALONE, AMONG_OTHERS
from prep.model.challenge import WALL_FACTOR, Challenge, Check, Runtime
from prep.model.errors import IsolationError, MissingLibraryError
from prep.model.isolation import Isolation

START_S: Final = 120.0
"""Importing torch on a busy machine takes its time."""

GRACE_S: Final = 30.0
_MAX_SERVERS: Final = 4
"""Test servers that one lane keeps; each holds a challenge's tests and data in memory."""


class LaneFailure(Exception):
    """The machinery failed, not the submission; the text is the reason."""


@dataclass(frozen=True)
class LaneResult:
    """What a lane found out about one submission."""

    reports: Mapping[str, CheckReport]
    cpu_s: float
    failure: str = ""
    """Why reports are missing, if they are."""


@dataclass
class Lane:
    """Not safe to use from several threads at once."""

    isolation: Isolation
    only: ways.JailWay | None = None
    """The one way to a jail to try, instead of all."""

    ahead: ServerProcess | None = None
    """A test server that was started before this lane was made."""

    _zygotes: dict[Runtime, "_Zygote"] = field(default_factory=dict)
    _servers: dict[Path, "_Server"] = field(default_factory=dict)
    _barred: dict[ways.JailWay, str] = field(default_factory=dict)
    """Ways to a jail that were tried in vain, and what each said."""

    def warm(self, challenge: Challenge) -> None:
        """Start what this challenge needs, without waiting for it."""
        self._next_way()
        self._server(challenge)
        self._zygote(challenge.spec.runtime)

    def try_out(self, runtime: Runtime) -> None:
        """Set the jail up for a runtime and wait for it.

        Raises:
            IsolationError: the jail cannot be set up on this machine.
        """
        self._ready_zygote(runtime)

    def barred_by(self, runtime: Runtime) -> str:
        """Why no jail can be set up for a runtime; nothing if one can."""
        try:
            self.try_out(runtime)
        except IsolationError as error:
            return str(error)
        else:
            return ""
        finally:
            self.close()

    def grade(
        self,
        challenge: Challenge,
        files: Mapping[str, bytes],
        checks: Sequence[Check],
        on_report: Callable[[CheckReport], None],
        *,
        until_failure: bool = False,
        alone: bool = False,
    ) -> LaneResult:
        """Run these checks on the files, in this order; `on_report` hears of each as soon as it is known.

        With `alone`, in a process that grades nothing else.

        Raises:
            IsolationError: the jail cannot be started on this machine, or not with the limits of the challenge.
        """
        self._next_way()  # before anything is started for nothing
        if bar := ways.too_small_files(challenge.spec.limits.disk_mb):
            raise IsolationError(str(bar))
        reports: dict[str, CheckReport] = {}
        box: EmptyFolder | None = None
        try:
            with _exhaustion_told():
                box = None if self.isolation.is_full else EmptyFolder.make("prep-box-")
                server = self._server(challenge)
                with contextlib.suppress(IsolationError):  # told below, where other ways are tried
                    self._zygote(challenge.spec.runtime)
            zygote = self._ready_zygote(challenge.spec.runtime)
            server.wait_ready()
            request: dict[str, Any] = {"files": dict(files), "checks": [check.id for check in checks]}
            request |= {"box": box.path if box else BOX, "until_failure": until_failure}
            limit_s = wall_limit_s(challenge, checks)
            cpu_s = 0.0
            for frame in server.grade(request, zygote.control, limit_s, alone=alone):
                if "done" in frame:
                    cpu_s = frame["cpu_s"]
                    if frame["jail_failed"]:
                        self._zygotes.pop(challenge.spec.runtime).close()
                else:
                    report = CheckReport.from_frame(frame)
                    reports[report.check] = report
                    on_report(report)
            return LaneResult(reports, cpu_s)
        except LaneFailure as failure:
            self._discard(challenge)
            return LaneResult(reports, 0.0, str(failure))
        finally:
            if box:
                box.remove()

    def close(self) -> None:
        """End everything that this lane has started; another thread may be using it, and may be closing it, too."""
        while self._servers:
            self._servers.popitem()[1].close()
        while self._zygotes:
            self._zygotes.popitem()[1].close()
        ahead, self.ahead = self.ahead, None
        if ahead is not None:
            ahead.close()

    def _zygote(self, runtime: Runtime) -> "_Zygote":
        zygote = self._zygotes.get(runtime)
        if zygote is not None and zygote.process.poll() is not None:
            self._zygotes.pop(runtime).close()
        if runtime not in self._zygotes:
            self._zygotes[runtime] = _Zygote.start(runtime, self._next_way())
        return self._zygotes[runtime]

    def _ready_zygote(self, runtime: Runtime) -> "_Zygote":
        """One that serves, by the first way to a jail on which it does."""
        while True:
            way = self._zygotes[runtime].way if runtime in self._zygotes else self._next_way()
            try:
                zygote = self._zygote(runtime)
                zygote.wait_ready()
            except MissingLibraryError:
                raise
            except IsolationError as error:
                if failed := self._zygotes.pop(runtime, None):
                    failed.close()
                if way is None:
                    raise
                self._barred[way] = str(error)
                continue
            if zygote.way is not None:
                ways.remember(zygote.way)
            return zygote

    def _next_way(self) -> ways.JailWay | None:
        """The next to try; None without a jail.

        Raises:
            IsolationError: none is left, or this is not Linux, where not even a lesser jail can be had.
        """
        if sys.platform != "linux":
            raise IsolationError(f"other people's work cannot be graded here: {ways.first_bar()}")
        if not self.isolation.is_full:
            return None
        known = [self.only] if self.only else ways.ways()
        left = [way for way in known if way not in self._barred]
        if left:
            return left[0]
        reason = next(iter(self._barred.values()), "")
        found = f"; {reason}" if reason else ""
        self._barred.clear()  # what was in the way may have been taken away when somebody tries again
        if self.only:
            raise IsolationError(reason)
        raise IsolationError(f"the jail cannot be set up on this machine: {ways.first_bar()}{found}")

    def _server(self, challenge: Challenge) -> "_Server":
        """The challenge's test server; the one that was used longest ago makes room."""
        server = self._servers.pop(challenge.folder, None)
        if server is not None and (server.fingerprint != challenge.fingerprint or server.process.poll() is not None):
            server.close()
            server = None
        self._servers[challenge.folder] = server or _Server(self._started(challenge), challenge.fingerprint)
        while len(self._servers) > _MAX_SERVERS:
            self._servers.pop(next(iter(self._servers))).close()
        return self._servers[challenge.folder]

    def _started(self, challenge: Challenge) -> ServerProcess:
        """A process with the tests of a challenge: the one that was started ahead, if it is that one's."""
        ahead, self.ahead = self.ahead, None
        if ahead is not None and ahead.challenge == challenge.folder:
            return ahead
        if ahead is not None:
            ahead.close()
        return ServerProcess.start(challenge.folder)

    def _discard(self, challenge: Challenge) -> None:
        """After a failure neither process is trusted to be in step any more."""
        for process in (
            self._servers.pop(challenge.folder, None),
            self._zygotes.pop(challenge.spec.runtime, None),
        ):
            if process is not None:
                process.close()


def wall_limit_s(challenge: Challenge, checks: Sequence[Check]) -> float:
    """After how long something is wrong with the machinery: no submission can take that long."""
    limits = challenge.spec.limits
    return WALL_FACTOR * (2 * limits.total_s + limits.check_s * len(checks)) + GRACE_S


@contextlib.contextmanager
def _exhaustion_told() -> Iterator[None]:
    """A full disk, or no more processes or memory, is a failure of the machinery like any other."""
    try:
        yield
    except OSError as error:
        raise LaneFailure(f"the grader could not be started: {error.strerror or error}") from None


@dataclass
class _Zygote(ChildProcess):
    way: ways.JailWay | None
    """To the jail; None without one."""

    ready: bool = False

    @classmethod
    def start(cls, runtime: Runtime, way: ways.JailWay | None) -> Self:
        from prep.grading.bwrap import start_zygote  # while the test server starts

        with contextlib.ExitStack() as undo:
            errors = undo.enter_context(unnamed_file())
            process, control = start_zygote(runtime, way, errors)
            undo.pop_all()
        return cls(process, control, errors, way)

    def wait_ready(self) -> None:
        if self.ready:
            return
        self.control.settimeout(START_S)
        try:
            message = self.control.recv(CONTROL_BYTES)
        except OSError:
            message = b""
        self.control.settimeout(None)
        answer = msgpack.unpackb(message) if message else {"error": self.last_words()}
        if "error" in answer:
            raise IsolationError(answer["error"])
        self.ready = True


@dataclass
class _Server:
    """A test server, and what of the challenge it has read."""

    child: ServerProcess
    fingerprint: str
    ready: bool = False

    @property
    def process(self) -> Process:
        return self.child.process

    def close(self) -> None:
        self.child.close()

    def wait_ready(self) -> None:
        if self.ready:
            return
        try:
            answer = wire.receive(self.child.control, time.monotonic() + START_S)
        except wire.ClosedError:
            raise LaneFailure(f"the test server ended: {self.child.last_words()}") from None
        except wire.DeadlineError:
            raise LaneFailure("the test server does not answer") from None
        if not answer["ready"]:
            raise LaneFailure(f"the tests of this challenge are broken: {answer['problems'][0]}")
        self.ready = True

    def grade(
        self, request: dict[str, Any], zygote: socket.socket, limit_s: float, *, alone: bool = False
    ) -> Iterator[dict[str, Any]]:
        """Have a fork of the server grade one submission, and yield what it reports, `done` last.

        Raises:
            LaneFailure: the fork or the server ended early, or took longer than `limit_s`.
        """
        deadline = time.monotonic() + limit_s
        ours, theirs = socket.socketpair()
        with ours:
            try:
                with theirs:
                    socket.send_fds(
                        self.child.control, [ALONE if alone else AMONG_OTHERS], [theirs.fileno(), zygote.fileno()]
                    )
                wire.send(ours, wire.encode(request), deadline)
                while "done" not in (frame := wire.receive(ours, deadline)):
                    yield frame
                yield frame
            except (wire.ClosedError, OSError):
                raise LaneFailure("the process that runs the checks ended early") from None
            except wire.DeadlineError:
                raise LaneFailure(f"the checks were not over after {limit_s:g} s") from None
