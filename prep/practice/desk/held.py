"""Holds a file as long as this program runs, so that others see that it is alive, however it ends."""

import os
from pathlib import Path
from typing import Self

try:
    import fcntl
except ImportError:  # a system without such locks: there every file counts as held by nobody
    fcntl = None  # type: ignore[assignment]


class Held:
    """Let go with `release`, or by the system when the program ends."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor: int | None = descriptor

    @classmethod
    def take(cls, path: Path) -> Self | None:
        """Hold a file; None if somebody else does, or it cannot be opened."""
        try:
            descriptor = os.open(path, os.O_RDWR)
        except OSError:
            return None
        if fcntl is not None:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                os.close(descriptor)
                return None
        return cls(descriptor)

    def release(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
        self._descriptor = None
