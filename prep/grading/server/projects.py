"""Lays out a project for its worker: what is loaded there is ours and runs the work when it is asked to."""

from collections.abc import Mapping

from prep.grading.jail.project import WORK
from prep.model.submission import ENTRY_FILE

_RUNNER = b"from prep.grading.jail.project import run\n"


def project_files(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The work in a folder of its own, beside what runs it."""
    return {ENTRY_FILE: _RUNNER, **{f"{WORK}/{name}": body for name, body in files.items()}}
