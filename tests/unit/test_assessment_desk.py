"""Work at a candidate's desk is never lost, the clock starts when it is asked to, and tests run from any editor."""

import json
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from prep.assessment.packs.desk import CandidateDesk, Saved
from prep.assessment.packs.opened import open_pack
from prep.model.errors import ContentError, StorageError, SubmissionError
from tests.demo_challenge import RIGHT
from tests.unit.assessment_office import ASSESSMENT, NOW, STARTER, Office, write_content

PART = "demo/double"
SOLUTION = f"challenges/{PART}/solution.py"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    write_content(tmp_path)
    return Office(tmp_path)


@pytest.fixture
def desk(office: Office) -> CandidateDesk:
    return CandidateDesk(open_pack(office.pack()), office.folder / "desk")


def test_what_another_editor_wrote_stays_and_is_shown(desk: CandidateDesk) -> None:
    desk.begin(NOW)
    assert desk.open(PART) == STARTER
    (desk.folder / SOLUTION).write_text(RIGHT)
    assert desk.save(PART, STARTER, NOW) == Saved(text=RIGHT)
    assert desk.text(PART) == RIGHT
    assert desk.save(PART, f"{RIGHT}# here\n", NOW).text == f"{RIGHT}# here\n", "what is shown can be written on"


def test_where_both_wrote_the_disk_wins_and_the_other_is_kept_beside(desk: CandidateDesk) -> None:
    desk.begin(NOW)
    desk.open(PART)
    for number in (1, 2):
        outside, inside = f"{RIGHT}# outside {number}\n", f"{RIGHT}# inside {number}\n"
        (desk.folder / SOLUTION).write_text(outside)
        saved = desk.save(PART, inside, NOW)
        assert saved.text == desk.text(PART) == outside
        assert saved.beside is not None
        assert saved.beside.read_text() == inside
    with zipfile.ZipFile(desk.submit(desk.folder.parent, NOW, "Ann")) as archive:
        assert not [name for name in archive.namelist() if "kept" in name]


def test_a_file_that_is_no_archive_is_refused_as_a_pack_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "bad.pack.zip").write_bytes(b"x")
    with pytest.raises(SubmissionError, match="as a pack it cannot be opened: use the file that the team sent"):
        open_pack(tmp_path / "bad.pack.zip")


def test_the_clock_does_not_start_before_the_window_opens(office: Office) -> None:
    opens = (NOW + timedelta(hours=1)).isoformat()
    write_content(office.folder, assessment=ASSESSMENT.replace("[window]", f'[window]\nopens = "{opens}"'))
    desk = CandidateDesk(open_pack(office.pack()), office.folder / "desk")
    with pytest.raises(StorageError, match="it opens on 2026-03-01 at 13:00"):
        desk.begin(NOW)
    desk.begin(NOW + timedelta(hours=1))
    assert desk.started_at is not None


@pytest.mark.slow
@pytest.mark.parametrize(("code", "exit_code"), [(RIGHT, 0), (STARTER, 1), ("def double(x):\n    return [x]\n", 1)])
def test_a_pack_alone_runs_its_public_tests_with_plain_pytest(
    office: Office, tmp_path: Path, code: str, exit_code: int
) -> None:
    """In a process that has no prep, as at a candidate's."""
    folder = tmp_path / "at home"
    with zipfile.ZipFile(office.pack()) as archive:
        archive.extractall(folder)
    (folder / SOLUTION).write_text(code)
    command = [sys.executable, "-P", "-m", "pytest", "-q", "-p", "no:cacheprovider", str(folder)]
    block = tmp_path / "block" / "prep"
    block.mkdir(parents=True)
    (block / "__init__.py").write_text("raise ImportError('there is no prep here')\n")
    environment = dict(os.environ) | {"PYTHONPATH": str(block.parent)}
    ran = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, check=False)
    assert ran.returncode == exit_code, ran.stdout + ran.stderr
    assert ("1 passed" in ran.stdout) is (exit_code == 0)


def test_public_tests_are_run_on_the_work_as_it_will_be_handed_in(desk: CandidateDesk) -> None:
    """A notebook beside the untouched starter is the work, with what it imports, and without what the pack brought."""
    folder = (desk.folder / SOLUTION).parent
    cells = [{"cell_type": "code", "source": "%time\n" + RIGHT, "metadata": {}, "outputs": []}]
    (folder / "work.ipynb").write_text(json.dumps({"nbformat": 4, "metadata": {}, "cells": cells}))
    (folder / "parts.py").write_text("TWO = 2\n")
    files = desk.files(desk.public_challenge(PART))
    assert b"def double" in files["solution.py"]
    assert b"NotImplementedError" not in files["solution.py"]
    assert set(files) == {"solution.py", "parts.py"}


def test_a_pack_that_names_a_file_it_does_not_bring_is_told_in_a_line(desk: CandidateDesk) -> None:
    name = f"challenges/{PART}/challenge.toml"
    spec = desk.pack.files[name] + b'\n[project]\ndata = ["train.csv"]\n'
    desk.pack = replace(desk.pack, files={**desk.pack.files, name: spec})
    with pytest.raises(ContentError, match="is missing in the pack; ask the team"):
        desk.public_challenge(PART)


def test_a_pack_tells_what_is_kept_how_long_and_who_decides(office: Office) -> None:
    with zipfile.ZipFile(office.pack()) as archive:
        guide = " ".join(archive.read("START-HERE.md").decode().split())
    for told in (
        "the log that is in it",
        "keeps it for 180 days after the end and then removes it",
        "give you everything",
        "people decide",
    ):
        assert told in guide
