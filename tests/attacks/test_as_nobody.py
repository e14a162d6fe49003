"""The corpus once more, as an ordinary user: the jail is set up in another way where nobody is root.

A test run by root becomes another user for this. That user needs an interpreter that it can enter, so folders that
are closed to others are replaced, in a view of the file system that only this test has, by ones that show just what is
needed.
"""

import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.attacks.corpus import HERE, load_attacks

USER: Final = 65534
EVERY: Final = 3
"""Every third attack, which are some of each class."""

_ROOT: Final = HERE.parents[1]
_CLOSED_VIEW: Final = """
set -e
stage=$1; shift
while [ "$1" != -- ]; do
    mkdir -p "$stage/$1"
    mount --rbind "$1" "$stage/$1"
    needed="$needed $1"
    shift
done
shift
while [ "$1" != -- ]; do mount -t tmpfs -o mode=755 tmpfs "$1"; shift; done
shift
for path in $needed; do
    mkdir -p "$path"
    mount --rbind "$stage/$path" "$path"
done
exec "$@"
"""
"""Arguments: a scratch folder, the folders needed, --, the closed folders above them, --, the command."""


@pytest.fixture
def copy() -> Iterator[Path]:
    """The product and the corpus where anybody can read them; pytest's own temporary folders are closed to others."""
    folder = Path(tempfile.mkdtemp(prefix="prep-as-nobody-"))
    folder.chmod(0o755)
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(_ROOT / "prep", folder / "prep", ignore=ignore)
    shutil.copytree(HERE, folder / "tests/attacks", ignore=ignore)
    (folder / "tests/__init__.py").touch()
    shutil.copy(_ROOT / "pyproject.toml", folder)
    (folder / "home").mkdir()
    shutil.chown(folder / "home", USER, USER)
    yield folder
    shutil.rmtree(folder)


def test_the_corpus_as_an_ordinary_user(copy: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("this is an ordinary user already: test_attacks.py is this test")
    run = subprocess.run(
        _as_ordinary_user(_corpus_tests(), copy / "stage"),
        capture_output=True,
        check=False,
        cwd=copy,
        env=_environment(copy),
        text=True,
        timeout=900,
    )
    assert run.returncode == 0, run.stdout[-6000:] + run.stderr[-2000:]
    assert f"ran as user {USER}" in run.stdout
    assert f"{len(load_attacks()[::EVERY])} attacks passed" in run.stdout


def _corpus_tests() -> list[str]:
    """Runs them and says who did, and how many there were."""
    program = """
import os, sys, pytest

class Count:
    passed = 0

    def pytest_runtest_logreport(self, report):
        self.passed += report.when == "call" and report.passed and "scores_what_it_must" in report.nodeid

count = Count()
code = pytest.main(["-q", "-p", "no:cacheprovider", "tests/attacks/test_attacks.py"], plugins=[count])
print("ran as user", os.getuid())
print(count.passed, "attacks passed")
sys.exit(code)
"""
    return [sys.executable, "-c", program]


def _environment(copy: Path) -> dict[str, str]:
    home = {"HOME": str(copy / "home"), "TMPDIR": str(copy / "home"), "USER": "nobody"}
    settings = {"PYTHONDONTWRITEBYTECODE": "1", "PREP_ATTACKS_SHARE": str(EVERY), "PYTHONPATH": str(copy)}
    hints = {name: value for name, value in os.environ.items() if name.startswith("OPENBLAS_CORETYPE")}
    return {"PATH": os.environ["PATH"]} | home | settings | hints


def _as_ordinary_user(command: list[str], stage: Path) -> list[str]:
    become = ["setpriv", f"--reuid={USER}", f"--regid={USER}", "--clear-groups", "--no-new-privs", *command]
    needed = {Path(sys.prefix), Path(sys.base_prefix).resolve()}
    closed = {path: above for path in needed if (above := _closed_above(path))}
    if not closed:
        return become
    folders = [*map(str, closed), "--", *map(str, sorted(set(closed.values()))), "--"]
    return ["unshare", "--mount", "sh", "-c", _CLOSED_VIEW, "sh", str(stage), *folders, *become]


def _closed_above(path: Path) -> Path | None:
    """The topmost folder on the way that others may not enter."""
    ways = [*reversed(path.parents), path]
    return next((way for way in ways if not way.stat().st_mode & stat.S_IXOTH), None)
