"""Does work in a fork of this process, which may take only so much memory."""

import os
import resource
from collections.abc import Callable
from typing import Final

from prep.grading.jail import processes

_MAX_GROWTH_BYTES: Final = 512 << 20
"""What a process may take to check a submission, whatever that sends; a test that runs out of it has been given
something that it cannot use.
"""


def _bound_memory() -> None:
    bound = processes.own_data_bytes() + _MAX_GROWTH_BYTES
    resource.setrlimit(resource.RLIMIT_DATA, (bound, bound))


def in_fork(work: Callable[[], None]) -> None:
    """Do the work in a fork and wait for it to end, however it ends."""
    pid = os.fork()
    if pid:
        os.waitpid(pid, 0)
        return
    code = 70
    try:
        _bound_memory()
        work()
        code = 0
    finally:
        os._exit(code)
