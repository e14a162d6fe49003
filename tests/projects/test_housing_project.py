"""The housing project as a command."""

import ast
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import projects.housing.data
import projects.housing.pictures
import projects.housing.report
import projects.housing.study
from projects.housing.__main__ import main
from projects.housing.columns import TARGET
from projects.housing.data import DataError, is_large, load_ames, without_large
from projects.housing.pictures import draw
from projects.housing.report import summarize
from projects.housing.study import LADDER, Plan, run

ROOT = Path(projects.housing.data.__file__).parents[2]
PICTURES = {
    "large-houses.svg",
    "missing.svg",
    "models.svg",
    "predictions.svg",
    "residuals-plain.svg",
    "residuals.svg",
}


@dataclass(frozen=True, kw_only=True)
class Ended:
    code: int
    out: str
    err: str
    folder: Path


@pytest.fixture(scope="module")
def quick(tmp_path_factory: pytest.TempPathFactory) -> Ended:
    """The command as a person runs it, from a folder that is not the project's."""
    folder = tmp_path_factory.mktemp("elsewhere")
    done = start(folder, "--quick", "--out", "deep/pictures")
    return Ended(code=done.returncode, out=done.stdout, err=done.stderr, folder=folder / "deep/pictures")


def start(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "projects.housing", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_it_ends_well_from_any_folder(quick: Ended) -> None:
    assert quick.code == 0, quick.err


def test_it_tells_what_is_missing_and_what_that_means(quick: Ended) -> None:
    for count in ("15,749", "13,291", "15,178", "571"):
        assert re.search(rf"^ +{count}  \w", quick.out, re.MULTILINE), count


def test_it_shows_every_model_and_the_held_out_houses(quick: Ended) -> None:
    models = quick.out.split("THE MODELS")[1].split("\n\n")[0]
    for recipe in LADDER:
        name = recipe.name if recipe else "the median price for every house"
        assert f"\n  {name}  " in models
    assert re.search(r"^THE HELD-OUT HOUSES  \(118, ", quick.out, re.MULTILINE)


def test_it_shows_the_figure_that_the_author_of_the_data_published(quick: Ended) -> None:
    assert "; De Cock says 0.80." in quick.out


def test_figures_stand_below_each_other(quick: Ended) -> None:
    models = quick.out.split("THE MODELS")[1].split("\n\n")[0].splitlines()[1:]
    assert len(models) == 1 + len(LADDER)
    assert len({len(line) for line in models}) == 1


def test_no_line_is_wider_than_a_terminal(quick: Ended) -> None:
    assert max(map(len, quick.out.splitlines())) <= 100


def test_progress_is_told_apart_from_results(quick: Ended) -> None:
    assert quick.err.splitlines()
    assert all(line.startswith("... ") for line in quick.err.splitlines())
    assert "..." not in quick.out


def test_it_names_every_picture_that_it_has_written(quick: Ended) -> None:
    assert {path.name for path in quick.folder.iterdir()} == PICTURES
    for name in PICTURES:
        assert f"  deep/pictures/{name}\n" in quick.out


def test_every_picture_is_small_and_describes_itself(quick: Ended) -> None:
    for path in quick.folder.iterdir():
        root = ET.fromstring(path.read_text(encoding="utf-8"))
        title, desc = root[0].text, root[1].text
        assert title
        assert desc
        assert len(desc) > len(title)
        assert path.stat().st_size < 60_000


def test_it_needs_nothing_beyond_three_libraries() -> None:
    """Least of all the product: the two are shipped together and must not lean on each other."""
    allowed = {"numpy", "pandas", "sklearn", "projects", *sys.stdlib_module_names}
    for path in (*ROOT.glob("projects/housing/*.py"), *ROOT.glob("projects/pictures/*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert {name.partition(".")[0] for name in names} <= allowed, path


def test_a_folder_that_cannot_be_made_is_told_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    assert main(["--out", str(tmp_path / "file" / "pictures")]) == 2
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert "Not a directory; name another with --out" in err


def test_a_folder_that_cannot_be_written_is_told_before_the_work(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)
    assert main(["--out", str(tmp_path)]) == 2
    said = capsys.readouterr()
    assert said.err == f"cannot write to the folder {tmp_path}; name another with --out\n"
    assert said.out == ""


def test_a_picture_that_cannot_be_written_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(projects.housing.study, "run", lambda *_: None)
    monkeypatch.setattr(projects.housing.report, "summarize", lambda _: "")
    monkeypatch.setattr(projects.housing.pictures, "draw", lambda _: {"models.svg": "<svg/>"})
    (tmp_path / "models.svg").mkdir()
    assert main(["--out", str(tmp_path)]) == 2
    assert "models.svg: Is a directory; name another folder with --out\n" in capsys.readouterr().err


def test_a_corrupt_table_ends_the_command_with_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def corrupt() -> None:
        raise DataError("cannot read it")

    monkeypatch.setattr(projects.housing.data, "load_ames", corrupt)
    assert main([]) == 2
    assert capsys.readouterr().err == "cannot read it\n"


def test_control_c_ends_it_with_one_line(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(projects.housing.data, "load_ames", interrupted)
    assert main([]) == 130
    assert capsys.readouterr().err == "stopped\n"


def test_a_reader_who_leaves_early_is_no_error_of_ours(tmp_path: Path) -> None:
    """As with `| head -1`: no traceback, neither at the print nor at exit."""
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "projects.housing", "--quick", "--out", str(tmp_path)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        timeout=60,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, "")


def test_the_price_of_a_large_house_has_no_say_in_what_is_chosen_or_predicted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(projects.housing.study, "LADDER", (projects.housing.study.PLAIN,))
    monkeypatch.setattr(projects.housing.study, "_weigh_large", lambda *_: ())
    houses = load_ames()
    dearer = houses.assign(price=houses[TARGET].where(~is_large(houses), 10))
    one, other = (run(table, Plan(folds=2, every=20), lambda _: None) for table in (houses, dearer))
    assert len(one.large_predicted) == 2
    assert one.large_predicted == pytest.approx(other.large_predicted)
    assert one.ladder == other.ladder
    assert one.held_out == other.held_out


def test_a_sample_without_large_houses_is_studied_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(projects.housing.study, "LADDER", (None,))
    monkeypatch.setattr(projects.housing.study, "_weigh_large", lambda *_: ())
    findings = run(without_large(load_ames()), Plan(folds=2, every=20), lambda _: None)
    assert len(findings.large_predicted) == 0
    assert set(draw(findings)) == PICTURES
    assert "no. " not in summarize(findings)
