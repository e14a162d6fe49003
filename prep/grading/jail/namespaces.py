"""Puts the calling process into a world of its own: the Linux calls behind one worker, through ctypes.

Python 3.11 has no `os.unshare`, and a fork followed by unshare would need a second fork to enter the process namespace.
One `clone3` does it all, so a worker is process 1 of its own world and one SIGKILL ends everything it started.
"""

import contextlib
import ctypes
import os
import resource
import signal
import struct
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from prep.grading.jail.plain import BOX

NOBODY: Final = 65534

_libc = ctypes.CDLL(None, use_errno=True)
_libc_with_gil = ctypes.PyDLL(None, use_errno=True)

_SYS_CLONE3: Final = 435
_CLONE_PIDFD: Final = 0x1000
_CLONE_NEWNS: Final = 0x20000
_CLONE_NEWIPC: Final = 0x8000000
_CLONE_NEWUSER: Final = 0x10000000
_CLONE_NEWPID: Final = 0x20000000

_MS_NOSUID_NODEV: Final = 2 | 4
_MS_NOEXEC: Final = 8
_MS_REC_PRIVATE: Final = 0x4000 | 0x40000

_PR_SET_PDEATHSIG: Final = 1
_PR_SET_DUMPABLE: Final = 4
_PR_SET_SECCOMP: Final = 22
_PR_SET_NO_NEW_PRIVS: Final = 38
_SECCOMP_MODE_FILTER: Final = 2
_LINUX_CAPABILITY_VERSION_3: Final = 0x20080522


@dataclass(frozen=True)
class WorkerLimits:
    """What one submission may use; see the challenge's limits for their meaning."""

    memory_mb: int
    processes: int
    disk_mb: int
    cpu_s: int


def clone_into_namespaces() -> tuple[int, int]:
    """Fork into fresh user, process, mount and IPC namespaces.

    Returns:
        The process id and a descriptor of the child in the parent; (0, -1) in the child.

    Raises:
        OSError: the kernel refuses, for example where user namespaces are switched off.
    """
    pidfd = ctypes.c_int(-1)
    flags = _CLONE_PIDFD | _CLONE_NEWNS | _CLONE_NEWIPC | _CLONE_NEWUSER | _CLONE_NEWPID
    # struct clone_args: flags, pidfd, child_tid, parent_tid, exit_signal, stack, stack_size, tls
    arguments = struct.pack("=8Q", flags, ctypes.addressof(pidfd), 0, 0, signal.SIGCHLD, 0, 0, 0)
    ctypes.pythonapi.PyOS_BeforeFork()
    pid = _libc_with_gil.syscall(_SYS_CLONE3, arguments, len(arguments))
    if pid == 0:
        ctypes.pythonapi.PyOS_AfterFork_Child()
        return 0, -1
    error = ctypes.get_errno()
    ctypes.pythonapi.PyOS_AfterFork_Parent()
    if pid < 0:
        raise OSError(error, f"clone3: {os.strerror(error)}")
    return pid, pidfd.value


def become_nobody() -> None:
    """Give root up for good, where the zygote was started by root."""
    if os.geteuid() != 0:
        return
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)
    # Changing the user made /proc/self root's, and a child must be able to write its uid_map there.
    _prctl(_PR_SET_DUMPABLE, 1)


def enter_box(limits: WorkerLimits) -> None:
    """Set up what the worker sees: itself as nobody, its own /proc and an empty, small /box."""
    for name, content in (("setgroups", b"deny"), ("uid_map", _SAME_USER), ("gid_map", _SAME_USER)):
        descriptor = os.open(f"/proc/self/{name}", os.O_WRONLY)
        os.write(descriptor, content)
        os.close(descriptor)
    _mount(None, "/", None, _MS_REC_PRIVATE, None)
    _mount("proc", "/proc", "proc", _MS_NOSUID_NODEV | _MS_NOEXEC, None)
    inodes = 64 * limits.disk_mb
    _mount("box", BOX, "tmpfs", _MS_NOSUID_NODEV, f"size={limits.disk_mb}m,nr_inodes={inodes},mode=0700")
    os.chdir(BOX)


def set_limits(limits: WorkerLimits) -> None:
    """Limits for each process of the submission; those of the whole tree are watched from outside."""
    megabyte = 1 << 20
    # The watch over the tree decides; this only stops one great leap between two looks. Threads reserve a lot of
    # address space that they never use, so it leaves room.
    address_space = own_address_space() + (2 * limits.memory_mb + 512) * megabyte
    _limit(resource.RLIMIT_AS, address_space)
    _limit(resource.RLIMIT_CPU, limits.cpu_s)
    _limit(resource.RLIMIT_FSIZE, limits.disk_mb * megabyte)
    _limit(resource.RLIMIT_NOFILE, 256)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_STACK, 8 * megabyte)
    for name, count in (("RLIMIT_MEMLOCK", 0), ("RLIMIT_MSGQUEUE", 0), ("RLIMIT_SIGPENDING", 256)):
        if hasattr(resource, name):
            _limit(getattr(resource, name), count)


def limit_processes(count: int) -> None:
    """Counted for each user of each user namespace, so it binds one submission and no other."""
    _limit(resource.RLIMIT_NPROC, count)


def drop_privileges(seccomp_program: bytes) -> None:
    """Give up every capability, for good, and every system call that the filter refuses."""
    _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    header = struct.pack("=Ii", _LINUX_CAPABILITY_VERSION_3, 0)
    _check(_libc.capset(header, bytes(24)), "capset")
    # No program that it executes gets any back, so that the bounding set, 41 system calls long, need not be emptied.
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)
    program = ctypes.create_string_buffer(seccomp_program, len(seccomp_program))
    filter_header = struct.pack("@HP", len(seccomp_program) // 8, ctypes.addressof(program))
    _check(_libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, filter_header, 0, 0), "seccomp")


def close_all_but(*kept: int) -> None:
    """Close every descriptor but those of standard input and output and the ones kept."""
    low = 3
    for descriptor in sorted(kept):
        os.closerange(low, descriptor)
        low = descriptor + 1
    os.closerange(low, resource.getrlimit(resource.RLIMIT_NOFILE)[0])


_SAME_USER: Final = f"{NOBODY} {NOBODY} 1".encode()


@cache
def own_address_space() -> int:
    """In bytes; asked once in the zygote, whose clones have the same."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    except OSError:  # no /proc: not Linux, where the kernel does not enforce the limit either
        return 8 << 30
    return pages * resource.getpagesize()


def _limit(kind: int, value: int) -> None:
    hard = resource.getrlimit(kind)[1]
    bound = value if hard == resource.RLIM_INFINITY else min(value, hard)
    with contextlib.suppress(ValueError):  # some systems refuse to bound some kinds
        resource.setrlimit(kind, (bound, bound))


def _mount(source: str | None, target: str, kind: str | None, flags: int, data: str | None) -> None:
    words = [None if word is None else word.encode() for word in (source, target, kind, data)]
    _check(_libc.mount(*words[:3], ctypes.c_ulong(flags), words[3]), f"mount {target}")


def _prctl(option: int, value: int) -> None:
    _check(_libc.prctl(option, ctypes.c_ulong(value), 0, 0, 0), f"prctl {option}")


def _check(result: int, what: str) -> None:
    if result != 0:
        error = ctypes.get_errno()
        raise OSError(error, f"{what}: {os.strerror(error)}")
