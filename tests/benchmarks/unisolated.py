"""What the engine is measured against: plain pytest for each submission, and a warm fork without any isolation.

Both import the submission next to its tests, as most graders do; the second is the least that running the collected
checks can cost.
"""

import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

_CONFTEST = """
import pytest, solution

@pytest.fixture
def candidate():
    return solution
"""

ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


def prepare_plain(challenge: Path, folder: Path) -> None:
    """Lay out a folder as a plain pytest project: tests, reference and a place for the submission."""
    for name in ("test_public.py", "test_hidden.py"):
        folder.joinpath(name).write_text(challenge.joinpath("tests", name).read_text("utf-8"), "utf-8")
    folder.joinpath("reference.py").write_text(challenge.joinpath("reference.py").read_text("utf-8"), "utf-8")
    folder.joinpath("conftest.py").write_text(_CONFTEST)


def run_plain(folder: Path, source: str) -> bool:
    """Grade one submission with `python -m pytest`; whether it passed."""
    folder.joinpath("solution.py").write_text(source, "utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(folder)]
    environment = os.environ | ONE_THREAD | {"PYTHONDONTWRITEBYTECODE": "1", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    return subprocess.run(command, stdout=subprocess.DEVNULL, env=environment, check=False).returncode == 0


class WarmFork:
    """A pytest plug-in: collects once, then forks for each submission and runs all items in the fork."""

    def __init__(self, source: str, submissions: int, told: Callable[[list[float]], None]) -> None:
        self._source = source
        self._submissions = submissions
        self._told = told
        self._module: ModuleType | None = None

    @pytest.fixture
    def candidate(self) -> Any:
        return self._module

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        costs = []
        for _ in range(self._submissions):
            before = _used_s()
            pid = os.fork()
            if pid == 0:
                self._grade(session.items)
            _, status = os.waitpid(pid, 0)
            assert status == 0
            costs.append(_used_s() - before)
        self._told(costs)
        return True

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> pytest.TestReport:
        if call.excinfo:
            os._exit(1)
        assert call.when != "collect"
        return pytest.TestReport(item.nodeid, item.location, {}, "passed", None, call.when)

    def _grade(self, items: list[pytest.Item]) -> None:
        spec = importlib.util.spec_from_loader("solution", loader=None)
        assert spec is not None
        self._module = importlib.util.module_from_spec(spec)
        exec(compile(self._source, "solution.py", "exec"), self._module.__dict__)
        for item, following in zip(items, [*items[1:], None], strict=True):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        os._exit(0)


def _used_s() -> float:
    """By this process, which does the forking, and by its forks."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def main() -> None:
    """`python -m tests.benchmarks.unisolated CHALLENGE SUBMISSIONS`: prints the CPU seconds of each, one a line."""
    challenge, submissions = Path(sys.argv[1]), int(sys.argv[2])
    sys.path[:0] = [str(challenge)]
    source = (challenge / "reference.py").read_text("utf-8")
    exec(compile(source, "warm.py", "exec"), {})  # its libraries are imported once, as the engine's are
    _take_first_steps()
    files = [str(challenge / "tests" / name) for name in ("test_public.py", "test_hidden.py")]
    options = ["-p", "no:terminal", "-p", "no:cacheprovider", "--noconftest", "-c", os.devnull, "--capture=no"]
    options += ["--import-mode=importlib", f"--rootdir={challenge}"]
    plugin = WarmFork(source, submissions, lambda costs: print("\n".join(f"{cost:.6f}" for cost in costs)))
    sys.exit(int(pytest.main([*options, *files], plugins=[plugin])))


def _take_first_steps() -> None:
    """As the zygote does: what torch imports at its first optimiser step shall not be paid in every fork."""
    if "torch" in sys.modules:
        import torch
        import torch._dynamo

        layer = torch.nn.Linear(2, 1)
        layer(torch.ones(1, 2)).sum().backward()
        torch.optim.Adam(layer.parameters()).step()


if __name__ == "__main__":
    main()
