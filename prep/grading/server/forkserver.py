"""The pytest plug-in that turns a collected session into a server: tests are collected once, then run in forks.

A fork grades one submission after another for as long as its slate stays clean, and makes room for a new one then.
"""

import contextlib
import gc
import importlib
import socket
from types import ModuleType
from typing import Any, Final

import pytest

from prep.grading.jail import wire
from prep.grading.server.candidate import Candidate
from prep.grading.server.gauge import MetricGauge
from prep.grading.server.latency import Latency
from prep.grading.server.order import ALONE
from prep.grading.server.run import Request, Run, in_fork
from prep.grading.server.slate import Slate
from prep.model.challenge import Challenge
from prep.model.text import one_line

_FOREVER: Final = float("inf")
_REQUEST_BYTES: Final = 1 << 10
_MAX_SUBMISSIONS: Final = 200
"""That one fork grades at most, so that nothing that escapes its slate adds up."""


class ForkServer:
    """Holds the control channel to the lane and, in a fork, the run of the current submission."""

    def __init__(self, control: socket.socket, challenge: Challenge) -> None:
        self._control = control
        self._challenge = challenge
        self._problems: list[str] = []
        self._run: Run | None = None

    @property
    def run(self) -> Run:
        assert self._run is not None, "fixtures are only used while a submission is graded"
        return self._run

    # --- fixtures -----------------------------------------------------------------------------------------------------

    @pytest.fixture
    def candidate(self) -> Candidate:
        """The submission, in its jail."""
        return Candidate(self.run.session)

    @pytest.fixture
    def reference(self) -> ModuleType:
        """The challenge's reference solution, imported on the trusted side."""
        return importlib.import_module("reference")

    @pytest.fixture
    def metric(self) -> MetricGauge:
        """Scores predictions; for checks with a `metric` in `challenge.toml`."""
        assert self.run.check.metric is not None, "this check declares no metric in challenge.toml"
        self.run.metric = MetricGauge(self.run.check.metric)
        return self.run.metric

    @pytest.fixture
    def latency(self) -> Any:  # noqa: ANN401 - a generator, as pytest wants it
        """Times the submission beside the reference; for checks with a `budget` in `challenge.toml`."""
        assert self.run.check.budget is not None, "this check declares no budget in challenge.toml"
        beside = [self.run.reference_session(), self.run.nothing_session()]
        self.run.latency = Latency([self.run.session, *beside], self.run.check.budget)
        yield self.run.latency
        for session in beside:
            session.end()

    # --- hooks --------------------------------------------------------------------------------------------------------

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            lines = report.longreprtext.strip().splitlines() or ["no reason given"]
            self._problems.append(f"{report.nodeid}: {one_line(lines[-1])}")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Instead of running the tests: say what was collected, then grade submissions until the lane hangs up."""
        items = _by_check([item for item in session.items if isinstance(item, pytest.Function)])
        problems = self._problems + _disagreements(self._challenge, items)
        if any("reference" in item.fixturenames for cases in items.values() for item in cases):
            with contextlib.suppress(Exception):  # a broken one is told by the check that needs it
                importlib.import_module("reference")
        gc.freeze()
        gc.enable()
        ready = {"ready": not problems, "problems": problems}
        wire.send(self._control, wire.encode(ready), _FOREVER)
        while not problems and self._is_asked():
            in_fork(lambda: self._serve(items))
        return True

    def _is_asked(self) -> bool:
        """Wait for the next request, and leave it to a fork; false if the lane has hung up."""
        return bool(self._control.recv(1, socket.MSG_PEEK))

    def _serve(self, items: dict[str, list[pytest.Function]]) -> None:
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
                self._run = Run(self._challenge, Request(**wire.receive(report, _FOREVER)), zygote, report)
                is_orderly = self._run.run(items)
            self._run = None
            if alone or not (is_orderly and slate.wipe()):
                break


def _by_check(items: list[pytest.Function]) -> dict[str, list[pytest.Function]]:
    """Collected items by check id; the cases of a parametrised test belong to one check."""
    found: dict[str, list[pytest.Function]] = {}
    for item in items:
        name = item.originalname
        found.setdefault(name.removeprefix("test_"), []).append(item)
    return found


def _disagreements(challenge: Challenge, items: dict[str, list[pytest.Function]]) -> list[str]:
    """Every declared check must have its test, and every test must be declared."""
    problems = []
    declared = {check.id: check for check in challenge.spec.checks}
    for check in declared.values():
        file = f"test_{check.visibility}.py"
        found = items.get(check.id, [])
        if not found or any(item.path.name != file for item in found):
            problems.append(f"the check `{check.id}` has no test; add `def test_{check.id}(candidate)` to tests/{file}")
    problems += [f"`test_{name}` is no check; declare it in challenge.toml" for name in items if name not in declared]
    return problems
