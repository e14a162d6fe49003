"""The install for candidates: nothing in it decides, and it takes a pack on its own."""

import io
import os
import subprocess
import sys
import zipfile
from collections import defaultdict
from pathlib import Path

import pytest

from prep.assessment.packs.compose import challenge_secrets, question_secrets
from prep.assessment.packs.pack import build_pack
from prep.assessment.packs.tool import build_tool
from prep.assessment.register.collect import collect
from prep.catalog.challenges import challenge_ids, load_challenge
from prep.catalog.locate import shipped_root
from prep.catalog.questions import load_question, question_files
from tests.demo_challenge import RIGHT
from tests.unit.assessment_office import NOW, Office, write_content


@pytest.fixture(scope="module")
def wheel() -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(build_tool()))


def test_it_holds_no_challenge_no_rubric_no_reader_and_nothing_of_the_teams_side(wheel: zipfile.ZipFile) -> None:
    folders = {"/".join(name.split("/")[:2]) for name in wheel.namelist() if name.count("/") > 1}
    assert folders == {
        *("prep/assessment", "prep/catalog", "prep/cli", "prep/diagnosis", "prep/grading", "prep/model"),
        *("prep/practice", "prep/store", "prep/tui"),
    }
    rooms = {name.split("/")[2] for name in wheel.namelist() if name.startswith("prep/assessment/")}
    assert rooms == {"__init__.py", "packs", "spec"}
    assert not [name for name in wheel.namelist() if name.endswith(("reference.py", "test_hidden.py", ".toml", ".npz"))]


def test_no_line_of_it_is_a_shipped_hidden_test_reference_solution_or_rubric(wheel: zipfile.ZipFile) -> None:
    lines = {
        " ".join(line.split())
        for name in wheel.namelist()
        for line in wheel.read(name).decode("utf-8", "replace").splitlines()
    }
    roots = [shipped_root()]
    owners: dict[str, set[str]] = defaultdict(set)
    for name in challenge_ids(roots):
        for secret, _ in challenge_secrets(load_challenge(roots, name)):
            owners[" ".join(secret.split())].add(name)
    for name in question_files(roots):
        for secret, _ in question_secrets(load_question(roots, name)):
            owners[" ".join(secret.split())].add(name)
    assert len(owners) > 5_000
    # A short line, or one of several challenges, such as one that makes a generator, is anybody's.
    assert not {line: found for line, found in owners.items() if len(found) == 1 and len(line) >= 40 and line in lines}


def test_it_takes_a_pack_with_nothing_of_the_product_beside_it(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    write_content(tmp_path)
    office = Office(tmp_path)
    pack = tmp_path / "demo.pack.zip"
    pack.write_bytes(build_pack(office.home().content, office.key))
    wheel.extractall(tmp_path / "site")
    folder = tmp_path / "work"

    def take(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-P", "-m", "prep", "take", str(pack), "--folder", str(folder), *arguments]
        environment = {**os.environ, "PYTHONPATH": str(tmp_path / "site")}
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)

    assert take("--start").returncode == 0
    (folder / "challenges" / "demo" / "double" / "solution.py").write_text(RIGHT)
    tested = take("--test")
    assert "1 of 1 public checks passed" in tested.stdout, tested.stderr
    assert take("--hand-in", "--name", "Ada").returncode == 0
    (collected,) = collect(office.home(), [tmp_path / "demo-Ada.handin.zip"], NOW)
    assert not collected.refused
    app = [sys.executable, "-P", "-c", "import prep.tui.screens.take, prep; print(prep.__file__)"]
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "site")}
    found = subprocess.run(app, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert Path(found.stdout.strip()).is_relative_to(tmp_path / "site")
