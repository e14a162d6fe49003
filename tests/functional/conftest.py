"""What functional tests share: the command, run as a person would."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.functional.take_home_servers import postgres


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    stdout: str
    stderr: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Standard output as one JSON object a line."""
        return [json.loads(line) for line in self.stdout.splitlines()]


class Prep:
    """The `prep` command with a data folder of its own."""

    def __init__(self, data: Path) -> None:
        self.environment = os.environ | {"PREP_DATA": str(data)}

    def __call__(self, *arguments: str | Path, **environment: str) -> Ran:
        command = [sys.executable, "-m", "prep", *map(str, arguments)]
        ran = subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
            env=self.environment | environment,
        )
        return Ran(ran.returncode, ran.stdout, ran.stderr)


@pytest.fixture(scope="session")
def prep(tmp_path_factory: pytest.TempPathFactory) -> Prep:
    return Prep(tmp_path_factory.mktemp("data"))


def heed_interrupts() -> None:
    """For `preexec_fn` where a test sends Ctrl-C: in the background, a shell has its children ignore it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def one_clear_line(ran: Ran) -> str:
    """The only line on standard error, which is no traceback."""
    lines = ran.stderr.strip().splitlines()
    assert len(lines) == 1, ran.stderr
    assert "Traceback" not in ran.stderr
    return lines[0]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real PostgreSQL, which ends with the tests of a file."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
        with postgres(tmp_path_factory.mktemp("pg")) as url:
            yield url
