"""A crowd of candidates for tests of bulk grading, and ways to look at, and to end, what grades them."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine, func, select

from prep.assessment.packs.keys import load_team_key
from prep.assessment.register.collect import collect
from prep.assessment.register.home import TakeHome, open_take_home
from prep.assessment.register.ledger import grades_of
from prep.assessment.register.plain import grade_to_json
from prep.assessment.register.roster import all_candidates
from prep.assessment.spec.content import load_content
from prep.model.result import GradeResult
from prep.store.database import open_database, reading
from prep.store.tables.take_homes import grades
from tests.unit.assessment_office import NOW, write_content

KINDS = (
    "def double(x):\n    return 2 * x\n",
    "def double(x):\n    return abs(2 * x)\n",
    "def double(x):\n    return x\n",
    "import os\ndef double(x):\n    os._exit(0)\n",
    "def double(x:\n",
    "def double(x):\n    raise RuntimeError('no')\n",
)
"""Right, half right, wrong, and three kinds of broken, one after another."""


@dataclass
class Crowd:
    """Content, a data folder with the team's key, a database, and as many hand-ins as are wanted."""

    folder: Path
    database: str
    environment: dict[str, str] = field(default_factory=dict)
    _engine: Engine | None = None

    def __post_init__(self) -> None:
        write_content(self.folder)
        mine = {"PREP_DATA": str(self.folder / "data"), "PREP_DATABASE": self.database}
        self.environment = dict(os.environ) | mine | {"PREP_CONTENT": str(self.folder)} | self.environment

    def home(self) -> TakeHome:
        content = load_content(self.folder / "demo.toml", [self.folder])
        key = load_team_key(self.folder / "data")
        self._engine = self._engine or open_database(self.database)
        return open_take_home(self._engine, content, key, NOW)

    def close(self) -> None:
        if self._engine is not None:
            self._engine.dispose()

    def hand_in(self, count: int) -> None:
        inbox = self.folder / "inbox"
        inbox.mkdir(exist_ok=True)
        paths = []
        for number in range(count):
            paths.append(inbox / f"c{number:05}.py")
            paths[-1].write_text(KINDS[number % len(KINDS)] + f"# {number}\n")
        assert not [one.refused for one in collect(self.home(), paths, NOW) if one.refused]

    def start(self, *arguments: str) -> "subprocess.Popen[bytes]":
        """A command in a session of its own, so that it can be killed with all that it started."""
        command = [sys.executable, "-m", "prep", *arguments]
        with (self.folder / f"log-{time.monotonic_ns()}").open("wb") as log:
            return subprocess.Popen(
                command, env=self.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )

    def grade(self, *options: str) -> "subprocess.Popen[bytes]":
        return self.start("assess", "grade", str(self.folder / "demo.toml"), *options)

    def logs(self) -> str:
        return "\n".join(path.read_text("utf-8", "replace") for path in sorted(self.folder.glob("log-*")))

    def outcomes(self) -> dict[str, tuple[object, ...]]:
        """By candidate's name what does not depend on the time of day: every check's verdict, points and message."""
        home = self.home()
        names = {one.code: one.name for one in all_candidates(home)}
        found: dict[str, tuple[object, ...]] = {}
        for work, result in grades_of(home, "demo/double", home.content_version("demo/double")):
            assert isinstance(result, GradeResult)
            assert grade_to_json(result)
            assert names[work.code] not in found, "two grades for one work"
            found[names[work.code]] = tuple((one.id, one.verdict, one.points, one.message) for one in result.checks)
        return found


def count_grades(home: TakeHome) -> int:
    with reading(home.engine) as connection:
        return int(connection.execute(select(func.count()).select_from(grades)).scalar_one())


def wait_until(
    condition: Callable[[], bool], process: "subprocess.Popen[bytes] | None" = None, limit_s: float = 120
) -> None:
    """Wait for something to happen in another process, not for time to pass."""
    deadline = time.monotonic() + limit_s
    while not condition():
        assert time.monotonic() < deadline, "it never happened"
        if process is not None and process.poll() is not None:
            return
        time.sleep(0.01)


def kill(process: "subprocess.Popen[bytes]") -> None:
    """`kill -9` for a process and its session; the jails end with their parent by themselves."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def descendants(pid: int) -> Iterator[tuple[int, str]]:
    """Processes below one, with their command lines."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                stat = (entry / "stat").read_text()
                command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
            except OSError:
                continue
            if int(stat.rpartition(")")[2].split()[1]) == pid:
                yield int(entry.name), command
                yield from descendants(int(entry.name))


def kill_part(process: "subprocess.Popen[bytes]", word: str) -> bool:
    """`kill -9` for one process below another, by a word of its command line; whether there was one."""
    for pid, command in list(descendants(process.pid)):
        if word in command:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
            return True
    return False
