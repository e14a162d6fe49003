"""Watches the memory of workers at all times, also while nobody waits for an answer of theirs.

Whoever asks a worker looks at it while it waits. Between two requests, while a test computes on its own side, nobody
would; so the zygote, which has nothing else to do then, looks as well.
"""

import os
import signal
from dataclasses import dataclass, field
from typing import Final

from prep.grading.jail import processes

_PAUSE_MS: Final = 20


@dataclass
class _Watched:
    host_pid: int
    """As /proc knows it."""

    bound_kb: int
    over_mb: int = 0
    """What it held when it was ended for that."""


@dataclass
class MemoryGuard:
    """Ends each worker whose tree of processes holds more than its limit."""

    _watched: dict[int, _Watched] = field(default_factory=dict)

    @property
    def pause_ms(self) -> int | None:
        """How long to wait until the next look; None while there is nobody to look at."""
        return _PAUSE_MS if self._watched else None

    def add(self, pid: int, host_pid: int, memory_mb: int) -> None:
        """From now on, with what it shares with the zygote not counted."""
        self._watched[pid] = _Watched(host_pid, processes.resident_kb([host_pid]) + (memory_mb << 10))

    def look(self) -> None:
        for pid, worker in self._watched.items():
            held_kb = processes.resident_kb(processes.process_tree(worker.host_pid))
            if held_kb > worker.bound_kb and not worker.over_mb:
                worker.over_mb = max(held_kb >> 10, 1)
                kill_tree(pid)

    def remove(self, pid: int) -> int:
        """Look no longer; the megabytes for which it was ended, 0 if it was not."""
        return self._watched.pop(pid).over_mb


def kill_tree(pid: int) -> None:
    """One signal to the first process of a namespace ends all in it; without one, the group is all we have."""
    for kill in (os.killpg, os.kill):
        try:
            kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
