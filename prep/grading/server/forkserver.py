"""The pytest plug-in that turns a collected session into a server: tests are collected once, then run in forks.

A fork grades one submission after another for as long as its slate stays clean, and makes room for a new one then.
"""

import gc
import shutil
import socket
import time
from pathlib import Path
from typing import Any, Final

import pytest

from prep.grading.folders import PREFIX
from prep.grading.jail import wire
from prep.grading.jail.namespaces import WorkerLimits
from prep.grading.server.collected import CollectedTests, Items
from prep.grading.server.fork import in_fork
from prep.grading.server.link import Link
from prep.grading.server.order import ALONE
from prep.grading.server.run import CheckedRun, Request
from prep.grading.server.slate import Slate
from prep.model.challenge import Challenge, Limits
from prep.model.submission import ENTRY_FILE

_FOREVER: Final = float("inf")
_REPORT_S: Final = 30.0
_REQUEST_BYTES: Final = 1 << 10
_MAX_SUBMISSIONS: Final = 200
"""That one fork grades at most, so that nothing that escapes its slate adds up."""


class ForkServer(CollectedTests):
    """Holds the control channel to the lane and, in a fork, the run of the current submission."""

    def __init__(self, control: socket.socket, challenge: Challenge) -> None:
        super().__init__(challenge)
        self._control = control

    @pytest.fixture
    def latency(self) -> Any:  # noqa: ANN401 - a generator, as pytest wants it
        """Times the submission beside the reference; for checks with a `budget` in `challenge.toml`."""
        from prep.grading.server.latency import NOTHING, Latency  # by now; see `_collect`

        assert self.run.check.budget is not None, "this check declares no budget in challenge.toml"
        beside = [self.run.reference_session(), self.run.open_session({ENTRY_FILE: NOTHING.encode()})]
        self.run.latency = Latency([self.run.session, *beside], self.run.check.budget)
        yield self.run.latency
        for session in beside:
            session.end()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Instead of running the tests: say what was collected, then grade submissions until the lane hangs up."""
        items, problems = self._collect(session)
        gc.freeze()
        gc.enable()
        ready = {"ready": not problems, "problems": problems}
        wire.send(self._control, wire.encode(ready), _FOREVER)
        while not problems and self._is_asked():
            in_fork(lambda: self._serve(items))
            _clear_folder()
        return True

    def _is_asked(self) -> bool:
        """Wait for the next request, and leave it to a fork; false if the lane has hung up."""
        return bool(self._control.recv(1, socket.MSG_PEEK))

    def _serve(self, items: Items) -> None:
        """In a fork: grade submissions until one leaves something behind."""
        slate = Slate.of(self._challenge.folder)
        for number in range(_MAX_SUBMISSIONS):
            alone = self._control.recv(1, socket.MSG_PEEK) == ALONE
            if alone and number:
                break  # the next process finds the request where it is
            message, descriptors, *_ = socket.recv_fds(self._control, _REQUEST_BYTES, 2)
            if not message:
                break
            report, zygote = (socket.socket(fileno=descriptor) for descriptor in descriptors)
            with report, zygote:
                is_orderly = self._grade(items, report, zygote)
            if alone or not (is_orderly and slate.wipe()):
                break

    def _grade(self, items: Items, report: socket.socket, zygote: socket.socket) -> bool:
        def spawn(request: Request, limits: Limits) -> Link:
            most = WorkerLimits(limits.memory_mb, limits.processes, limits.disk_mb, cpu_s=int(limits.total_s) + 5)
            return Link.spawn(zygote, most, request.box, limits.output_kb)

        def send(message: dict[str, Any]) -> None:
            wire.send(report, wire.encode(message), time.monotonic() + _REPORT_S)

        self._run = CheckedRun(self._challenge, Request(**wire.receive(report, _FOREVER)), spawn, send)
        is_orderly = self._run.run(items)
        self._run = None
        return is_orderly


def _clear_folder() -> None:
    """Remove what tests have left where they stand, if that is the folder that was made for them."""
    here = Path.cwd()
    if not here.name.startswith(PREFIX):
        return
    for left in here.iterdir():
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)
