"""Starts a zygote: inside bubblewrap where the machine allows it, else as a plain process.

The outer jail shows the Python runtime, the libraries of one runtime and the jail package, all read-only, and nothing
else: no home, no content, no tests, no network.
"""

import contextlib
import os
import socket
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import IO, Final

from prep.grading.installed import Package
from prep.grading.jail import namespaces
from prep.grading.jail.plain import BOX
from prep.grading.libraries import DISTRIBUTIONS, require
from prep.grading.seccomp import seccomp_program
from prep.grading.ways import JailWay
from prep.model.challenge import Runtime
from prep.model.errors import IsolationError

CODE: Final = "/code"
_TMP: Final = "/tmp"  # noqa: S108 - inside the jail

_ENVIRONMENT: Final = {
    "HOME": BOX,
    "TMPDIR": BOX,
    "USER": "nobody",
    "LANG": "C.UTF-8",
    "PYTHONDONTWRITEBYTECODE": "1",
    # A parallel region before the clone makes torch and scikit-learn hang in it.
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    # n_jobs=-1 then means one job, instead of a pool of processes that the limits would strangle.
    "JOBLIB_MULTIPROCESSING": "0",
    "LOKY_MAX_CPU_COUNT": "1",
}

_BOOTSTRAP: Final = "import sys; sys.path[:0] = sys.argv[4:]; from prep.grading.jail.zygote import main; main()"


def start_zygote(
    runtime: Runtime, way: JailWay | None, errors: IO[bytes]
) -> tuple["subprocess.Popen[bytes]", socket.socket]:
    """Start a zygote; it answers `ready` on the returned channel once its libraries are imported.

    Args:
        way: to the jail; None for a process without one.
        errors: takes what it says on standard error.

    Raises:
        IsolationError: the runtime's libraries are not installed, bubblewrap cannot be started, or the filter of system
            calls is not the one that was tested.
    """
    system_calls = seccomp_program() if way else b"-"
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    command = _jailed(runtime, way) if way else []
    libraries = [CODE if way else str(_package_parent()), *_library_folders(runtime)]
    mode = "isolated" if way else "plain"
    command += [
        _python(),
        "-I",
        "-S",
        "-c",
        _BOOTSTRAP,
        str(theirs.fileno()),
        runtime.value,
        mode,
        *libraries,
    ]
    try:
        process = subprocess.Popen(  # noqa: S603 - our own command
            command,
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            cwd="/",
            env=_ENVIRONMENT | _processor_hints(),
            start_new_session=True,
        )
    except OSError as error:
        ours.close()
        raise IsolationError(f"the jail cannot be started: {error.strerror}") from None
    finally:
        theirs.close()
    with contextlib.suppress(BrokenPipeError):  # it has ended already; whoever waits for `ready` is told why
        ours.sendall(system_calls)
    return process, ours


def _jailed(runtime: Runtime, way: JailWay) -> list[str]:
    arguments = [str(way.bwrap), *_unshare(way), "--die-with-parent", "--new-session"]
    shown = list(_visible(runtime))
    arguments += _folders_above(shown)
    for path in shown:
        arguments += _show(path)
    jail = Path(CODE, "prep/grading/jail")
    arguments += [
        *_folders_above([jail]),
        "--ro-bind",
        str(_package_parent() / "prep/grading/jail"),
        str(jail),
    ]
    arguments += ["--dir", "/dev"]
    for name in ("null", "zero", "full", "random", "urandom"):
        arguments += ["--dev-bind", f"/dev/{name}", f"/dev/{name}"]
    # Workers mount their own box over it; until then torch wants some place for temporary files.
    arguments += ["--perms", "1777", "--size", "65536", "--tmpfs", BOX]
    # Where the libraries themselves lie under /tmp it is a folder already, and TMPDIR must do.
    if not any(path.is_relative_to(_TMP) for path in shown):
        arguments += ["--symlink", BOX, _TMP]
    arguments += [word for hidden in _hidden_folders() for word in ("--remount-ro", str(hidden))]
    return [*arguments, "--remount-ro", "/", "--chdir", "/"]


