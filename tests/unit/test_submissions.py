"""What is handed in is read without being trusted; archives are attacked in tests/attacks."""

import os
import tarfile
import zipfile
from pathlib import Path

import pytest

from prep.catalog.submissions import MAX_BYTES, MAX_FILES, load_or_explain, load_submission
from prep.model.errors import SubmissionError


def test_a_single_file_of_any_name_becomes_the_entry(tmp_path: Path) -> None:
    path = tmp_path / "my answer.py"
    path.write_text("x = 1")
    assert load_submission(path).files == {"solution.py": b"x = 1"}


def test_a_folder_brings_its_helpers_but_no_clutter(tmp_path: Path) -> None:
    (tmp_path / "pkg").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("solution.py", "pkg/part.py", ".git/config", ".hidden"):
        (tmp_path / name).write_text(name)
    (tmp_path / "link.py").symlink_to("/etc/passwd")
    assert set(load_submission(tmp_path).files) == {"solution.py", "pkg/part.py"}


def test_an_archive_may_hold_everything_in_one_folder(tmp_path: Path) -> None:
    path = tmp_path / "work.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("work/solution.py", "x = 1")
        archive.writestr("work/helper.py", "y = 2")
        archive.writestr("__MACOSX/._solution.py", "noise")
    assert load_submission(path).files == {"solution.py": b"x = 1", "helper.py": b"y = 2"}


def test_what_holds_no_solution_is_refused_with_a_word_how_to_mend_it(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("x = 1")
    with pytest.raises(SubmissionError, match=r"it holds notes\.md; put your solution into a file of that name"):
        load_submission(tmp_path)


def test_where_two_files_could_be_meant_both_are_named(tmp_path: Path) -> None:
    (tmp_path / "main.py").write_text("x = 1")
    (tmp_path / "other.py").write_text("y = 1")
    with pytest.raises(SubmissionError, match=r"main\.py, other\.py could each be meant; give the right one that name"):
        load_submission(tmp_path)


def test_too_many_and_too_large_files_are_refused(tmp_path: Path) -> None:
    large = tmp_path / "large.py"
    large.write_bytes(b"#" * (MAX_BYTES + 1))
    with pytest.raises(SubmissionError, match="larger than 2 MB"):
        load_submission(large)
    many = tmp_path / "many"
    many.mkdir()
    for number in range(MAX_FILES + 1):
        (many / f"f{number}.py").write_text("")
    with pytest.raises(SubmissionError, match="more than 200 files"):
        load_submission(many)


def test_in_a_run_of_many_an_unreadable_one_carries_its_problem(tmp_path: Path) -> None:
    submission = load_or_explain(tmp_path / "nothing.py")
    assert submission.files == {}
    assert submission.problem.endswith("nothing.py: no such file or folder")


def test_a_pipe_is_refused_instead_of_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "solution.py")
    with pytest.raises(SubmissionError, match="neither a file nor a folder"):
        load_submission(tmp_path / "solution.py")


def test_a_tar_archive_is_read_like_a_zip_archive(tmp_path: Path) -> None:
    path = tmp_path / "work.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        archive.add(__file__, "work/solution.py")
    assert load_submission(path).files == {"solution.py": Path(__file__).read_bytes()}
