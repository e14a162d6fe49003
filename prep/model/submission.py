"""What a candidate hands in."""

from collections.abc import Mapping
from dataclasses import dataclass

ENTRY_FILE = "solution.py"
"""The file that the grader imports; the others can be imported by it."""


@dataclass(frozen=True, kw_only=True)
class Submission:
    """Files by their relative path. Neither names nor contents are to be trusted."""

    name: str
    """Where it came from, as the person who grades it wrote it."""

    files: Mapping[str, bytes]
    problem: str = ""
    """Why it cannot even be read, if so; it then gets no points, but the others beside it are graded."""
