"""The pytest plug-in around a challenge's tests: what a test may ask for, and whether tests and checks agree."""

import contextlib
import importlib
import os
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Final

import pytest

from prep.grading.server.candidate import RemoteSubmission
from prep.grading.server.run import CheckedRun
from prep.model.challenge import Challenge
from prep.model.text import one_line
from prep.start import PackageFinder

if TYPE_CHECKING:
    from prep.grading.server.gauge import MetricGauge

_UNUSED_PLUGINS: Final = (
    *("cacheprovider", "terminal", "terminalprogress", "faulthandler", "logging", "warnings", "skipping", "stepwise"),
    *("unraisableexception", "threadexception", "debugging", "pastebin", "junitxml", "doctest", "setuponly"),
    "setupplan",
)
"""Each takes part in every phase of every test, which adds up over thousands of submissions."""

_MADE_OF: Final = {
    "reference": "reference",
    "metric": "prep.grading.server.gauge",
    "latency": "prep.grading.server.latency",
}
"""The module behind a fixture."""

Items = dict[str, list[pytest.Function]]
"""Collected tests by check id; the cases of a parametrised test belong to one check."""


def run_pytest(challenge: Challenge, plugin: "CollectedTests") -> int:
    """Collect a challenge's tests in this process, and leave the rest to the plug-in; pytest's exit code."""
    folder = challenge.folder
    # Tests import the reference by its name, and a project of the same content for its data.
    sys.path.insert(0, str(folder))
    content = folder.parents[2]
    if (content / "projects").is_dir():
        sys.meta_path.insert(0, PackageFinder({"projects": str(content)}))
    files = [str(folder / "tests" / name) for name in ("test_public.py", "test_hidden.py")]
    unused = [word for name in _UNUSED_PLUGINS for word in ("-p", f"no:{name}")]
    options = [*unused, "--noconftest", "-c", os.devnull, "--capture=no", "--import-mode=importlib"]
    return int(pytest.main([*options, f"--rootdir={folder}", *files], plugins=[plugin]))


class CollectedTests:
    """Holds the run of the current submission, which the fixtures read."""

    def __init__(self, challenge: Challenge) -> None:
        self._challenge = challenge
        self._problems: list[str] = []
        self._run: CheckedRun | None = None

    @property
    def run(self) -> CheckedRun:
        assert self._run is not None, "fixtures are only used while a submission is graded"
        return self._run

    @pytest.fixture
    def candidate(self) -> RemoteSubmission:
        """The submission, in its jail."""
        return RemoteSubmission(self.run.session)

    @pytest.fixture
    def reference(self) -> ModuleType:
        """The challenge's reference solution, imported on the trusted side."""
        return importlib.import_module("reference")

    @pytest.fixture
    def metric(self) -> "MetricGauge":
        """Scores predictions; for checks with a `metric` in `challenge.toml`."""
        from prep.grading.server.gauge import MetricGauge  # by now; see `_collect`

        assert self.run.check.metric is not None, "this check declares no metric in challenge.toml"
        self.run.metric = MetricGauge(self.run.check.metric)
        return self.run.metric

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            lines = report.longreprtext.strip().splitlines() or ["no reason given"]
            self._problems.append(f"{report.nodeid}: {one_line(lines[-1])}")

    def _collect(self, session: pytest.Session) -> tuple[Items, list[str]]:
        """The tests by check, and what is wrong with them; what fixtures are made of is imported before any fork."""
        items = _by_check([item for item in session.items if isinstance(item, pytest.Function)])
        asked = {name for cases in items.values() for item in cases for name in item.fixturenames}
        for name in sorted(asked & _MADE_OF.keys()):
            with contextlib.suppress(Exception):  # a broken reference is told by the check that needs it
                importlib.import_module(_MADE_OF[name])
        return items, self._problems + _disagreements(self._challenge, items)


def _by_check(items: list[pytest.Function]) -> Items:
    found: Items = {}
    for item in items:
        name = item.originalname
        found.setdefault(name.removeprefix("test_"), []).append(item)
    return found


def _disagreements(challenge: Challenge, items: Items) -> list[str]:
    """Every declared check must have its test, and every test must be declared."""
    problems = []
    declared = {check.id: check for check in challenge.spec.checks}
    for check in declared.values():
        file = f"test_{check.visibility}.py"
        found = items.get(check.id, [])
        if not found or any(item.path.name != file for item in found):
            problems.append(f"the check `{check.id}` has no test; add `def test_{check.id}(candidate)` to tests/{file}")
    problems += [
        f"`test_{name}` is not a check; declare it in challenge.toml" for name in items if name not in declared
    ]
    return problems
