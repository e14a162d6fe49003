"""Working on a challenge in the terminal app: editing, saving, grading, leaving."""

import asyncio
import threading
import time
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from textual.widget import Widget

from prep.grading.grader import Grader
from prep.grading.lane import _Zygote
from prep.model.errors import IsolationError, MissingLibraryError
from prep.model.result import GradeResult
from prep.practice.record.attempts import list_attempts
from prep.practice.work.session import Session
from prep.tui.screens.picker import PickerScreen
from tests.demo_challenge import HALF_RIGHT, RIGHT
from tests.functional.tui_stage import ENDLESS, Stage, play


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    stage = Stage(tmp_path)
    stage.add_challenge()
    return stage


@pytest.fixture
def cold(monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests that grade nothing: no processes are kept warm for them."""
    monkeypatch.setattr(Session, "warm", lambda _: None)


# --- the text and the clock -------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("cold")
def test_what_was_typed_is_there_after_a_kill(stage: Stage) -> None:
    """A kill leaves what was saved, so the draft must be on disk within a second, while typing goes on."""
    kept: list[str] = []

    async def scene() -> None:
        async with stage.app() as app:
            await app.open()
            await app.press("#", "a")
            started = time.monotonic()
            while time.monotonic() - started < 1.0:
                await app.press("b")  # must not put the saving off
            killed = patch(
                "prep.practice.work.session.save_text", lambda *_: None
            )  # who is killed does not save once more
            killed.start()
            kept.append(stage.draft.read_text())
            assert kept[0].startswith("#a")
        killed.stop()
        async with stage.app() as app:
            await app.open()
            assert app.editor.text == kept[0]

    play(scene)


@pytest.mark.usefixtures("cold")
def test_leaving_and_quitting_save_at_once(stage: Stage) -> None:
    async def scene() -> None:
        async with stage.app() as app:
            await app.open()
            await app.press("x", "escape", "escape")
            assert isinstance(app.app.screen, PickerScreen)
            assert stage.draft.read_text().startswith("xdef")
            await app.open()
            await app.press("y", "ctrl+q")
        assert stage.draft.read_text().startswith("xydef")

    play(scene)


@pytest.mark.usefixtures("cold")
def test_the_clock_runs_on_while_the_app_is_closed(stage: Stage) -> None:
    async def scene() -> None:
        async with stage.app() as app:
            await app.open()
            assert "10:00 left" in app.said("ClockFace")
        stage.wait(minutes=4)
        async with stage.app() as app:
            await app.open()
            assert "6:00 left" in app.said("ClockFace")
            stage.wait(minutes=7, seconds=5)
            await app.until(lambda: "1:05 over time" in app.said("ClockFace"))
            await app.until(lambda: "The time is up" in app.toasts)
            await app.press("z")
            assert app.editor.text.startswith("z")
            app.workspace.restart_clock()
            assert "10:00 left" in app.said("ClockFace")

    play(scene)


@pytest.mark.usefixtures("cold")
def test_a_spoilt_clock_is_told_in_one_line(stage: Stage) -> None:
    async def scene() -> None:
        async with stage.app() as app:
            clock = stage.draft.with_name("clock.json")
            clock.parent.mkdir(parents=True)
            clock.write_text('{"started_at": "yesterday"}')
            await app.press("enter")
            await app.to("PreviewScreen")
            await app.press("enter")
            await app.to("PickerScreen")
            assert f"{clock} is not a clock that prep wrote; remove it" in app.toasts

    play(scene)


def test_a_data_folder_that_cannot_be_written_is_told_and_stops_nobody(stage: Stage) -> None:
    stage.data.write_text("a file where the folder should be")

    async def scene() -> None:
        async with stage.app() as app:
            await app.open()
            (line,) = app.said("Notices").splitlines()
            assert line.startswith(f"Not saved: {stage.data}")
            await app.run("f9", RIGHT)
            assert "40 of 40 points" in app.said("#summary")
            assert "Not kept as an attempt" in app.said("#notes")
            stage.data.unlink()
            await app.press("x")
            await app.until(lambda: app.said("Notices") == "")

    play(scene)


@pytest.mark.usefixtures("cold")
def test_the_starter_comes_back_and_undo_takes_it_away_again(stage: Stage) -> None:
    async def scene() -> None:
        async with stage.app() as app:
            await app.open()
            starter = app.editor.text
            await app.press("m", "i", "n", "e")
            app.workspace.restore_starter()
            assert app.editor.text == starter
            await app.press("ctrl+z")
            assert app.editor.text == f"mine{starter}"

    play(scene)


@pytest.mark.usefixtures("cold")
def test_the_editor_indents_as_python_is_written(stage: Stage) -> None:
    async def scene() -> None:
        async with stage.app() as app:
            await app.open()
            app.editor.text = ""
            keys = ["i", "f", "space", "x", ":", "enter", "p", "a", "s", "s", "enter", "y", "enter", "tab", "z"]
            await app.press(*keys)
            assert app.editor.text == "if x:\n    pass\ny\n    z"
            await app.press("shift+tab")
            assert app.editor.text == "if x:\n    pass\ny\nz"

    play(scene)


# --- grading ----------------------------------------------------------------------------------------------------------


def test_public_tests_come_in_and_are_no_attempt(stage: Stage) -> None:
    async def scene() -> None:
        async with stage.app() as app:
            await app.open()
            await app.run("f5", RIGHT)
            assert "10 of 10 points, 1 of 1 checks passed" in app.said("#summary")
            assert app.said("CheckRow .mark") == "✓"
        assert stage.attempts == []

    play(scene)


def test_a_submission_is_graded_explained_and_kept(stage: Stage) -> None:
    async def scene() -> None:
        async with stage.app() as app:
            await app.open()
            await app.run("f9", HALF_RIGHT)
            assert "10 of 40 points, 1 of 2 checks passed" in app.said("#summary")
            assert app.said("CheckRow .mark") == "✓\n✗"
            assert app.said("CheckRow .points") == "10/10\n0/30"
            assert "wrong answer:" in app.said("CheckRow .message")
            (kept,) = stage.attempts
            assert str(kept / "report.html") in app.said("#notes").replace("\n", "")
            assert (kept / "solution.py").read_text() == HALF_RIGHT
            assert list_attempts(app.app.desk.notebook, "demo/double")[0].points == 10
            assert "<html" in (kept / "report.html").read_text()
            stage.wait(minutes=3)
            await app.run("f9", RIGHT)
            assert "solved in 3:00" in app.said("ClockFace")
            stage.wait(minutes=3)
            await app.press("escape", "escape")
            assert "best 40 of 40 points in 2 attempts" in app.said("#about")
        assert len(stage.attempts) == 2

    play(scene)


def test_the_report_opens_or_its_path_is_told(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("prep.tui.screens.workspace.open_in_browser", lambda _: False)

    async def scene() -> None:
        async with stage.app() as app:
            await app.open()
            await app.run("f9", RIGHT)
            await app.press("f4")
            await app.until(lambda: "no browser" in app.toasts)
            assert str(stage.attempts[0] / "report.html") in app.toasts

    play(scene)


def test_typing_goes_on_while_grading(stage: Stage) -> None:
    """An endless loop is graded for twenty seconds; no key may wait for it, nor the way out."""

    async def scene() -> None:
        async with stage.app() as app:
            await app.open()
            app.editor.text = ENDLESS
            await app.press("f9")
            assert app.said("CheckRow .mark") == "·\n·"
            await app.press(*"q" * 30)
            assert app.editor.text == "q" * 30 + ENDLESS
            assert "Grading your submission" in app.said("#summary")
            await app.press("f8")
            await app.until(lambda: "Stopped" in app.said("#summary"), seconds=10)
            await app.run("f5", RIGHT)
            assert "1 of 1 checks passed" in app.said("#summary")

    play(scene)
    assert stage.attempts == []


def test_no_key_is_lost_while_ten_gradings_run(stage: Stage) -> None:
    async def scene() -> None:
        async with stage.app() as app:
            await app.open()
            app.editor.text = RIGHT + "#"
            app.editor.move_cursor(app.editor.document.end)
            for graded in range(1, 11):
                stage.wait(seconds=1)
                for key in ("f9", *"xyz"):
                    app.app.simulate_key(key)  # without waiting for what the key before led to
                await app.until(lambda number=graded: len(stage.attempts) == number)  # type: ignore[misc]
                await app.until(lambda: "points," in app.said("#summary"))
            await app.pilot.pause()
            assert app.editor.text == RIGHT + "#" + "xyz" * 10
        assert len(stage.attempts) == 10

    play(scene)


# --- help -------------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("cold")
def test_a_hint_tells_its_price_before_it_is_shown(stage: Stage) -> None:
    async def scene() -> None:
        async with stage.app() as app:
            await app.open()
            await app.press("f7")
            assert "Hint 1 of 1 costs 4 points" in app.said("#question")
            await app.press("n")
            assert app.workspace._session.help.hints == 0
            await app.press("f7", "y")
            await app.to("ReaderScreen")
            assert app.app.screen.query_one("#page").border_title == "Hints taken, for 4 points"
        async with stage.app() as app:
            await app.open()
            assert app.workspace._session.help.hints == 1

    play(scene)


@pytest.mark.usefixtures("cold")
def test_who_gives_up_is_asked_and_then_sees_the_solution(stage: Stage) -> None:
    async def scene() -> None:
        async with stage.app() as app:
            await app.open()
            app.workspace._help_desk.give_up()
            await app.to("ConfirmScreen")
            await app.press("y")
            await app.to("ReaderScreen")
            await app.press("escape", "f7")
            await app.to("ReaderScreen")
            assert app.find("CodeViewer", Widget)

    play(scene)


@pytest.mark.usefixtures("cold")
def test_edits_from_outside_come_in_and_a_conflict_loses_neither(stage: Stage) -> None:
    async def scene() -> None:
        async with stage.app() as app:
            await app.open()
            await app.until(stage.draft.exists)
            stage.draft.write_text("outside = 1\n")
            await app.until(lambda: app.editor.text == "outside = 1\n")
            await app.press("ctrl+z")
            assert app.editor.text.startswith("def double")
            app.workspace._saver.now()
            app.editor.text = "mine = 1\n"
            stage.draft.write_text("theirs = 1\n")
            app.workspace._look()
            assert app.editor.text == "mine = 1\n"
            assert stage.draft.read_text() == "mine = 1\n"
            assert stage.draft.with_name("outside.py").read_text() == "theirs = 1\n"

    play(scene)


@pytest.mark.usefixtures("cold")
def test_ones_own_editor_is_named_if_it_is_not_there(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "no-such-editor --wait")

    async def scene() -> None:
        async with stage.app() as app:
            await app.open()
            await app.press("ctrl+o")
            assert "no-such-editor --wait` is not found; set VISUAL or EDITOR" in app.toasts

    play(scene)


# --- grading, left and without a jail ---------------------------------------------------------------------------------


def test_quitting_while_grading_does_not_hang(stage: Stage) -> None:
    async def scene() -> None:
        async with stage.app() as app:
            await app.open()
            app.editor.text = ENDLESS
            await app.press("f9")
            await asyncio.sleep(1)

    started = time.monotonic()
    play(scene)
    assert time.monotonic() - started < 15
    assert stage.draft.read_text() == ENDLESS
    assert stage.attempts == []


def test_leaving_while_public_tests_run_stops_them(stage: Stage) -> None:
    async def scene() -> None:
        async with stage.app() as app:
            await app.open()
            app.editor.text = ENDLESS
            await app.press("f5", "escape", "escape")
            assert isinstance(app.app.screen, PickerScreen)
            await app.open()
            await app.run("f5", RIGHT)

    play(scene)


def test_a_submission_is_graded_to_its_end_after_its_screen_was_left(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = threading.Event()
    grade = Grader.grade

    def grade_later(*arguments: Any, **settings: Any) -> GradeResult:
        assert left.wait(30)
        return grade(*arguments, **settings)

    monkeypatch.setattr(Grader, "grade", grade_later)

    async def scene() -> None:
        async with stage.app() as app:
            await app.open()
            app.editor.text = RIGHT
            await app.press("f9", "escape", "escape")
            assert isinstance(app.app.screen, PickerScreen)
            left.set()
            await app.until(lambda: "40 of 40 points" in app.toasts)
            await app.until(lambda: "best 40 of 40" in app.said("#about"))

    play(scene)


def test_without_a_jail_own_work_is_graded_and_the_level_told(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    def start_without_jail(*_: object) -> _Zygote:
        raise IsolationError("bubblewrap is not installed")

    monkeypatch.setattr(_Zygote, "start", start_without_jail)

    async def scene() -> None:
        async with stage.app() as app:
            await app.open()
            await app.run("f9", RIGHT)
            assert "process isolation" in app.said("#summary")
            assert "bubblewrap is not installed" in app.said("Notices")

    play(scene)


def test_a_challenge_that_cannot_run_here_says_why(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    def not_installed(*_: object, **__: object) -> None:
        raise MissingLibraryError("the numpy runtime needs numpy, which is not installed")

    monkeypatch.setattr(_Zygote, "start", not_installed)

    async def scene() -> None:
        async with stage.app() as app:
            await app.open()
            await app.press("f5")
            await app.until(lambda: "which is not installed" in app.said("#summary"))
            await app.press("f5")  # and it can be tried again

    play(scene)


# --- room -------------------------------------------------------------------------------------------------------------


def clipped(app_screen: Widget) -> list[str]:
    """Widgets that reach beyond the screen."""
    room = app_screen.region
    return [
        f"{widget} {widget.region}"
        for widget in app_screen.query("Panes, CodeEditor, TabbedContent, Footer, #top, ClockFace, FooterKey")
        if widget.display and widget.region.area and not room.contains_region(widget.region)
    ]


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (140, 50)])
@pytest.mark.usefixtures("cold")
def test_nothing_is_clipped(stage: Stage, size: tuple[int, int]) -> None:
    async def scene() -> None:
        async with stage.app((100, 30)) as app:
            await app.open()
            await app.pilot.resize_terminal(*size)
            await app.pilot.pause(0.2)
            assert clipped(app.app.screen) == []
            beside, editor = app.find("TabbedContent", Widget)[0].region, app.editor.region
            if size[0] < 100:
                assert editor.y >= beside.bottom
            else:
                assert editor.x >= beside.right
            await app.press("f3")
            assert app.editor.region.width == size[0]
            await app.press("f2")
            assert not app.editor.has_focus
            assert app.find("TabbedContent", Widget)[0].region.width == size[0]

    play(scene)


# --- one's own input, names, the reference --------------------


def test_a_function_is_tried_on_ones_own_input_and_nothing_is_counted(stage: Stage) -> None:
    async def scene() -> None:
        async with stage.app() as app:
            await app.open()
            app.editor.text = RIGHT
            await app.press("ctrl+r")
            await app.until(lambda: bool(app.find("#typed:focus", Widget)))
            await app.press(*"double(21)", "enter")
            await app.until(lambda: app.said("#tried") == "42")
            await app.press("up", "up", *"; doubl", "enter")
            await app.until(lambda: "NameError" in app.said("#tried"))
            assert "your input" in app.said("#tried")
            assert not stage.attempts
            await app.press("escape")
            await app.until(lambda: app.editor.has_focus)

    play(scene)


@pytest.mark.usefixtures("cold")
def test_a_name_is_completed_and_typing_on_narrows_the_choice(stage: Stage) -> None:
    async def scene() -> None:
        async with stage.app() as app:
            await app.open()
            app.editor.text = "import os\nos.path.spl"
            app.editor.move_cursor((1, 11))
            await app.press("ctrl+n")
            await app.until(lambda: bool(app.find("Names:focus", Widget)))
            await app.press("i", "t", "e")
            await app.until(lambda: app.editor.text.endswith("os.path.splitext"))
            assert not app.find("Names:focus", Widget)
            await app.press("ctrl+n")
            await app.until(lambda: app.editor.has_focus)
            assert app.editor.text.endswith("os.path.splitext")

    play(scene)


def test_the_reference_is_shown_beside_ones_own_text_only_after_the_end(stage: Stage) -> None:
    async def scene() -> None:
        async with stage.app() as app:
            await app.open()
            offered = [command.title for command in app.workspace.commands()]
            assert "Reference and yours" not in offered
            await app.run("f9", RIGHT.replace("2 * x", "x + x"))
            assert "Reference and yours" in [command.title for command in app.workspace.commands()]
            app.workspace._help_desk.show_difference()
            await app.to("ReaderScreen")
            assert "-     return x + x" in app.said("Static")
            assert "+     return 2 * x" in app.said("Static")

    play(scene)


def test_what_a_hint_sells_is_not_said_before_it_is_taken(stage: Stage) -> None:
    async def scene() -> None:
        async with stage.app() as app:
            await app.open()
            await app.run("f9", HALF_RIGHT)
            assert "what to look at comes with a hint" in app.said(".message")
            assert "F7 takes a hint for 4 points" in app.said("#notes")
            await app.press("f7", "y")
            await app.to("ReaderScreen")
            await app.press("escape")
            await app.to("WorkspaceScreen")
            assert "Think of negative numbers." in app.said(".message")
            assert "what to look at comes with a hint" not in app.said(".message")
            assert "F7 takes a hint" not in app.said("#notes")
            await app.run("f9", HALF_RIGHT)
            assert "Think of negative numbers." in app.said(".message")

    play(scene)


@pytest.mark.usefixtures("cold")
def test_saving_what_was_typed_draws_the_editor_no_second_time(stage: Stage) -> None:
    async def scene() -> None:
        async with stage.app() as app:
            await app.open()
            await app.press("#")
            await app.until(lambda: app.editor.border_subtitle == "saved")
            drawn: list[object] = []
            with patch.object(type(app.editor), "refresh", lambda *_, **__: drawn.append(1)):
                app.workspace._saver.now()
            assert drawn == []

    play(scene)
