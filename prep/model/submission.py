"""What a candidate hands in."""

from collections.abc import Mapping
from dataclasses import dataclass, field

ENTRY_FILE = "solution.py"
"""The file that the grader imports; the others can be imported by it."""


@dataclass(frozen=True, kw_only=True)
class Submission:
    """Files by their relative path. Neither names nor contents are to be trusted."""

    name: str
    """Where it came from, as the person who grades it wrote it."""

    files: Mapping[str, bytes]
    originals: Mapping[str, bytes] = field(default_factory=dict)
    """What was handed in and is not run as it came, such as the notebook that the entry file was made of."""

    remarks: tuple[str, ...] = ()
    """What was left out or read otherwise than it came, for whoever asks what became of it."""

    problem: str = ""
    """Why it cannot even be read, if so; it then gets no score, but the others beside it are graded."""
