"""Twelve things that no submission may do, tried in the jail before other people's code is run.

Each is tried as a submission would, from behind the same closed doors, and in a way that harms nothing where it works.
"""

import ctypes
import errno
import os
import socket
from collections.abc import Callable, Collection
from typing import Final

_libc = ctypes.CDLL(None, use_errno=True)

_PTRACE_ATTACH: Final = 16
_NO_SUCH_FLAGS: Final = -1
"""Refused by the kernel as nonsense, where no filter has refused the call before that."""


def what_is_possible(kept: Collection[int]) -> list[str]:
    """Which of the twelve things can be done by this process, in words; none in a jail that holds.

    Args:
        kept: descriptors that the process has by right.
    """
    tried: tuple[tuple[str, Callable[[], bool]], ...] = (
        ("open a socket", _can_open_a_socket),
        ("see the machine's network", _sees_a_network),
        ("see another process", _sees_another_process),
        ("look into another process", lambda: _is_let_through("ptrace", _PTRACE_ATTACH, 0, 0, 0)),
        ("mount a file system", lambda: _is_let_through("mount", None, None, None, 0, None)),
        ("make namespaces", lambda: _is_let_through("unshare", _NO_SUCH_FLAGS)),
        ("become root", _can_become_root),
        ("gain privileges", _can_gain_privileges),
        ("write where Python lies", _can_write_where_python_lies),
        ("read the machine's files", lambda: os.path.exists("/etc/passwd")),  # noqa: PTH110 - as workers, without it
        ("find the tests", _finds_the_rest_of_prep),
        ("hold a descriptor of the grader", lambda: _holds_more_than(kept)),
    )
    return [what for what, is_possible in tried if is_possible()]


def _is_let_through(call: str, *arguments: int | None) -> bool:
    """Whether a call that makes no sense gets far enough to be refused for that."""
    words = [None if word is None else ctypes.c_long(word) for word in arguments]
    ctypes.set_errno(0)
    return getattr(_libc, call)(*words) != -1 or ctypes.get_errno() != errno.EPERM


def _can_open_a_socket() -> bool:
    for family in (socket.AF_INET, socket.AF_UNIX):
        try:
            socket.socket(family).close()
        except PermissionError:
            continue
        return True
    return False


def _sees_a_network() -> bool:
    """By a route to anywhere, or an address: kernels put devices for tunnels into every network, which lead nowhere."""
    routes = _read("/proc/net/route").splitlines()[1:]
    addresses = _read("/proc/net/if_inet6").splitlines()
    return bool(routes) or any(line.split()[-1] != "lo" for line in addresses)


def _sees_another_process() -> bool:
    return any(name.isdigit() and int(name) != os.getpid() for name in os.listdir("/proc"))  # noqa: PTH208 - as above


def _can_become_root() -> bool:
    try:
        os.setuid(0)
    except OSError:
        return False
    return True


def _can_gain_privileges() -> bool:
    """By what it holds, or by what a program that it runs would get."""
    status = dict(line.split(":\t", 1) for line in _read("/proc/self/status").splitlines() if ":\t" in line)
    held = any(int(status[name], 16) for name in ("CapInh", "CapPrm", "CapEff", "CapAmb"))
    return held or status["NoNewPrivs"] != "1" or status["Seccomp"] != "2"


def _can_write_where_python_lies() -> bool:
    path = f"{os.path.dirname(os.__file__)}/.prep-canary-{os.getpid()}"  # noqa: PTH120 - as above
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except OSError:
        return False
    os.unlink(path)  # noqa: PTH108 - as above
    return True


def _finds_the_rest_of_prep() -> bool:
    jail = os.path.dirname(__file__)  # noqa: PTH120 - as above
    return os.listdir(os.path.dirname(jail)) != [os.path.basename(jail)]  # noqa: PTH119, PTH120, PTH208


def _holds_more_than(kept: Collection[int]) -> bool:
    """The descriptor by which the folder is listed is closed again when the list is there."""
    allowed = {0, 1, 2, *kept}
    held = [int(name) for name in os.listdir("/proc/self/fd")]  # noqa: PTH208 - as above
    return any(descriptor not in allowed and _is_open(descriptor) for descriptor in held)


def _is_open(descriptor: int) -> bool:
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True


def _read(path: str) -> str:
    """Nothing of a file that is not there, as of a network protocol that the kernel does not know."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return ""
    try:
        return os.read(descriptor, 1 << 16).decode()
    finally:
        os.close(descriptor)