def _unshare(way: JailWay) -> list[str]:
    """As root, bubblewrap covers parts of /proc, and the kernel then lets no worker mount its own; so root binds it
    whole, stays in its user namespace, and the zygote gives root up before it serves. Root that was stripped of its
    powers, as in many containers, is an ordinary user here.
    """
    apart = ["--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try"]
    if not way.user_namespace:
        return [*apart, "--bind", "/proc", "/proc", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    nobody = str(namespaces.NOBODY)
    return [*apart, "--unshare-user", "--uid", nobody, "--gid", nobody, "--proc", "/proc"]


def _visible(runtime: Runtime) -> Iterator[Path]:
    """The interpreter with its standard library, the system's shared libraries, one runtime's packages."""
    for path in map(Path, ("/usr/lib", "/lib", "/usr/lib64", "/lib64", "/etc/ld.so.cache")):
        if path.exists():
            yield path
    python = Path(_python())
    base_libraries = Path(sysconfig.get_path("stdlib")).parent
    yield python
    if not base_libraries.is_relative_to("/usr/lib"):
        yield base_libraries
    yield from library_files(runtime)


def _folders_above(paths: list[Path]) -> list[str]:
    """Bubblewrap would make them for its own user alone, and the zygote is nobody."""
    above = sorted({parent for path in paths for parent in path.parents if parent != Path("/")})
    inside = [path for path in paths if not path.is_symlink()]
    return [
        word
        for parent in above
        if not any(parent.is_relative_to(path) for path in inside)
        for word in ("--dir", str(parent))
    ]


def _show(path: Path) -> list[str]:
    if path.is_symlink() and path.parent == Path("/"):
        return ["--symlink", str(path.readlink()), str(path)]
    words = ["--ro-bind", str(path), str(path)]
    for hidden in _hidden_folders():
        if hidden.is_relative_to(path):
            words += ["--tmpfs", str(hidden)]
    return words


@cache
def _hidden_folders() -> tuple[Path, ...]:
    """Folders of packages inside the standard library's tree: only a runtime's own packages are shown of them."""
    stdlib = Path(sysconfig.get_path("stdlib"))
    candidates = (stdlib / "site-packages", stdlib / "dist-packages", Path("/usr/lib/python3/dist-packages"))
    return tuple(path for path in candidates if path.is_dir())


@cache
def library_files(runtime: Runtime) -> tuple[Path, ...]:
    """The top-level files and folders of a runtime's packages and all that they require.

    Raises:
        MissingLibraryError: one of them is not installed.
    """
    found: dict[Path, None] = {}
    waiting = list(DISTRIBUTIONS[runtime])
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        package = require(name, runtime)
        found |= dict.fromkeys(_top_level(package))
        waiting += _required_by(package)
    return tuple(sorted(found))


def _required_by(package: Package) -> Iterator[str]:
    if not package.requires:
        return
    from packaging.requirements import Requirement  # numpy, the most common by far, requires nothing

    for requirement in map(Requirement, package.requires):
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            yield requirement.name


def _top_level(package: Package) -> Iterator[Path]:
    for path in package.top_level:
        if path.suffix not in (".pth", ".dist-info") and path.name not in ("..", "__pycache__") and path.exists():
            yield path


def _library_folders(runtime: Runtime) -> list[str]:
    return sorted({str(path.parent) for path in library_files(runtime)})


def _package_parent() -> Path:
    return Path(__file__).resolve().parents[2]


@cache
def _python() -> str:
    """The real interpreter: a virtual environment's is a link out of what the jail shows."""
    return str(Path(getattr(sys, "_base_executable", None) or sys.executable).resolve())


def _processor_hints() -> dict[str, str]:
    """Settings of the machine that numerical libraries need to compute right on its processor."""
    return {name: value for name, value in os.environ.items() if name.startswith("OPENBLAS_CORETYPE")}
