"""Copies of a challenge whose tests are changed, to see what that changes."""

import shutil
from collections.abc import Callable
from pathlib import Path

from prep.authoring.package import TESTS
from prep.catalog.challenges import load_challenge_folder
from prep.model.challenge import Challenge


def copy_with_tests(challenge: Challenge, scratch: Path, changed: Callable[[str], str]) -> Challenge:
    """Copy a challenge, without its submissions, so that its tests are as `changed` makes them.

    Args:
        scratch: an empty folder that outlives the copy's use.
        changed: the text of a test file to what it is in the copy.
    """
    root = challenge.folder.parents[2]
    copy = scratch / "challenges" / challenge.id
    shutil.copytree(challenge.folder, copy, ignore=shutil.ignore_patterns("__pycache__", "submissions"))
    if (root / "projects").is_dir():
        (scratch / "projects").symlink_to(root / "projects")
    for name in TESTS:
        file = copy / name
        file.write_text(changed(file.read_text("utf-8")), "utf-8")
    return load_challenge_folder(copy)
