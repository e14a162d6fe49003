"""`prep author check --all` is about the content that was pointed at."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from prep.cli import author_check
from prep.cli.exits import ExitCode
from prep.cli.main import prep
from prep.model.errors import ContentError


def check(content: Path, *options: str) -> Result:
    return CliRunner().invoke(prep, ["--content", str(content), "author", "check", "--all", "--json", *options])


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """One challenge and one question, both broken, which is found out at once."""
    for name in ("challenges/mine/first/challenge.toml", "rubrics/concepts/mine/first.toml"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text("format_version = 0\n", "utf-8")
    return tmp_path


def test_all_of_a_folder_of_ones_own_is_checked_and_nothing_that_ships(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(author_check, "_question_grader", lambda: None)
    done = check(content)
    assert [json.loads(line)["challenge"] for line in done.stdout.splitlines()] == ["rubrics/concepts", "mine/first"]
    assert all(str(content) in line for line in done.stdout.splitlines())
    assert done.exit_code == ExitCode.CONTENT


def test_what_ships_cannot_be_gone_on_after_in_a_folder_of_ones_own(content: Path) -> None:
    done = check(content, "--after", "housing/linear-regression")
    assert done.exit_code == ExitCode.USAGE
    assert f"--after housing/linear-regression: it is not in {content}" in done.stderr


def test_a_folder_without_a_challenge_or_a_question_is_not_said_to_have_passed(tmp_path: Path) -> None:
    (tmp_path / "challenges").mkdir()
    done = check(tmp_path)
    assert isinstance(done.exception, ContentError)
    assert "holds no challenge and no concept question to check" in str(done.exception)
