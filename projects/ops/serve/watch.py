"""The last inputs of a service, and how far they are from what the model learnt from."""

from collections import deque
from collections.abc import Mapping, Sequence
from threading import Lock
from typing import Any

from projects.ops.project import Watched

WINDOW = 1_000
LEAST = 200
"""Of fewer inputs the index says more about chance than about them."""


class Watch:
    """Any thread may tell and ask. Rows are held in memory alone, and forgotten after `WINDOW` others."""

    def __init__(self, predictor: Watched) -> None:
        self._predictor = predictor
        self._rows: deque[Mapping[str, Any]] = deque(maxlen=WINDOW)
        self._lock = Lock()

    def saw(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Rows that were answered."""
        with self._lock:
            self._rows.extend(rows)

    def drift(self) -> Mapping[str, float]:
        """By column; nothing before `LEAST` rows have come."""
        with self._lock:
            rows = list(self._rows)
        return self._predictor.drift(rows) if len(rows) >= LEAST else {}
