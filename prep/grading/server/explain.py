"""Says what lies behind an exception that is no fault of the code itself: the jail's walls, and an older Python.

Only for what may be told whole: public checks, and the import of a submission.
"""

import re
import sys
from collections.abc import Iterator
from typing import Final

from prep.grading.jail.describe import Wall
from prep.grading.server.outcomes import CandidateRaised
from prep.model.challenge import Limits

Version = tuple[int, int]


def explanations(error: CandidateRaised, limits: Limits, running: Version = sys.version_info[:2]) -> Iterator[str]:
    """Sentences for the person, each ending in a full stop."""
    if Wall.POOL in error.walls:
        yield "There are no pools of processes where submissions run: compute in one process (n_jobs=1)."
    if Wall.NETWORK in error.walls:
        yield "There is no network where submissions run: whatever they need must be handed in with them."
    if Wall.DISK in error.walls:
        yield f"A submission may write {limits.disk_mb} MB to files, what it prints included."
    if Wall.PROCESSES in error.walls:
        yield f"A submission may have {limits.processes} processes and threads at a time."
    yield from _version(error, running)


def _version(error: CandidateRaised, running: Version) -> Iterator[str]:
    needed = _needed(error)
    graded = f"graded by Python {running[0]}.{running[1]}"
    if needed is not None and needed > running:
        yield f"{graded}; this needs {needed[0]}.{needed[1]} or newer"
    elif error.is_a(SyntaxError):
        yield graded


def _needed(error: CandidateRaised) -> Version | None:
    """The first version of Python that has what an exception says is not there."""
    if error.is_a(SyntaxError):
        line = error.trace[-1].text if error.trace else ""
        return next((version for version, sign in _SYNTAX if sign.search(f"{line}\n{error.text}")), None)
    for saying in _SAYINGS:
        if found := saying.search(error.text):
            module, name = found.group("module"), found.groupdict().get("name")
            return _NEWER.get(f"{module}.{name}" if name else module)
    return None


_SYNTAX: Final[tuple[tuple[Version, "re.Pattern[str]"], ...]] = (
    ((3, 14), re.compile(r"^\s*except\s+\w[\w.]*\s*,|[^\w]t[\"\']")),
    ((3, 13), re.compile(r"^\s*(type|class|def|async def)\s+\w+\[[^\]]*=")),
    ((3, 12), re.compile(r"^\s*type\s+\w+\s*[\[=]|^\s*(class|def|async def)\s+\w+\[|\nf-string")),
)
"""By the line itself, or by what Python says of it."""

_SAYINGS: Final = (
    re.compile(r"cannot import name '(?P<name>\w+)' from '(?P<module>[\w.]+)'"),
    re.compile(r"module '(?P<module>[\w.]+)' has no attribute '(?P<name>\w+)'"),
    re.compile(r"No module named '(?P<module>[\w.]+)'"),
)

_NEWER: Final[dict[str, Version]] = {
    **dict.fromkeys(("typing.override", "typing.TypeAliasType", "itertools.batched", "math.sumprod"), (3, 12)),
    **dict.fromkeys(("collections.abc.Buffer", "random.binomialvariate", "sys.monitoring"), (3, 12)),
    **dict.fromkeys(("typing.TypeIs", "typing.ReadOnly", "typing.NoDefault", "warnings.deprecated"), (3, 13)),
    **dict.fromkeys(("copy.replace", "math.fma", "statistics.kde", "queue.ShutDown"), (3, 13)),
    **dict.fromkeys(("annotationlib", "compression", "compression.zstd", "string.templatelib"), (3, 14)),
    **dict.fromkeys(("concurrent.interpreters", "functools.Placeholder"), (3, 14)),
}
"""What people use of the standard library that came after the oldest Python that grades."""
