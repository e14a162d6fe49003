"""Finds hidden checks whose inputs are those of public ones, by what a submission could do with them.

A submission that only remembers the public inputs must fail every hidden check. Here the reference itself plays it.
"""

from importlib import resources
from typing import Final

from prep.model.result import GradeResult
from prep.model.submission import ENTRY_FILE, Submission

_MARK: Final = "call:"


def listener(reference: str) -> Submission:
    """The reference, telling what it is called with."""
    return Submission(name="the reference, listening", files=_files(reference))


def memoriser(reference: str, listened: GradeResult) -> Submission:
    """The reference, refusing every input that the listener did not hear.

    Args:
        listened: the listener's result in the public checks.
    """
    heard = [
        line.removeprefix(_MARK).strip()
        for check in listened.checks
        for line in check.output.splitlines()
        if line.startswith(_MARK)
    ]
    return Submission(
        name="the reference, knowing public inputs only",
        files=_files(reference) | {"known.txt": "\n".join(heard).encode()},
    )


def _files(reference: str) -> dict[str, bytes]:
    source = resources.files("prep.authoring.jailed").joinpath("memoriser.py").read_bytes()
    return {ENTRY_FILE: source, "original.py": reference.encode()}
