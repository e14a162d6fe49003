"""Completes names in an editor: asks a process beside the app, which is started when it is first needed."""

import json
import subprocess
import tempfile
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from prep.trusted import grading_environment, python_command

_PATIENCE_S = 10.0
"""Longer nobody waits for a name; the process is ended then."""


@dataclass(frozen=True)
class Completion:
    """A name that fits."""

    name: str
    kind: str
    """As jedi calls it: "function", "class", "module" …"""

    typed: int
    """How many characters of it stand there already."""

    @property
    def rest(self) -> str:
        """What is left to write."""
        return self.name[self.typed :]


class Completer:
    """Calls may come from any thread and wait for each other; a process that died is started again."""

    def __init__(self) -> None:
        self._asking = threading.Lock()
        self._process: subprocess.Popen[str] | None = None

    def complete(self, text: str, row: int, column: int) -> list[Completion]:
        """Names that fit at a place, both from 0; the nearest first. Nothing of the text is run."""
        question = json.dumps({"text": text, "row": row, "column": column})
        with self._asking:
            try:
                return [Completion(name, kind, int(typed)) for name, kind, typed in self._ask(question)]
            except (OSError, ValueError, TypeError):
                self._end()
                return []

    def close(self) -> None:
        """End the process."""
        with self._asking:
            self._end()

    def _ask(self, question: str) -> list[list[str]]:
        if self._process is None or self._process.poll() is not None:
            self._end()
            self._process = _start()
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        alarm = threading.Timer(_PATIENCE_S, self._process.kill)
        alarm.start()
        try:
            stdin.write(question + "\n")
            stdin.flush()
            found: list[list[str]] = json.loads(stdout.readline())
        finally:
            alarm.cancel()
        return found

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for stream in (process.stdin, process.stdout):
            with suppress(OSError):
                if stream is not None:
                    stream.close()
        process.wait()


def _start() -> "subprocess.Popen[str]":
    return subprocess.Popen(  # noqa: S603 - our own module
        python_command("prep.practice.desk.completer"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=grading_environment(),
        cwd=Path(tempfile.gettempdir()),
        text=True,
        encoding="utf-8",
    )
