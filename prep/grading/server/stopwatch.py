"""Times calls in a worker from outside, on two clocks that a busy machine leaves alone.

CPU time sees neither sleep nor work in children that nobody waits for. Wall time sees everything, and on a busy machine
mostly the queue for a processor. So what the kernel says of that queue is taken off: the waiting of the worker's first
thread, and this process's own before it notices a reply. So is this process's work.
"""

import time
from dataclasses import dataclass

from prep.grading.jail import processes
from prep.grading.server.link import Link


@dataclass(frozen=True)
class Spent:
    """What some calls have taken, in seconds."""

    cpu_s: float
    """By the worker's whole process tree."""

    wall_s: float
    """Without queueing and without the work of this side."""

    queued_s: float
    """For a processor, as far as the kernel tells: the first thread of the worker, and this side before a reply."""

    first_thread_s: float
    """Of the CPU time, what the worker's first thread has used, which is the one whose queueing is known."""

    @property
    def queue_is_known(self) -> bool:
        """Whether the worker did most of its work where its queueing is known."""
        return self.first_thread_s >= self.cpu_s / 2


class Stopwatch:
    """Runs from when it is made until it is stopped."""

    def __init__(self, link: Link) -> None:
        self._link = link
        link.timed = True
        self._cpu_ns = link.cpu_ns()
        self._waited_ns = _waited_ns(link)
        self._ran_ns = processes.ran_ns(link.host_pid)
        self._own_ns = time.process_time_ns()
        self._wall_ns = time.monotonic_ns()

    def stop(self) -> Spent:
        """What was spent since the start."""
        wall_ns = time.monotonic_ns() - self._wall_ns
        own_ns = time.process_time_ns() - self._own_ns
        waited_ns = _waited_ns(self._link) - self._waited_ns
        cpu_ns = self._link.cpu_ns() - self._cpu_ns
        ran_ns = processes.ran_ns(self._link.host_pid) - self._ran_ns
        wall_s = max(wall_ns - own_ns - waited_ns, cpu_ns) / 1e9
        return Spent(cpu_s=cpu_ns / 1e9, wall_s=wall_s, queued_s=waited_ns / 1e9, first_thread_s=ran_ns / 1e9)


def _waited_ns(link: Link) -> int:
    return link.noticed_late_ns + processes.waited_ns(link.host_pid)
