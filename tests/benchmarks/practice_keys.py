"""What a key costs in a file of 500 lines: bytes to the terminal, CPU time, and what an idle app sends.

    python -m tests.benchmarks.practice_keys

The app runs in a terminal of its own (a pty of 120 by 40); beside it a bare text area with the same text. CPU time is
the whole process's, from a key until the terminal has been quiet for a while, so that it includes the painting.
"""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean, quantiles
from typing import Final

from prep.catalog.locate import shipped_root
from prep.practice.desk.desk import Desk
from prep.practice.desk.preferences import Preferences, save_preferences
from prep.practice.drafts.challenges import Way
from prep.practice.drafts.place import LastPlace, note_place
from prep.practice.work.session import Session

_SIZE: Final = (40, 120)
_KEYS: Final = 80
_QUIET_S: Final = 0.12
_STARTED_S: Final = 6.0
"""It is never quiet, since the cursor blinks."""

_CHALLENGE: Final = "housing/linear-regression"
_BARE: Final = """
import sys
from textual.app import App
from textual.widgets import TextArea
class Bare(App):
    def compose(self):
        yield TextArea.code_editor(open(sys.argv[1]).read(), language="python")
    def on_mount(self):
        self.query_one(TextArea).move_cursor((250, 4))
Bare().run()
"""


class Terminal:
    """A program in a terminal of its own."""

    def __init__(self, command: Sequence[str], **environment: str) -> None:
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", *_SIZE, 0, 0))
        self._process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=os.environ | {"TERM": "xterm-256color", **environment},
            start_new_session=True,
        )
        os.close(slave)

    def read(self, quiet_s: float = _QUIET_S, most_s: float = 30.0) -> int:
        """Bytes that come until it is quiet."""
        count, end = 0, time.monotonic() + most_s
        while time.monotonic() < end and select.select([self._master], [], [], quiet_s)[0]:
            count += len(os.read(self._master, 1 << 16))
        return count

    def press(self, keys: bytes) -> int:
        os.write(self._master, keys)
        return self.read()

    @property
    def cpu_s(self) -> float:
        """Of all its threads, to the nanosecond: the ticks of the process would be as long as a key."""
        threads = Path(f"/proc/{self._process.pid}/task").glob("*/schedstat")
        return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e9

    def close(self) -> None:
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        os.close(self._master)


def main() -> None:
    """Print the figures of the app and of a bare text area."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        text = "".join(f"    value_{number} = compute(value_{number}, {number})\n" for number in range(500))
        save_preferences(data, Preferences(tour_seen=True))
        desk = Desk([shipped_root()], data)
        session = Session(desk, _CHALLENGE, Way.UNTIMED)
        session.begin()
        session.save(text)
        note_place(data, LastPlace(challenge=_CHALLENGE, line=250, column=4, at=desk.now()))
        desk.close()
        (data / "bare.py").write_text(text)
        bare = Terminal([sys.executable, "-c", _BARE, str(data / "bare.py")])
        bare.read(_STARTED_S, _STARTED_S)
        _measure("bare text area", bare)
        app = Terminal([sys.executable, "-m", "prep"], PREP_DATA=folder)
        app.read(_STARTED_S, _STARTED_S)
        app.press(b"g")
        app.read(_STARTED_S, _STARTED_S)
        _measure("the app", app)


def _measure(name: str, terminal: Terminal) -> None:
    idle = _idle(terminal)
    terminal.press(b"x")
    sent, cpu_ms = [], []
    for number in range(_KEYS):
        began = terminal.cpu_s
        sent.append(terminal.press(b"xyz "[number % 4 : number % 4 + 1]) / 1000)
        cpu_ms.append((terminal.cpu_s - began) * 1000)
    print(
        f"{name}: {fmean(sent):.1f} kB a key (p95 {_p95(sent):.1f}), {fmean(cpu_ms):.1f} ms of CPU a key"
        f" (p95 {_p95(cpu_ms):.1f}), {idle / 1000:.2f} kB a second idle",
        flush=True,
    )
    terminal.close()


def _p95(values: Sequence[float]) -> float:
    return quantiles(values, n=20)[-1]


def _idle(terminal: Terminal) -> float:
    """Bytes a second while nothing is typed."""
    count, end = 0, time.monotonic() + 5.0
    while time.monotonic() < end:
        count += terminal.read(quiet_s=0.5, most_s=0.5)
    return count / 5.0


if __name__ == "__main__":
    main()
