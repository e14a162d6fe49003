"""A copy of a challenge whose tests run at another time, to see whether that changes anything."""

import ast
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from prep.authoring.copies import copy_with_tests
from prep.model.challenge import Challenge
from prep.model.errors import ContentError
from prep.model.extras import how_to_add

LATER: Final = timedelta(days=403, hours=7, minutes=23)
"""Another year, month, weekday and hour."""

_TRAVEL: Final = (
    "import time as _time, time_machine as _machine; "
    f"_machine.travel(_time.time() + {LATER.total_seconds()}, tick=True).start()"
)


def later_copy(challenge: Challenge, scratch: Path) -> Challenge:
    """Copy a challenge so that its tests are collected and run as if it were later.

    Args:
        scratch: an empty folder that outlives the copy's use.

    Raises:
        ContentError: time-machine is not installed.
    """
    if find_spec("time_machine") is None:
        raise ContentError(
            f"the proof against tests that depend on time needs the extra `author`: {how_to_add('author')}"
        )
    return copy_with_tests(challenge, scratch, _with_travel)


def _with_travel(source: str) -> str:
    """The test file, which first of all sets the clock: after the docstring and `__future__`, before its imports."""
    lines = source.splitlines()
    place = 0
    for node in ast.parse(source).body:
        docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if not docstring and not (isinstance(node, ast.ImportFrom) and node.module == "__future__"):
            break
        place = node.end_lineno or place
    return "\n".join([*lines[:place], _TRAVEL, *lines[place:], ""])
