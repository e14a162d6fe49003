from pathlib import Path

import pytest

from prep.grading import bwrap
from prep.grading.ways import JailWay
from prep.model.challenge import Runtime

WAY = JailWay(Path("/usr/bin/bwrap"), user_namespace=True)


def has_tmp_link(command: list[str]) -> bool:
    return ["--symlink", "/box", "/tmp"] in [command[i : i + 3] for i in range(len(command))]


def test_temporary_files_go_to_the_box() -> None:
    assert has_tmp_link(bwrap._jailed(Runtime.NUMPY, WAY)) or Path(bwrap.__file__).is_relative_to("/tmp")


def test_libraries_that_lie_under_tmp_themselves_can_be_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bubblewrap makes no link where it has made a folder, so the jail would not start in such a checkout."""
    monkeypatch.setattr(bwrap, "_visible", lambda _runtime: iter([Path("/tmp/venv/lib/numpy")]))
    assert not has_tmp_link(bwrap._jailed(Runtime.NUMPY, WAY))
