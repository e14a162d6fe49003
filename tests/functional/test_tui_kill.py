"""The app in a terminal of its own, killed in the middle of typing and of grading, and started again."""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from prep.practice.desk.notebook import OwnData
from prep.practice.drafts.challenges import load_clock
from prep.practice.record.attempts import list_attempts
from prep.practice.work.session import Session
from tests.demo_challenge import RIGHT
from tests.functional.tui_stage import ENDLESS, Stage, play

PROGRAM = "import sys; from pathlib import Path; from prep.tui.app import run_app; run_app([Path(sys.argv[1])])"
PATIENCE_S = 60.0
F9 = b"\x1b[20~"


@dataclass
class Terminal:
    """A running app, by its process and its end of the terminal."""

    process: int
    master: int

    def type(self, keys: bytes) -> None:
        os.write(self.master, keys)

    def kill(self) -> None:
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)


@contextmanager
def running(stage: Stage) -> Iterator[Terminal]:
    """The app as a person starts it, in a terminal of 80 columns and 24 lines."""
    stage._lay_out()
    process, master = pty.fork()
    if process == 0:
        os.environ.update(PREP_DATA=str(stage.data), TERM="xterm-256color")
        os.execv(sys.executable, [sys.executable, "-c", PROGRAM, str(stage.content)])
    fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    drained = threading.Thread(target=_drain, args=(master,), daemon=True)
    drained.start()
    terminal = Terminal(process, master)
    try:
        yield terminal
    finally:
        with suppress(ProcessLookupError, ChildProcessError):
            terminal.kill()
        os.close(master)
        drained.join()


def _drain(master: int) -> None:
    """Nobody looks at the screen, but a full terminal would stop the app."""
    with suppress(OSError):
        while os.read(master, 65536):
            pass


def until(condition: Callable[[], bool]) -> None:
    """Wait for something that another process does."""
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.02)


def opened(stage: Stage, terminal: Terminal) -> None:
    """Choose, look, begin; Enter is pressed again until it is open, as the screen is late on a busy machine."""
    deadline = time.monotonic() + PATIENCE_S
    terminal.type(b"c")
    while not stage.draft.exists():
        assert time.monotonic() < deadline, "the challenge never opened"
        terminal.type(b"\r")
        time.sleep(1.0)


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    stage = Stage(tmp_path)
    folder = stage.add_challenge()
    (folder / "starter.py").write_text("# \n")
    return stage


def test_killed_while_typing_at_most_a_second_is_lost_and_the_clock_runs_on(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running(stage) as terminal:
        opened(stage, terminal)
        clock = load_clock(stage.data, "demo/double")
        for _ in range(30):  # typing on and on, which must not put the saving off
            terminal.type(b"x")
            time.sleep(0.1)
        until(lambda: stage.draft.read_text().count("x") > 0)
        terminal.kill()
    kept = stage.draft.read_text().count("x")
    assert kept >= 10, "what was typed more than a second before the kill is there"
    monkeypatch.setattr(Session, "warm", lambda _: None)

    async def scene() -> None:
        async with stage.app() as app:
            await app.open()
            assert app.editor.text.count("x") == kept
            assert app.workspace._session.clock == clock

    assert clock is not None
    stage.time = clock.started_at
    play(scene)


def test_an_app_whose_terminal_is_gone_keeps_what_was_typed_and_ends(stage: Stage) -> None:
    """Without a signal that says so, as where the terminal never was that of its session."""
    stage._lay_out()
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    app = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(stage.content)],
        env=os.environ | {"PREP_DATA": str(stage.data), "TERM": "xterm-256color"},
        stdin=slave,
        stdout=slave,
        stderr=slave,
        start_new_session=True,
    )
    try:
        os.close(slave)
        os.write(master, b"c")
        deadline = time.monotonic() + PATIENCE_S
        while not stage.draft.exists():
            assert time.monotonic() < deadline, "the challenge never opened"
            _look(master)
            os.write(master, b"\r")
        os.write(master, b"xyz")
        _look(master)
        os.close(master)
        assert app.wait(PATIENCE_S) in (0, 120)  # 120: Python could not write its last to a terminal that is gone
    finally:
        app.kill()
        app.wait()
    assert "xyz" in stage.draft.read_text()


def _look(master: int) -> None:
    """Read what the app shows in a second."""
    end = time.monotonic() + 1.0
    while (left := end - time.monotonic()) > 0:
        if select.select([master], [], [], left)[0]:
            os.read(master, 65536)


def test_killed_while_grading_no_attempt_counts_and_it_can_be_submitted_again(stage: Stage) -> None:
    (stage.content / "challenges/demo/double/starter.py").write_text(ENDLESS)
    mark = stage.draft.with_name("being-graded")
    with running(stage) as terminal:
        opened(stage, terminal)
        while not mark.exists():
            terminal.type(F9)
            time.sleep(0.2)
        terminal.kill()
    clock = load_clock(stage.data, "demo/double")
    assert clock is not None
    assert clock.stopped_at is None
    notebook = OwnData(stage.data)
    assert list_attempts(notebook, "demo/double") == []
    stage.time = clock.started_at

    async def scene() -> None:
        async with stage.app() as app:
            await app.open()
            assert app.editor.text == ENDLESS
            assert "Your last submission was cut off" in app.toasts
            await app.run("f9", RIGHT)
            assert not mark.exists()

    play(scene)
    assert [attempt.points for attempt in list_attempts(notebook, "demo/double")] == [40]
    notebook.close()
