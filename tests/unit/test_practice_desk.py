"""What stands on the desk: content that may be broken, an editor, a browser, a grader that is loaded late."""

import shutil
import subprocess
import webbrowser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from prep.concepts.grade import grader as grading
from prep.grading import libraries
from prep.model.challenge import Runtime
from prep.model.errors import ContentError, MissingLibraryError, PrepError
from prep.model.question import Question
from prep.practice.desk.assessor import Assessor
from prep.practice.desk.browser import open_in_browser
from prep.practice.desk.desk import Desk, utc_now
from prep.practice.desk.editor import editor_command
from prep.practice.desk.held import Held
from prep.practice.desk.library import Library
from prep.practice.desk.preferences import Preferences, load_preferences, save_preferences
from prep.practice.desk.runtimes import missing_runtimes, problem_of, require_runtime
from tests.unit.practice_stage import PlainAssessor, challenge, library, question

# --- content ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Content of which nothing can be read."""
    for folder in ("challenges/demo/odd", "rubrics/concepts/nlp"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "challenges/demo/odd/challenge.toml").write_text("title = \n")
    (tmp_path / "rubrics/concepts/nlp/torn.toml").write_text("title = \n")
    return tmp_path


def test_what_is_broken_is_named_once_by_its_kind_and_said_to_who_asks_for_it(root: Path) -> None:
    found = Library([root])
    assert (found.challenges, found.questions, found.topics) == ({}, {}, ())
    (of_challenge,) = found.challenge_problems
    (of_question,) = found.question_problems
    assert "challenge.toml" in of_challenge
    assert "torn.toml" in of_question
    with pytest.raises(ContentError) as said:
        found.challenge("demo/odd")
    assert str(said.value) == of_challenge
    with pytest.raises(ContentError) as said:
        found.question("torn")
    assert str(said.value) == of_question
    with pytest.raises(ContentError, match="no question `gone`; there are none"):
        found.question("gone")


def test_a_name_that_is_nearly_right_is_suggested() -> None:
    found = Library([])
    found.__dict__["_questions"] = {"dropout": question("dropout")}
    with pytest.raises(ContentError, match=r"no question `dropuot`; .*`dropout`"):
        found.question("dropuot")


def test_content_that_was_mended_is_there_once_it_is_read_again(root: Path) -> None:
    found = Library([root])
    assert found.question_problems
    (root / "rubrics/concepts/nlp/torn.toml").unlink()
    assert found.question_problems  # it is read once
    found.reload()
    assert (found.question_problems, len(found.challenge_problems)) == ((), 1)


def test_a_desk_knows_its_time_by_the_zone_and_its_data_by_the_folder(tmp_path: Path) -> None:
    assert utc_now().utcoffset() is not None
    desk = Desk([], tmp_path)
    assert (desk.data, desk.now, desk.drill) == (tmp_path, utc_now, None)
    assert desk.completer is desk.completer
    assert Desk([tmp_path], tmp_path).library.roots == [tmp_path]
    desk.close()


# --- libraries that are missing ---------------------------------------------------------------------------------------


