"""Which system calls a submission may not make: what a computation never needs and an escape might.

The jail would hold without it; it takes away the parts of the kernel in which holes are found.
"""

import contextlib
import errno
import hashlib
import platform
import signal
import struct
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from prep.model.errors import IsolationError

_TESTED: Final[Mapping[str, str]] = {"x86_64": "19bc2e98426d420d73a9abe6ee9a5501623267d68756679de806bdb6abd2defd"}
"""The SHA-256 of the filter that the attacks of the test suite were held off with, by architecture."""

INSTRUCTION_BYTES: Final = 8


@cache
def seccomp_program() -> bytes:
    """The filter of system calls for workers, as `prctl` takes it: instructions of eight bytes each.

    Raises:
        IsolationError: it is another one than was tested.
    """
    program = _kept() or written_program()
    if _TESTED.get(platform.machine(), _digest(program)) != _digest(program):
        raise IsolationError("the filter of system calls is not the one that was tested; install prep once more")
    return program


def _kept() -> bytes:
    """The one that was tested; nothing where it has not been for this architecture. To write it takes long."""
    file = Path(__file__).with_name(f"seccomp-{platform.machine()}.bpf")
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return b""


def is_tested_here() -> bool:
    """Whether the bytes of the filter are known for this architecture."""
    return platform.machine() in _TESTED


def _digest(program: bytes) -> str:
    return hashlib.sha256(program).hexdigest()


def written_program() -> bytes:
    """The filter as the lists below ask for it."""
    from seccompy import ArgCmp, CmpOp, Filter  # not on every platform
    from seccompy.syscalls import syscall_nr

    refused = Filter()
    for name in _REFUSED_CALLS:
        with contextlib.suppress(ValueError):  # this architecture has no such call
            refused.errno(syscall_nr(name), errno.EPERM)
    # Its own limits are set by now; whoever lowers them chooses how the kernel ends him, and so whom that is blamed on.
    refused.errno("prlimit64", errno.EPERM, args=[ArgCmp(2, CmpOp.NE, 0)])
    # The CPU time of children is counted when they are waited for; whoever ignores their end is not charged for them.
    # So that is not done, and said to be done: much honest code sets every signal.
    refused.errno("rt_sigaction", 0, args=[ArgCmp(0, CmpOp.EQ, signal.SIGCHLD), ArgCmp(1, CmpOp.NE, 0)])
    for command in _LOCKS:
        refused.errno("fcntl", errno.EPERM, args=[ArgCmp(1, CmpOp.EQ, command)])
    # glibc falls back to clone, whose flags a filter can read.
    refused.errno("clone3", errno.ENOSYS)
    for flag in _NAMESPACE_FLAGS:
        refused.errno("clone", errno.EPERM, args=[ArgCmp(0, CmpOp.MASKED_EQ, flag, mask=flag)])
    return _REFUSE_OTHER_NUMBERINGS + refused.program


# The x32 ABI answers to the architecture's own name, and has the same calls under numbers from 2³⁰ up. These three
# instructions load the number, and refuse it if it is one of those; the filter proper follows.
_REFUSE_OTHER_NUMBERINGS: Final = b"".join(
    struct.pack("=HBBI", *instruction)
    for instruction in ((0x20, 0, 0, 0), (0x35, 0, 1, 1 << 30), (0x06, 0, 0, 0x00050000 | errno.EPERM))
)

_NAMESPACE_FLAGS: Final = (0x80, 0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000)

_MOUNTS: Final = (
    *("mount", "umount2", "pivot_root", "chroot", "mount_setattr", "move_mount", "open_tree", "fsopen", "fsconfig"),
    *("fsmount", "fspick", "name_to_handle_at", "open_by_handle_at", "quotactl", "quotactl_fd", "unshare", "setns"),
)
_OTHER_PROCESSES: Final = (
    *("ptrace", "process_vm_readv", "process_vm_writev", "process_madvise", "kcmp", "pidfd_open", "pidfd_getfd"),
    *("socket", "bind", "connect", "listen", "accept", "accept4"),
)
_UNSEEN_MEMORY: Final = (
    *("memfd_create", "memfd_secret", "shmget", "shmat", "shmctl", "msgget", "semget", "mq_open", "mlock", "mlock2"),
    *("mlockall", "mbind", "set_mempolicy", "migrate_pages", "move_pages"),
)
"""Memory that the watch over resident memory does not see, or that cannot be taken back."""

_KERNEL: Final = (
    *("add_key", "request_key", "keyctl", "bpf", "perf_event_open", "userfaultfd", "seccomp", "io_uring_setup"),
    *("io_uring_enter", "io_uring_register", "fanotify_init", "lookup_dcookie", "init_module", "finit_module"),
    *("delete_module", "kexec_load", "kexec_file_load", "reboot", "syslog", "swapon", "swapoff", "acct", "vhangup"),
    *("settimeofday", "clock_settime", "clock_adjtime", "adjtimex", "personality", "sethostname", "setdomainname"),
    *("setrlimit", "iopl", "ioperm", "modify_ldt", "nfsservctl", "uselib"),
)
_WITHOUT_NUMBER: Final = ("timer_create", "inotify_init", "inotify_init1", "inotify_add_watch")
"""Objects of the kernel of which a process may have as many as it likes."""

_LOCKS: Final = (6, 7, 37, 38)
"""Of ranges of a file, by process and by open file: as many as the file has bytes."""

_REFUSED_CALLS: Final = (*_WITHOUT_NUMBER, *_MOUNTS, *_OTHER_PROCESSES, *_UNSEEN_MEMORY, *_KERNEL)
