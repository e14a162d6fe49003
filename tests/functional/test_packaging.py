"""Content is found in a checkout, an editable install and a wheel, and each grades."""

import json
import os
import runpy
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINEAR = "housing/linear-regression"


@pytest.fixture(scope="module")
def unpacked_wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from this tree, unpacked as pip would, with a list of what it held."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
        (folder / "names").write_text("\n".join(archive.namelist()))
    return folder / "site"


def run(arguments: list[str], *, python_path: Path | None, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    if python_path is not None:
        environment["PYTHONPATH"] = str(python_path)
    command = [sys.executable, "-P", "-m", "prep", *arguments]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


def test_a_wheel_brings_its_content_and_grades_with_it(unpacked_wheel: Path, tmp_path: Path) -> None:
    content = unpacked_wheel / "prep" / "_content"
    assert (content / "challenges" / LINEAR / "tests" / "test_hidden.py").is_file()
    assert (content / "projects" / "housing" / "__main__.py").is_file()
    doctor = run(["doctor"], python_path=unpacked_wheel, cwd=tmp_path)
    assert str(content) in doctor.stdout
    reference = content / "challenges" / LINEAR / "reference.py"
    graded = run(["grade", LINEAR, str(reference), "--json"], python_path=unpacked_wheel, cwd=tmp_path)
    assert json.loads(graded.stdout)["points"] == 100


def test_a_checkout_and_an_editable_install_find_the_content_beside_the_package(tmp_path: Path) -> None:
    for python_path in (ROOT, None):  # None: this environment has the package installed as editable
        doctor = run(["doctor"], python_path=python_path, cwd=tmp_path)
        assert f"content                      {ROOT} (" in doctor.stdout, doctor.stderr


def test_a_wheel_holds_no_tests_of_ours_no_site_and_no_caches(unpacked_wheel: Path) -> None:
    names = (unpacked_wheel.parent / "names").read_text().splitlines()
    assert not [name for name in names if name.startswith(("tests/", "prep/docs/")) or "__pycache__" in name]
    assert "prep/py.typed" in names


def test_a_wheel_holds_what_grading_in_words_reads_and_no_labelled_answers(unpacked_wheel: Path) -> None:
    concepts = unpacked_wheel / "prep" / "concepts"
    for needed in (
        "reader/weights.npz",
        "reader/tokenizer.json",
        "reader/MODEL.md",
        "text/neighbours.json",
        "grade/calibration.json",
    ):
        assert (concepts / needed).is_file(), needed
    rubrics = unpacked_wheel / "prep" / "_content" / "rubrics"
    assert {folder.name for folder in rubrics.iterdir()} == {"concepts", "review"}


def test_answers_in_words_are_graded_from_the_wheel(unpacked_wheel: Path, tmp_path: Path) -> None:
    answer = tmp_path / "answer.md"
    answer.write_text("At prediction time dropout is switched off.", "utf-8")
    ran = run(["answer", "dropout", "--file", str(answer), "--json"], python_path=unpacked_wheel, cwd=tmp_path)
    assert json.loads(ran.stdout)["score"] > 0, ran.stderr


def test_the_projects_run_from_the_wheel(unpacked_wheel: Path, tmp_path: Path) -> None:
    ran = run(["project", "run", "housing", "--help"], python_path=unpacked_wheel, cwd=tmp_path)
    assert ran.returncode == 0
    assert "usage" in ran.stdout.lower()
    listed = run(["project", "list"], python_path=unpacked_wheel, cwd=tmp_path)
    assert {"housing", "sentiment"} <= set(listed.stdout.split())


def test_an_editable_install_has_no_copy_of_the_content_that_lies_beside_it() -> None:
    hook = runpy.run_path(str(ROOT / "hatch_build.py"))["ContentHook"]
    included = {}
    for version in ("standard", "editable"):
        build_data: dict[str, Any] = {"force_include": {}}
        hook.initialize(None, version, build_data)
        included[version] = build_data["force_include"]
    assert "challenges" in included["standard"]
    assert included["editable"] == {}
    assert "force-include" not in (ROOT / "pyproject.toml").read_text("utf-8")
