"""Looks at a worker's process tree from outside, through /proc; a process that ends meanwhile counts nothing.

Read many times a second for every submission that runs, so it goes without pathlib.
"""

import os
import resource
import time
from typing import Final

_PAGE_KB: Final = resource.getpagesize() >> 10
_TICKS_A_SECOND: Final = os.sysconf("SC_CLK_TCK")


def process_tree(pid: int) -> list[int]:
    """A process and its living descendants."""
    found = [pid]
    for parent in found:
        for thread in _list(f"/proc/{parent}/task"):
            found += map(int, _read(f"/proc/{parent}/task/{thread}/children").split())
    return found


def resident_kb(pids: list[int]) -> int:
    """Resident memory; pages that processes share count once for each."""
    sizes = (_read(f"/proc/{pid}/statm").split() for pid in pids)
    return sum(int(fields[1]) * _PAGE_KB for fields in sizes if fields)


def own_data_bytes() -> int:
    """What this process has of its own, as the limit on data counts it."""
    line = next(
        (line for line in _read("/proc/self/status").splitlines() if line.startswith("VmData:")), "VmData: 0 kB"
    )
    return int(line.split()[1]) << 10


def own_cpu_ns(pid: int) -> int:
    """CPU time of one process with all its threads, in nanoseconds; see clock_getcpuclockid(3)."""
    try:
        return time.clock_gettime_ns((~pid << 3) | 2)
    except OSError:
        return 0


def tree_cpu_ns(pids: list[int]) -> int:
    """CPU time of a tree with the children that its processes have waited for, in nanoseconds."""
    return sum(map(_ended_children_cpu_ns, pids)) + sum(map(own_cpu_ns, pids))


def waited_ns(pid: int | str) -> int:
    """How long the first thread of a process has waited for a processor, in nanoseconds; 0 if the kernel does not say.

    See Documentation/scheduler/sched-stats.rst.
    """
    return _scheduled_ns(pid)[1]


def ran_ns(pid: int | str) -> int:
    """How long the first thread of a process has run, in nanoseconds; 0 if the kernel does not say."""
    return _scheduled_ns(pid)[0]


def tells_waiting() -> bool:
    """Whether the kernel says how long processes wait for a processor."""
    return os.path.exists("/proc/self/schedstat")  # noqa: PTH110 - see above


def pid_of(pidfd: int) -> int:
    """The process id, on this side of the jail, that a descriptor of a process stands for."""
    lines = _read(f"/proc/self/fdinfo/{pidfd}").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pid:"))


def _scheduled_ns(pid: int | str) -> tuple[int, int]:
    """For how long the first thread of a process has run, and for how long it has waited for a processor."""
    fields = _read(f"/proc/{pid}/schedstat").split()
    return (int(fields[0]), int(fields[1])) if fields else (0, 0)


def _ended_children_cpu_ns(pid: int) -> int:
    """In ticks of a hundredth of a second, which is all the kernel tells."""
    after_name = _read(f"/proc/{pid}/stat").rpartition(")")[2].split()
    return sum(map(int, after_name[13:15])) * 1_000_000_000 // _TICKS_A_SECOND if after_name else 0


def _read(path: str) -> str:
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return ""
    try:
        return os.read(descriptor, 1 << 16).decode("ascii", "replace")
    except OSError:
        return ""
    finally:
        os.close(descriptor)


def _list(path: str) -> list[str]:
    try:
        return os.listdir(path)  # noqa: PTH208 - see above
    except OSError:
        return []
