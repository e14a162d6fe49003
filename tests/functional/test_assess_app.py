"""Taking an assessment and reviewing one in the terminal app."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest
from textual.widgets import Input, OptionList, RadioButton, RadioSet, Static, Tab, TextArea

from prep.assessment.packs.desk import CandidateDesk
from prep.assessment.packs.opened import open_pack
from prep.assessment.register.collect import collect
from prep.assessment.register.review import own_review
from prep.assessment.register.standing import counting_submissions
from prep.practice.desk.bench import Bench
from prep.practice.desk.preferences import Preferences, load_preferences, save_preferences
from prep.tui.app import PrepApp
from prep.tui.screens.home import HomeScreen
from prep.tui.screens.one_screen_app import OneScreenApp
from prep.tui.screens.page import Page
from prep.tui.screens.review import ReviewScreen
from prep.tui.screens.review_sheet import ReviewSheetScreen, _tab
from prep.tui.screens.take import HandInScreen, TakeScreen
from prep.tui.screens.take_code import TakeCodeScreen
from prep.tui.widgets.code_editor import CodeEditor
from tests.demo_challenge import RIGHT
from tests.unit.assessment_office import NOW, Office, write_content


def play(scene: Callable[[], Awaitable[None]]) -> None:
    """Run a scene to its end."""

    async def bounded() -> None:
        async with asyncio.timeout(90):
            await scene()

    asyncio.run(bounded())


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not condition():  # noqa: ASYNC110 - a screen has no event for it
            await asyncio.sleep(0.02)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    write_content(tmp_path)
    return Office(tmp_path)


def _said(app: OneScreenApp, selector: str) -> str:
    return "\n".join(str(widget.render()) for widget in app.screen.query(selector).results(Static))


def _take(office: Office) -> tuple[OneScreenApp, CandidateDesk, Bench]:
    desk = CandidateDesk(open_pack(office.pack()), office.folder / "desk")
    bench = Bench()
    return OneScreenApp(TakeScreen(desk, bench, office.folder, "", lambda: NOW)), desk, bench


def test_the_theme_that_was_chosen_last_holds_here_too(tmp_path: Path) -> None:
    save_preferences(tmp_path, Preferences(theme="textual-light"))
    app = OneScreenApp(Page(), tmp_path)

    async def scene() -> None:
        async with app.run_test() as pilot:
            await pilot.pause()
            assert not app.current_theme.dark
            app.toggle_dark()
            await pilot.pause()

    play(scene)
    assert load_preferences(tmp_path).theme == "textual-dark"


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_a_candidate_starts_works_tests_and_hands_in(office: Office, size: tuple[int, int]) -> None:
    app, desk, bench = _take(office)

    async def scene() -> None:
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            assert desk.started_at is None
            assert "Enter starts the clock" in _said(app, "#rules")
            await pilot.press("enter")
            await pilot.pause()
            assert desk.started_at == NOW
            assert "20:00 left" in _said(app, "ClockFace")
            await pilot.press("enter")
            await until(lambda: isinstance(app.screen, TakeCodeScreen))
            await pilot.pause()
            app.screen.query_one(CodeEditor).text = RIGHT
            await pilot.press("f5")
            await until(lambda: "1 of 1 checks passed" in _said(app, "#summary"))
            await pilot.press("escape", "escape")
            await until(lambda: isinstance(app.screen, TakeScreen))
            await pilot.press("f9")
            await until(lambda: isinstance(app.screen, HandInScreen))
            await pilot.press("enter")
            await pilot.pause()
            assert isinstance(app.screen, HandInScreen), "a pack for everybody asks for a name"
            app.screen.query_one(Input).value = "Ann Lee"
            await pilot.press("enter")
            await until((office.folder / "demo-Ann-Lee.handin.zip").exists)

    play(scene)
    bench.close()
    (told,) = collect(office.home(), [office.folder / "demo-Ann-Lee.handin.zip"], NOW + timedelta(minutes=30))
    assert (told.parts, told.late_s) == (("demo/double",), 0.0)
    events = [entry.event.value for entry in desk.journal.entries]
    assert events == ["start", "save", "check", "submit"]


def test_the_list_of_parts_says_what_its_keys_do_before_and_after_the_clock_was_started(office: Office) -> None:
    app, _, bench = _take(office)

    async def scene() -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            assert "Start the clock" in _said(app, "KeyBar")
            assert "Open" not in _said(app, "KeyBar")
            assert "Back" not in _said(app, "KeyBar"), "there is nothing behind this screen"
            await pilot.press("enter")
            await pilot.pause()
            assert "Enter starts the clock" not in _said(app, "#rules")
            for key in ("Open", "Hand in", "Quit"):
                assert key in _said(app, "KeyBar")

    play(scene)
    bench.close()


def test_a_take_home_that_was_opened_from_home_leads_back_there(office: Office) -> None:
    pack, data = office.pack(), office.folder / "practice"
    save_preferences(data, Preferences(tour_seen=True))
    app = PrepApp([office.folder], data, lambda: NOW)

    async def scene() -> None:
        async with app.run_test() as pilot:
            await pilot.pause()
            await pilot.press("a")
            await until(lambda: bool(app.screen.query(Input)))
            app.screen.query_one(Input).value = str(pack)
            await pilot.press("enter")
            await until(lambda: isinstance(app.screen, TakeScreen))
            await pilot.pause()
            await pilot.press("enter")
            await pilot.pause()
            await pilot.press("enter")
            await until(lambda: isinstance(app.screen, TakeCodeScreen))
            await pilot.pause()
            await pilot.press("escape", "escape")
            await until(lambda: isinstance(app.screen, TakeScreen))
            await pilot.press("escape")
            await until(lambda: isinstance(app.screen, HomeScreen))

    play(scene)


def test_what_was_typed_is_there_after_quitting(office: Office) -> None:
    app, desk, bench = _take(office)

    async def scene() -> None:
        async with app.run_test() as pilot:
            await pilot.press("enter")
            await pilot.pause()
            await pilot.press("enter")
            await until(lambda: isinstance(app.screen, TakeCodeScreen))
            await pilot.pause()
            await pilot.press("x", "y", "ctrl+q")

    play(scene)
    bench.close()
    assert desk.text("demo/double").startswith("xydef")


def test_what_another_editor_wrote_is_tested_and_never_written_over(office: Office) -> None:
    app, desk, bench = _take(office)
    solution = office.folder / "desk" / "challenges" / "demo" / "double" / "solution.py"

    async def scene() -> None:
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("enter")
            await pilot.pause()
            await pilot.press("enter")
            await until(lambda: isinstance(app.screen, TakeCodeScreen))
            await pilot.pause()
            solution.write_text(RIGHT)
            await pilot.press("f5")
            await until(lambda: "1 of 1 checks passed" in _said(app, "#summary"))
            assert app.screen.query_one(CodeEditor).text == RIGHT
            solution.write_text(f"{RIGHT}# once more\n")
            await pilot.press("escape", "escape")
            await until(lambda: isinstance(app.screen, TakeScreen))

    play(scene)
    bench.close()
    assert desk.text("demo/double") == f"{RIGHT}# once more\n"


def test_a_small_review_opens_at_the_text_of_the_first_criterion_with_the_files_name_on_its_tab(
    office: Office,
) -> None:
    rubric = office.folder / "rubrics" / "review" / "look.toml"
    rubric.write_text(rubric.read_text().replace('"doubled"', f'"{"It says what it does. " * 20}"'))
    office.hand_in("Ann Lee", RIGHT)
    home = office.home()
    (submission,) = counting_submissions(home)
    app = OneScreenApp(ReviewSheetScreen(home, submission, "7", "rita", lambda: NOW))

    async def scene() -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            await pilot.pause()
            assert app.screen.query_one("#rubric").scroll_y == 0
            assert isinstance(app.screen.focused, RadioSet)
            tab = str(app.screen.query(Tab).first().label)
            assert tab.endswith("solution.py")
            assert "characters" not in tab

    play(scene)
    assert _tab("detection/pairwise-distances: solution.py") == "…irwise-distances: solution.py"


def test_a_reviewer_marks_blind_and_every_mark_is_kept_at_once(office: Office) -> None:
    office.hand_in("Ann Lee", RIGHT + "# note\n")
    office.grade_all()
    home = office.home()
    (submission,) = counting_submissions(home)
    app = OneScreenApp(ReviewScreen(home, "rita", lambda: NOW))

    async def scene() -> None:
        async with app.run_test(size=(110, 40)) as pilot:
            await pilot.pause()
            assert app.screen.query_one(OptionList).option_count == 1
            await pilot.press("enter")
            await until(lambda: isinstance(app.screen, ReviewSheetScreen))
            await pilot.pause()
            everything = _said(app, "Static")
            assert "Ann" not in everything
            assert submission.code not in everything
            assert "tests: after your marks" in everything
            assert "accepted" not in everything
            await pilot.press("down", "down", "space")
            await until(lambda: bool(own_review(home, submission, "rita").levels))
            chosen = [str(button.label) for button in app.screen.query(RadioButton) if "✓" in str(button.label)]
            assert chosen == ["Good (2)  ✓"]
            assert "100\u00a0%, accepted" in _said(app, "#grades")
            app.screen.query(TextArea).last().text = "ask about tests"
            await pilot.press("escape")
            await until(lambda: isinstance(app.screen, ReviewScreen))
            assert "1 of 1 reviewed" in _said(app, "#progress")

    play(scene)
    review = own_review(home, submission, "rita")
    assert (dict(review.levels), review.internal) == ({"clarity": "good"}, "ask about tests")