@pytest.fixture
def without_torch(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def require(runtime: Runtime) -> None:
        if runtime is Runtime.TORCH:
            raise MissingLibraryError("torch is not installed; say so")

    monkeypatch.setattr(libraries, "require_all", require)
    problem_of.cache_clear()
    yield
    problem_of.cache_clear()


@pytest.mark.usefixtures("without_torch")
def test_what_is_not_installed_is_named_and_nothing_else_is_held_back() -> None:
    torch, numpy = challenge("demo/net", runtime=Runtime.TORCH), challenge("demo/sum")
    assert missing_runtimes(library(torch, numpy)) == {Runtime.TORCH}
    assert missing_runtimes(library(numpy)) == frozenset()
    require_runtime(numpy)
    with pytest.raises(MissingLibraryError, match="torch is not installed; say so"):
        require_runtime(torch)


# --- answers ----------------------------------------------------------------------------------------------------------


class Loaded(PlainAssessor):
    """As the network would be, once it is loaded."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def grade(self, of: Question, answer: str) -> Any:
        self.asked.append(answer)
        return super().grade(of, answer)

    def grade_follow_up(self, of: Question, point: str, answer: str) -> Any:
        return next(one for one in super().grade(of, answer).points if one.id == point)


def test_the_grader_of_answers_is_loaded_once_and_warmed_by_a_good_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[Loaded] = []

    def load(marked: object) -> Loaded:
        assert marked == {}
        loaded.append(Loaded())
        return loaded[-1]

    monkeypatch.setattr(grading, "default_grader", load)
    assessor = Assessor(tmp_path)
    assert loaded == []
    assessor.warm(question("pca"))
    assert assessor.grade(question("pca"), "beta").score == 0.75
    assert assessor.makes_point(question("pca"), "alpha", "alpha, then")
    assert not assessor.makes_point(question("pca"), "alpha", "beta")
    assert [one.asked for one in loaded] == [["alpha beta", "beta"]]


# --- files, editors, browsers -----------------------------------------------------------------------------------------


def test_a_file_is_held_by_one_until_it_lets_go(tmp_path: Path) -> None:
    assert Held.take(tmp_path / "gone") is None
    (tmp_path / "file").touch()
    held = Held.take(tmp_path / "file")
    assert held is not None
    assert Held.take(tmp_path / "file") is None
    held.release()
    held.release()  # twice does no harm
    again = Held.take(tmp_path / "file")
    assert again is not None
    again.release()


def test_preferences_that_are_no_json_are_the_defaults(tmp_path: Path) -> None:
    save_preferences(tmp_path, Preferences(vim_keys=True))
    assert load_preferences(tmp_path) == Preferences(vim_keys=True)
    for broken in ("[", "[]", '{"vim_keys": 1}'):
        (tmp_path / "preferences.json").write_text(broken)
        assert load_preferences(tmp_path) == Preferences()


def test_without_an_editor_of_ones_own_the_usual_ones_are_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: f"/bin/{name}" if name in ("vim", "vi") else None)
    for environment in ({}, {"EDITOR": " "}):
        assert editor_command(Path("work.py"), 3, environment) == ["vim", "+3", "work.py"]
    assert editor_command(Path("work.py"), 3, {"VISUAL": "vi -R", "EDITOR": "vim"}) == ["vi", "-R", "+3", "work.py"]
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(PrepError, match="no editor is set"):
        editor_command(Path("work.py"), 3, {})


class Opening:
    """A browser that is started, or takes its time."""

    def __init__(self, code: int | None) -> None:
        self.code = code

    def wait(self, seconds: float) -> int:
        if self.code is None:
            raise subprocess.TimeoutExpired("browser", seconds)
        return self.code


@pytest.mark.parametrize(("code", "opened"), [(0, True), (1, False), (None, True)])
def test_a_page_is_opened_apart_from_the_terminal(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, code: int | None, *, opened: bool
) -> None:
    started: list[tuple[list[str], dict[str, object]]] = []
    monkeypatch.setattr(webbrowser, "get", lambda: webbrowser.BackgroundBrowser("firefox"))

    def start(command: list[str], **how: object) -> Opening:
        started.append((command, how))
        return Opening(code)

    monkeypatch.setattr(subprocess, "Popen", start)
    assert open_in_browser(tmp_path / "report.html") is opened
    ((command, how),) = started
    assert command[-1] == (tmp_path / "report.html").as_uri()
    assert how["start_new_session"] is True
    assert {how[name] for name in ("stdin", "stdout", "stderr")} == {subprocess.DEVNULL}


def test_no_page_is_opened_in_the_terminal_itself(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def none_there() -> webbrowser.BaseBrowser:
        raise webbrowser.Error

    monkeypatch.setattr(webbrowser, "get", lambda: webbrowser.GenericBrowser("/usr/bin/lynx"))
    assert not open_in_browser(tmp_path)
    monkeypatch.setattr(webbrowser, "get", none_there)
    assert not open_in_browser(tmp_path)
