"""CPU time of process trees, read from /proc: what a benchmark charges to whom."""

import os
import resource
from pathlib import Path

_TICK_S = 1 / os.sysconf("SC_CLK_TCK")


def tree(pid: int) -> list[int]:
    """A process and its living descendants."""
    found = [pid]
    for parent in found:
        for listing in Path(f"/proc/{parent}/task").glob("*/children"):
            found += map(int, _read(listing).split())
    return found


def used_s(pids: list[int]) -> float:
    """CPU seconds of these processes and of the children that they have waited for."""
    return sum(_used_s(pid) for pid in pids)


def own_and_children_s() -> float:
    """CPU seconds of this process and of the children that it has waited for."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime + children_s()


def children_s() -> float:
    """CPU seconds of the children that this process has waited for, and of theirs."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def resident_mb(pids: list[int]) -> float:
    """Resident memory; pages that processes share count for each."""
    pages = sum(int(text.split()[1]) for pid in pids if (text := _read(Path(f"/proc/{pid}/statm"))))
    return pages * resource.getpagesize() / (1 << 20)


def _used_s(pid: int) -> float:
    fields = _read(Path(f"/proc/{pid}/stat")).rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) * _TICK_S if fields else 0.0


def _read(path: Path) -> str:
    try:
        return path.read_text("ascii")
    except OSError:
        return ""
