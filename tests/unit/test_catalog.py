"""Challenges are found, loaded and checked for contradictions."""

import shutil
from pathlib import Path

import pytest

from prep.catalog.challenges import challenge_ids, load_challenge, load_challenge_folder
from prep.catalog.locate import content_roots, shipped_root
from prep.model.challenge import Visibility
from prep.model.errors import ContentError

SHIPPED = [shipped_root()]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of one challenge, to be broken."""
    folder = tmp_path / "challenges" / "housing" / "linear-regression"
    shutil.copytree(shipped_root() / "challenges" / "housing" / "linear-regression", folder)
    return folder


def edit(folder: Path, old: str, new: str) -> None:
    path = folder / "challenge.toml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_every_shipped_challenge_loads() -> None:
    ids = challenge_ids(SHIPPED)
    assert {"housing/linear-regression", "housing/regression-metrics", "housing/whole-pipeline"} <= set(ids)
    for challenge_id in ids:
        challenge = load_challenge(SHIPPED, challenge_id)
        assert len(challenge.hints) == 3, challenge_id
        assert challenge.max_points == 100, challenge_id
        assert challenge.checks(Visibility.PUBLIC), challenge_id


def test_refusing_input_is_worth_5_points_a_check_at_most() -> None:
    for challenge_id in challenge_ids(SHIPPED):
        checks = load_challenge(SHIPPED, challenge_id).spec.checks
        assert all(check.points <= 5 for check in checks if check.title.startswith("Refuse")), challenge_id


def test_an_unknown_challenge_gets_suggestions() -> None:
    with pytest.raises(
        ContentError, match="no challenge `housing/linear-regresion`; did you mean `housing/linear-regression`"
    ):
        load_challenge(SHIPPED, "housing/linear-regresion")


@pytest.mark.parametrize("name", ["../secrets", "housing/../housing/linear-regression", "/etc/passwd", ""])
def test_a_path_is_no_challenge_id(name: str) -> None:
    with pytest.raises(ContentError, match="no challenge"):
        load_challenge(SHIPPED, name)


def test_a_teams_own_content_comes_first(copy: Path) -> None:
    edit(copy, 'title = "Linear regression from scratch"', 'title = "Ours"')
    roots = content_roots(copy.parents[2])
    assert load_challenge(roots, "housing/linear-regression").spec.title == "Ours"
    assert "housing/whole-pipeline" in challenge_ids(roots)


def test_a_folder_without_content_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="holds none of the folders"):
        content_roots(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('id = "housing/linear-regression"', 'id = "housing/other"', "but its folder says"),
        ('id = "predicts_new_rows"', 'id = "fits_a_line"', "the check `fits_a_line` is declared twice"),
        ('criterion = "fit"', 'criterion = "fitt"', "names no criterion that is there; did you mean `fit`?"),
        ("points = 10", "points = 0", "has 0.0 points; give it more than 0"),
        ("points = 10", "points = nan", "has nan points"),
        ('id = "fits_a_line"', 'id = "fits a line"', "is not a Python name"),
        ('fails = ["leaves_inputs_unchanged"]', 'fails = ["leaves_input"]', "did you mean `leaves_inputs_unchanged`"),
        ("[limits]", 'public_files = ["../x.csv"]\n[limits]', "the public file `../x.csv` lies elsewhere; keep it"),
        ("[limits]", 'public_files = ["a/x.csv", "x.csv"]\n[limits]', "two public files are called `x.csv`"),
    ],
)
def test_a_contradiction_is_named(copy: Path, old: str, new: str, message: str) -> None:
    edit(copy, old, new)
    with pytest.raises(ContentError) as caught:
        load_challenge_folder(copy)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["prompt.md", "starter.py", "reference.py", "hints.md", "tests/test_hidden.py"])
def test_a_missing_file_is_named(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(ContentError, match=f"{name} is missing; every challenge has one"):
        load_challenge_folder(copy)


def test_the_fingerprint_tells_what_can_change_a_result(copy: Path) -> None:
    before = load_challenge_folder(copy).fingerprint
    (copy / "submissions" / "accepted" / "new.py").write_text("x = 1")
    assert load_challenge_folder(copy).fingerprint == before
    with (copy / "tests" / "test_hidden.py").open("a") as file:
        file.write("\n# another line\n")
    assert load_challenge_folder(copy).fingerprint != before
