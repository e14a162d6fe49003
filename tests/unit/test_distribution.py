"""What the product is called where it is installed from, and what it never tells anybody to install."""

import importlib.metadata
import subprocess
from pathlib import Path

from prep import __version__
from prep.model.extras import DISTRIBUTION

_ROOT = Path(__file__).parents[2]
_FOREIGN = "prep" + "-ml"
"""A stranger's package; written so that this file does not name it either."""


def _tracked_texts() -> dict[str, str]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=_ROOT, capture_output=True, check=True, text=True).stdout
    found = {}
    for name in filter(None, listed.split("\0")):
        path = _ROOT / name
        if path.is_file() and path.suffix not in {".gz", ".png", ".onnx", ".npz", ".zip"}:
            found[name] = path.read_text("utf-8", errors="replace")
    return found


def test_no_file_names_the_package_of_a_stranger() -> None:
    texts = _tracked_texts()
    assert len(texts) > 1000
    assert [name for name, text in texts.items() if _FOREIGN in text or _FOREIGN.replace("-", "_") in text] == []


def test_the_distribution_has_one_name_and_one_version() -> None:
    assert importlib.metadata.metadata(DISTRIBUTION)["Name"] == DISTRIBUTION
    assert importlib.metadata.version(DISTRIBUTION) == __version__
