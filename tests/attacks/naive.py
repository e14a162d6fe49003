"""The grader that everybody writes first: the submission beside its tests, in one `python -m pytest`.

It shows what the attacks of the corpus do where nothing holds them back. So that they do it to nobody, each run has a
world of its own: its own processes and network, a view of the disk that cannot be written, and a deadline.
"""

import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from prep.grading.ways import ways
from prep.model.submission import Submission
from tests.attacks.corpus import HERE, TARGET

TESTS: Final = 5
_HARNESS: Final = HERE / "naive_tests/test_target.py"
_WORK: Final = "/tmp/work"
_MEMORY_BYTES: Final = 4 << 30


@dataclass(frozen=True)
class NaiveGrade:
    """What a plain test run says of a submission, and what it did besides."""

    passed: int | None
    """Tests passed, by the exit code and the last line; None if the run said nothing that could be read."""

    exit_code: int | None
    """None if it had to be ended."""

    time_s: float
    output: str
    left_behind: frozenset[str]
    """Files that were not there before, and `process` for a process that outlived the run."""

    @property
    def points(self) -> float:
        return 100.0 * (self.passed or 0) / TESTS


def grade_naively(submission: Submission, *, timeout_s: float = 60.0) -> NaiveGrade:
    """Run the plain tests on a submission, in a throw-away folder and a throw-away world."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        work, outside = folder / "work", folder / "outside"
        outside.mkdir()
        _lay_out(work, submission)
        started = time.monotonic()
        try:
            run = subprocess.run(
                _sheltered(work, outside), capture_output=True, timeout=timeout_s, check=False, stdin=subprocess.DEVNULL
            )
            exit_code, output = run.returncode, run.stdout + run.stderr
        except subprocess.TimeoutExpired as late:
            exit_code, output = None, (late.stdout or b"") + (late.stderr or b"")
        text = output.decode("utf-8", "replace")
        return NaiveGrade(
            passed=_passed(exit_code, text),
            exit_code=exit_code,
            time_s=time.monotonic() - started,
            output=text,
            left_behind=frozenset(path.name for path in outside.iterdir() if path.name != Path(_WORK).name)
            | frozenset({"process"} if _SURVIVOR in text else ()),
        )


def _lay_out(work: Path, submission: Submission) -> None:
    """The submission, the tests and the reference in one folder, as such graders have it."""
    for name, content in submission.files.items():
        path = work / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    work.joinpath("reference.py").write_bytes((TARGET / "reference.py").read_bytes())
    work.joinpath("test_target.py").write_bytes(_HARNESS.read_bytes())


_SURVIVOR: Final = "a process is left"

_SUPERVISOR: Final = f"""
import os, resource, subprocess, sys
resource.setrlimit(resource.RLIMIT_AS, ({_MEMORY_BYTES}, {_MEMORY_BYTES}))
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
try:
    code = subprocess.run(sys.argv[1:]).returncode
finally:
    mine = {{"1", "2", str(os.getpid())}}
    others = [pid for pid in os.listdir("/proc") if pid.isdigit() and pid not in mine]
    if others:
        print("{_SURVIVOR}", flush=True)
sys.exit(code if code >= 0 else 128 - code)
"""


def _sheltered(work: Path, outside: Path) -> list[str]:
    """The command, inside bubblewrap: everything can be read, as by any program, and only these folders written."""
    bwrap = ways()[0].bwrap
    tests = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_target.py"]
    return [
        str(bwrap),
        *("--unshare-pid", "--unshare-net", "--unshare-ipc", "--die-with-parent", "--new-session"),
        *("--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc"),
        *("--bind", str(outside), "/tmp", *_shown_again(), "--bind", str(work), _WORK, "--chdir", _WORK),
        *("--setenv", "PYTHONDONTWRITEBYTECODE", "1", "--setenv", "PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1"),
        *(sys.executable, "-c", _SUPERVISOR, *tests),
    ]


def _shown_again() -> list[str]:
    """This checkout's environment, where it lies under the /tmp that was just covered."""
    environment = Path(sys.prefix)
    return ["--ro-bind", sys.prefix, sys.prefix] if environment.is_relative_to("/tmp") else []


def _passed(exit_code: int | None, output: str) -> int | None:
    """As such graders count: a good exit code means all, else the number in the summary."""
    if exit_code == 0:
        return TESTS
    found = re.search(r"(\d+) passed", output)
    return int(found[1]) if found else None
