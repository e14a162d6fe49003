"""Archives that attack: each is refused with a reason, or its mischief comes to nothing in the jail."""

import resource
import time
import zipfile
from pathlib import Path

import pytest

from prep.catalog.challenges import load_challenge_folder
from prep.catalog.submissions import load_or_explain, load_submission
from prep.grading.grader import Grader
from prep.model.errors import SubmissionError
from prep.model.text import visible
from prep.model.verdict import Verdict
from tests.attacks.archives import ACCEPTED, BOMB_BYTES, REFUSED, bomb
from tests.attacks.corpus import FULL, TARGET


@pytest.mark.parametrize("name", REFUSED)
def test_an_archive_that_attacks_is_refused_and_nothing_is_unpacked(name: str, tmp_path: Path) -> None:
    build, reason = REFUSED[name]
    path = tmp_path / "work.zip"
    path.write_bytes(build())
    with pytest.raises(SubmissionError) as refused:
        load_submission(path)
    assert reason in str(refused.value)
    assert visible(str(refused.value)) == str(refused.value)
    assert [entry.name for entry in tmp_path.iterdir()] == ["work.zip"]


@pytest.mark.parametrize("name", ["bomb", "bomb_of_bzip2", "bomb_of_lzma", "endless_list"])
def test_a_bomb_costs_neither_time_nor_memory(name: str, tmp_path: Path) -> None:
    path = tmp_path / "work.zip"
    path.write_bytes(REFUSED[name][0]())
    before_kb, started_s = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    with pytest.raises(SubmissionError):
        load_submission(path)
    assert time.process_time() - started_s < 1
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before_kb < 50 << 10


def test_a_refused_archive_gets_no_score_and_a_reason(tmp_path: Path) -> None:
    path = tmp_path / "work.zip"
    path.write_bytes(REFUSED["encrypted"][0]())
    with Grader() as grader:
        result = grader.grade(load_challenge_folder(TARGET), load_or_explain(path))
    assert (result.checks, result.verdict, result.unreadable) == ((), Verdict.SKIPPED, True)
    assert "is locked with a password" in result.problem
    plain = result.as_plain()
    assert (plain["points"], plain["max_points"], plain["verdict"]) == (None, None, None)


def test_what_lies_beside_a_right_solution_comes_to_nothing(tmp_path: Path) -> None:
    challenge = load_challenge_folder(TARGET)
    with Grader() as grader:
        for name, build in ACCEPTED.items():
            path = tmp_path / f"{name}.zip"
            path.write_bytes(build())
            assert grader.grade(challenge, load_submission(path, challenge=challenge)).points == FULL, name


# --- positive controls: what a plain loop over the entries does -------------------------------------------------------


def unpack_naively(path: Path, target: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            (target / name).write_bytes(archive.read(name))


def test_outside_an_entry_slips_out_of_its_folder(tmp_path: Path) -> None:
    target = tmp_path / "one" / "two"
    target.mkdir(parents=True)
    path = tmp_path / "work.zip"
    path.write_bytes(ACCEPTED["slips_out"]())
    unpack_naively(path, target)
    assert (tmp_path / "prep-attack-slip.py").exists()


def test_outside_a_bomb_claims_what_it_unpacks_to(tmp_path: Path) -> None:
    path = tmp_path / "work.zip"
    path.write_bytes(bomb())
    with zipfile.ZipFile(path) as archive:
        assert sum(entry.file_size for entry in archive.infolist()) == BOMB_BYTES
    assert path.stat().st_size < 2 << 20
