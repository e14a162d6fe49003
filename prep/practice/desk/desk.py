"""What a person practises at: content, their own data, and what grades. One of them for a run of the program."""

import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from prep.practice.desk.library import Library
from prep.practice.desk.notebook import OwnData

if TYPE_CHECKING:
    from prep.practice.desk.assessor import Assessor
    from prep.practice.desk.bench import Bench
    from prep.practice.desk.completion import Completer
    from prep.practice.desk.running import RunningDrill


def utc_now() -> datetime:
    return datetime.now(UTC)


class Desk:
    """Engines start when they are first needed."""

    def __init__(self, roots: Sequence[Path], data: Path, now: Callable[[], datetime] = utc_now) -> None:
        self.data = data
        self.now = now
        self.library = Library(roots)
        self.notebook = OwnData(data)
        self._bench: Bench | None = None
        self._assessor: Assessor | None = None
        self._completer: Completer | None = None
        self._starting = threading.Lock()
        self.drill: RunningDrill | None = None
        """The drill that is going on in this program."""

    @property
    def bench(self) -> "Bench":
        """Grades code."""
        from prep.practice.desk.bench import Bench

        with self._starting:
            self._bench = self._bench or Bench()
            return self._bench

    @property
    def assessor(self) -> "Assessor":
        """Grades answers."""
        from prep.practice.desk.assessor import Assessor

        with self._starting:
            self._assessor = self._assessor or Assessor(self.data)
            return self._assessor

    @property
    def completer(self) -> "Completer":
        """Completes names in an editor."""
        from prep.practice.desk.completion import Completer

        with self._starting:
            self._completer = self._completer or Completer()
            return self._completer

    def close(self) -> None:
        """End whatever is being graded, and close the database."""
        if self._completer is not None:
            self._completer.close()
        if self._bench is not None:
            self._bench.close()
        if self.drill is not None:
            self.drill.held.release()
            self.drill = None
        self.notebook.close()
