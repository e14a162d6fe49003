"""How well a submission was kept from everything but itself."""

from enum import StrEnum


class Isolation(StrEnum):
    """Levels of isolation, strongest first; every result records the one it was graded under."""

    FULL = "full"
    """Bubblewrap, fresh user, process, mount and IPC namespaces for each submission, no network, seccomp."""

    PROCESS = "process"
    """A process of its own with resource limits and a clean environment, but the same file system and network."""

    @property
    def is_full(self) -> bool:
        return self is Isolation.FULL
