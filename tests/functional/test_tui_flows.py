"""Home, tour, drill, interview and reports in the terminal app, each gone through as a person would."""

from functools import cache
from pathlib import Path
from unittest.mock import patch

import pytest
from textual.widgets import Button, Input, OptionList, Select, TextArea

from prep.concepts.grade.grader import AnswerGrader
from prep.practice.desk.assessor import Assessor
from prep.practice.desk.preferences import Preferences, save_preferences
from prep.practice.record.attempts import list_attempts
from prep.practice.record.marking import load_journal
from prep.practice.work.answering import Answering
from prep.practice.work.interview import Interview
from prep.practice.work.session import Session
from prep.store.practice import all_cards
from prep.tui.screens.drill import DrillScreen
from prep.tui.screens.home import HomeScreen
from prep.tui.screens.tour import TourScreen
from prep.tui.widgets.grade_view import GradeView
from prep.tui.widgets.prose_editor import ProseEditor
from prep.tui.widgets.ticks import TickList
from tests.demo_challenge import RIGHT
from tests.functional.screen_text import screen_text
from tests.functional.tui_stage import Driver, Stage, play

ANSWER = "Units cannot rely on particular other units.\nAt prediction time dropout is switched off."


@cache
def grader() -> AnswerGrader:
    return AnswerGrader()


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """One grader for all scenes, as loading its network for each is slow and is not what is tested here."""
    monkeypatch.setattr(Assessor, "_loaded", lambda _: grader())
    monkeypatch.setattr(Session, "warm", lambda _: None)
    stage = Stage(tmp_path)
    stage.add_challenge()
    stage.add_question()
    return stage


def editor(app: Driver) -> TextArea:
    return app.app.screen.query_one(ProseEditor)


async def hand_in(app: Driver, text: str) -> None:
    """Write an answer in the drill and wait for its grade."""
    editor(app).text = text
    await app.press("f9")
    await app.until(lambda: "of the marks" in app.said("#score"))


# --- home -------------------------------------------------------------------------------------------------------------


def test_the_first_run_shows_three_screens_once(stage: Stage) -> None:
    save_preferences(stage.data, Preferences())

    async def scene() -> None:
        async with stage.app((80, 24), door="") as app:
            pass
        async with stage.app((80, 24), door="") as app:
            assert not app.find("#number", OptionList)
            app.app.show_tour()
            await app.pilot.pause()
            for number in (1, 2, 3):
                assert isinstance(app.app.screen, TourScreen)
                assert app.said("#number").startswith(f"{number} of 3")
                await app.press("enter")
            assert isinstance(app.app.screen, HomeScreen)

    play(scene)


def test_home_is_clear_while_there_is_nothing_yet(stage: Stage) -> None:
    async def scene() -> None:
        async with stage.app((80, 24), door="") as app:
            assert app.said("#due") == "nothing due · 1 new · 0 answers this week"
            assert "None yet." in app.said("#results")
            first = app.app.screen.query_one(OptionList).highlighted_option
            assert first is not None
            assert first.id == "suggestion-0"
            await app.press("g")
            assert "You have not begun a challenge yet" in app.toasts

    play(scene)


def test_on_home_no_line_of_a_suggestion_is_cut_where_the_list_scrolls(stage: Stage) -> None:
    """A scroll bar takes a column, and what has to wrap then is a line longer."""

    async def scene() -> None:
        async with stage.app(size=(80, 18), door="") as app:
            assert app.app.screen.query_one(OptionList).show_vertical_scrollbar
            said = " ".join(line[2:].split("│")[0].strip() for line in screen_text(app.app).splitlines())
            assert "4 minutes; its clock runs at once" in said

    play(scene)


def test_one_key_leads_back_to_the_line(stage: Stage) -> None:
    async def scene() -> None:
        async with stage.app() as app:
            await app.open()
            await app.press("down", "right", "right")
            await app.press("ctrl+q")
        async with stage.app(door="g") as app:
            await app.to("WorkspaceScreen")
            assert app.editor.cursor_location == (1, 2)

    play(scene)


def test_a_place_survives_a_kill(stage: Stage) -> None:
    async def scene() -> None:
        async with stage.app() as app:
            await app.open()
            await app.press("down")
            await app.until(lambda: '"line": 1' in (stage.data / "place.json").read_text(), seconds=5)

    (stage.data).mkdir()
    (stage.data / "place.json").write_text("")
    play(scene)


def test_broken_data_is_told_on_home_and_hides_no_door(stage: Stage) -> None:
    stage.data.mkdir(parents=True)
    (stage.data / "prep.db").write_bytes(b"no database" * 1000)

    async def scene() -> None:
        async with stage.app(door="") as app:
            await app.until(lambda: "it is damaged" in app.said("Notices"))
            await app.press("c")
            await app.to("PickerScreen")
            assert "it is damaged" in app.said("#problems")
            assert "not tried yet" in app.said("#about")

    play(scene)


# --- drill ------------------------------------------------------------------------------------------------------------


def test_a_drill_from_the_question_to_the_schedule_and_the_report(stage: Stage) -> None:
    async def scene() -> None:
        async with stage.app((80, 24), door="d") as app:
            await app.until(lambda: bool(app.find("ProseEditor", ProseEditor)) and app.app.focused is not None)
            assert "Explain how dropout works" in app.said("#question")
            assert "4:00 left" in app.said("ClockFace")
            await hand_in(app, ANSWER)
            assert "At prediction time dropout is switched off.[4]" in app.said("#own-words")
            assert "✗ missing:" in app.said("#points")
            assert "4. ✓" in app.said("#points")
            asked = app.said("#asked")
            app.app.screen.query_one(Input).value = "it is like averaging an ensemble of many thinned networks"
            await app.press("enter")
            await app.until(lambda: app.said("#asked") != asked)
            await app.press("f7")
            await app.until(lambda: bool(app.find("#ratings Button", Button)))
            assert "passed over" in app.said("#followed-up")
            assert "each unit of a layer to zero at random" in app.said("#model-answer")
            await app.press("3")
            assert "That was all for now" in app.said("#question")
            assert "rated good; it comes again" in app.toasts.lower()
            await app.press("escape")
            await app.to("HomeScreen")
            await app.until(lambda: "Drill of 1 question" in app.said("#results"))
        with app.app.desk.notebook.reading() as connection:
            assert set(all_cards(connection)) == {"dropout"}
        app.app.desk.close()
        assert not (stage.data / "drafts/questions/dropout").exists()

    play(scene)


def test_one_objects_to_a_grade_by_a_key_and_it_counts(stage: Stage) -> None:
    async def scene() -> None:
        async with stage.app((80, 24), door="d") as app:
            await app.until(lambda: bool(app.find("ProseEditor", ProseEditor)) and app.app.focused is not None)
            await hand_in(app, ANSWER)
            await app.press("f7")
            await app.until(lambda: bool(app.find("#ratings Button", Button)))
            before = app.said("#score")
            await app.press("o")
            await app.to("ObjectScreen")
            await app.press("enter")
            assert "[✓] I did say that" in str(app.app.screen.query_one(OptionList).options[0].prompt)
            await app.press("escape")
            await app.until(lambda: app.said("#score") != before)
            assert "by the grader alone; the rest is your word" in app.said("#score")
            await app.press("4", "escape")
            await app.to("HomeScreen")
        (dispute,) = load_journal(app.app.desk).disputes
        assert (dispute.question, dispute.said) == ("dropout", True)
        app.app.desk.close()

    play(scene)


def test_a_grade_says_what_a_person_would_give_and_whether_one_is_asked(stage: Stage) -> None:
    async def scene() -> None:
        async with stage.app((80, 24), door="d") as app:
            await app.until(lambda: bool(app.find("ProseEditor", ProseEditor)) and app.app.focused is not None)
            said = "I once saw a cat that slept on the keyboard of a computer."
            await hand_in(app, said)
            result = grader().grade(stage.add_question(), said)
            assert result.needs_review
            assert f"; a person would probably give {result.low:.0%} to {result.high:.0%}" in app.said("#score")
            assert "A person should look at this answer before the score counts." in app.said("#score")
            app.app.screen.query_one(Input).value = "each unit is set to zero at random, with new draws for every pass"
            await app.press("enter")
            await app.until(lambda: "before the follow-ups" in app.said("#score"))
            assert f"; for the answer itself a person would probably give {result.low:.0%} to" in app.said("#score")

    play(scene)


def test_a_grade_is_read_on_while_a_follow_up_is_asked(stage: Stage) -> None:
    async def scene() -> None:
        async with stage.app((80, 24), door="d") as app:
            await app.until(lambda: bool(app.find("ProseEditor", ProseEditor)) and app.app.focused is not None)
            assert "f7 Skip" in app.said("KeyBar")
            await hand_in(app, ANSWER + "\nIt helps." * 12)
            await app.until(lambda: isinstance(app.app.focused, Input))
            view = app.app.screen.query_one(GradeView)
            await app.until(lambda: "f7 No more follow-ups" in app.said("KeyBar"))
            assert "pgdn Read on" in app.said("KeyBar")
            await app.press("pagedown")
            assert view.scroll_y > 0
            assert isinstance(app.app.focused, Input)
            await app.press("pageup")
            assert view.scroll_y == 0

    play(scene)


def test_the_help_of_a_drill_says_what_perhaps_means_and_that_it_counts_in_part() -> None:
    assert "~ perhaps: the grader is not sure, and the point\ncounts in part" in DrillScreen.HELP


def test_the_object_dialog_says_what_a_tick_means_and_shows_its_keys(stage: Stage) -> None:
    async def scene() -> None:
        async with stage.app((80, 24), door="d") as app:
            await app.until(lambda: bool(app.find("ProseEditor", ProseEditor)) and app.app.focused is not None)
            await hand_in(app, ANSWER)
            await app.press("f7")
            await app.until(lambda: bool(app.find("#ratings Button", Button)))
            await app.press("o")
            await app.to("ObjectScreen")
            assert "A tick is your objection" in app.said("#question")
            assert app.app.screen.query_one("#dialog").region.bottom <= app.app.screen.query_one("KeyBar").region.y
            assert "Object, or take it back  esc Close" in app.said("KeyBar")
            rows = [str(option.prompt) for option in app.app.screen.query_one(OptionList).options]
            assert rows[0].endswith("not found by the grader   [ ] I did say that")
            assert rows[1].endswith("   found by the grader   [ ] I did not say that")

    play(scene)


def test_escape_leaves_a_follow_up_at_once(stage: Stage) -> None:
    async def scene() -> None:
        async with stage.app((80, 24), door="d") as app:
            await app.until(lambda: bool(app.find("ProseEditor", ProseEditor)) and app.app.focused is not None)
            await hand_in(app, ANSWER)
            await app.until(lambda: isinstance(app.app.focused, Input))
            await app.press("escape")
            await app.to("HomeScreen")

    play(scene)


def test_a_graded_answer_is_there_after_a_kill(stage: Stage) -> None:
    async def scene() -> None:
        async with stage.app(door="d") as app:
            await app.until(lambda: bool(app.find("ProseEditor", ProseEditor)) and app.app.focused is not None)
            await hand_in(app, ANSWER)
        stage.wait(minutes=30)
        async with stage.app(door="d") as app:
            await app.until(lambda: "of the marks" in app.said("#score"))
            assert "answered in 0:00" in app.said("ClockFace")

    play(scene)


def test_an_answer_is_saved_while_it_is_typed_and_its_clock_runs_on(stage: Stage) -> None:
    async def scene() -> None:
        async with stage.app(door="d") as app:
            await app.until(lambda: app.app.focused is not None and bool(app.find("ProseEditor", ProseEditor)))
            await app.press(*"half")
            await app.until((stage.data / "drafts/questions/dropout/answer.md").exists, seconds=2)
            with patch.object(Answering, "save", lambda *_: None):  # who is killed does not save once more
                await app.press("ctrl+q")
        stage.wait(minutes=1)
        async with stage.app(door="d") as app:
            await app.until(lambda: bool(app.find("ProseEditor", ProseEditor)) and editor(app).text != "")
            assert editor(app).text == "half"
            assert "3:00 left" in app.said("ClockFace")

    play(scene)


def test_without_questions_the_drill_says_so(tmp_path: Path) -> None:
    stage = Stage(tmp_path)

    async def scene() -> None:
        async with stage.app(door="d") as app:
            await app.until(lambda: "There are no questions here yet" in app.said("#question"))
            await app.press("escape")
            await app.to("HomeScreen")

    play(scene)


# --- interview --------------------------------------------------------------------------------------------------------


async def begin_interview(app: Driver) -> None:
    await app.to("InterviewSetupScreen")
    await app.press("f9")
    await app.to("InterviewScreen")


def test_an_interview_to_its_report(stage: Stage) -> None:
    async def scene() -> None:
        async with stage.app((80, 24), door="i") as app:
            await begin_interview(app)
            assert "Explain how dropout works" in app.said("#asked")
            for said in (ANSWER, "I do not know", "I do not know either"):
                asked = app.said("#asked")
                editor(app).text = said
                await app.press("f9")
                await app.until(lambda before=asked: app.said("#asked") != before)  # type: ignore[misc]
            await app.pilot.pause()
            await app.run("f5", RIGHT)
            assert "F9 hands it in, once." in app.said("#notes")
            await app.press("f9", "y")
            await app.to("ReportsScreen")
            await app.until(lambda: "MIXED INTERVIEW OF 45 MINUTES" in app.said("#text"))
            assert "deep-learning" in app.said("#text")
        assert list_attempts(app.app.desk.notebook, "demo/double")[0].points == 40
        app.app.desk.close()
        assert not (stage.data / "interview").exists()

    play(scene)


def test_an_interview_knows_no_pause(stage: Stage) -> None:
    async def scene() -> None:
        async with stage.app(door="i") as app:
            await begin_interview(app)
            await app.press(*"half")
            await app.press("escape", "escape")
            await app.to("HomeScreen")
            home = app.app.screen
            assert isinstance(home, HomeScreen)
            await app.until(lambda: home._suggestions[0].text == "Go on with your interview")
        stage.wait(minutes=5)
        async with stage.app(door="i") as app:
            await app.to("InterviewScreen")
            assert "40:00 left" in app.said("ClockFace")
            assert editor(app).text == "half"
            stage.wait(minutes=41)
            await app.to("ReportsScreen")
            await app.until(lambda: "half" in app.said("#text"))

    play(scene)


def test_an_interview_of_five_minutes_can_be_dropped_and_nothing_of_it_is_kept(stage: Stage) -> None:
    async def scene() -> None:
        async with stage.app(door="i") as app:
            await app.to("InterviewSetupScreen")
            app.app.screen.query_one("#minutes", Select).value = 5
            await app.press("f9")
            await app.to("InterviewScreen")
            assert "5:00 left" in app.said("ClockFace")
            editor(app).text = "half an answer"
            (drop,) = [one for one in app.app.screen.commands() if one.title == "Drop the interview"]  # type: ignore[attr-defined]
            drop.callback()
            await app.to("ConfirmScreen")
            await app.press("y")
            await app.to("HomeScreen")
            await app.until(lambda: "None yet" in app.said("#results"))
        assert Interview.resume(app.app.desk) is None
        assert not list(stage.data.rglob("report.html"))

    play(scene)


def test_under_a_text_that_nobody_touched_nothing_is_said_to_be_saved(stage: Stage) -> None:
    stage.add_question("bias-variance")

    async def scene() -> None:
        async with stage.app(door="d") as app:
            await app.until(lambda: bool(app.find("ProseEditor", ProseEditor)) and app.app.focused is not None)
            await app.press("x")
            await app.until(lambda: editor(app).border_subtitle == "saved")
            first = app.said("#question")
            await app.press("f7")
            await app.until(lambda: app.said("#question") != first)
            assert editor(app).text == ""
            assert editor(app).border_subtitle == ""

    play(scene)


def test_topics_are_ticked_by_signs(stage: Stage) -> None:
    async def scene() -> None:
        async with stage.app(door="i") as app:
            await app.to("InterviewSetupScreen")
            topics = app.app.screen.query_one(TickList)
            topics.focus()
            await app.press("space")
            assert topics.ticked == ("deep-learning",)
            assert str(topics.options[0].prompt) == "[✓] deep learning"
            await app.press("enter")
            assert not any(topics.ticked)
            await app.press("escape")
            await app.to("HomeScreen")

    play(scene)


def test_an_interview_that_was_cut_between_two_steps_mixes_nothing_up(stage: Stage) -> None:
    async def scene() -> None:
        async with stage.app(door="i") as app:
            await begin_interview(app)
            interview = Interview.resume(app.app.desk)
            assert interview is not None
            interview.save("the first answer")
            interview.answer(ANSWER)  # killed here
            again = Interview.resume(app.app.desk)
            assert again is not None
            assert again.text == ""
            assert again.now == interview.now

    play(scene)


def test_an_interview_asks_before_a_blank_answer_and_leads_back_to_it(stage: Stage) -> None:
    async def scene() -> None:
        async with stage.app((80, 24), door="i") as app:
            await app.to("InterviewSetupScreen")
            await app.press("enter", "escape")  # opens and closes the choice of minutes
            await app.to("InterviewSetupScreen")
            await app.press("f9")
            await app.to("InterviewScreen")
            asked = app.said("#asked")
            await app.press("f9")
            await app.to("ConfirmScreen")
            assert "You wrote nothing. Pass this question over?" in app.said("#question")
            await app.press("n")
            await app.to("InterviewScreen")
            assert app.said("#asked") == asked
            await app.press("f9", "y")
            await app.until(lambda: bool(app.find("CodeEditor", TextArea)))
            await app.pilot.pause()
            await app.press("f8")
            await app.until(lambda: app.said("#asked") == asked)

    play(scene)


def test_g_leads_back_to_the_interview_whose_clock_runs(stage: Stage) -> None:
    async def scene() -> None:
        async with stage.app() as app:
            await app.open()
            await app.press("escape", "escape")
            await app.to("PickerScreen")
        async with stage.app(door="i") as app:
            await begin_interview(app)
            await app.press("escape", "escape")
            await app.to("HomeScreen")
            home = app.app.screen
            assert isinstance(home, HomeScreen)
            await app.until(lambda: home._interview_runs)
            await app.press("g")
            await app.to("InterviewScreen")

    play(scene)


# --- the plan ---------------------------------------------------------------------------------------------------------


def test_a_plan_is_made_in_the_app_and_changes_today(stage: Stage) -> None:
    async def scene() -> None:
        async with stage.app((80, 24), door="p") as app:
            await app.to("PlanScreen")
            await app.until(lambda: "Today, " in app.said("#tasks"))
            app.app.screen.query_one("#interview", Input).value = "2026-03-21"
            app.app.screen.query_one("#days", Input).value = "9"
            await app.press("enter")
            assert "From 1 to 7 days a week" in app.toasts
            app.app.screen.query_one("#days", Input).value = "6"
            await app.press("enter")
            await app.until(lambda: "20 days to the interview" in app.said("#tasks"))
            assert "Today is a day of rest." in app.said("#tasks")  # a Sunday
            await app.press("escape")
            await app.to("HomeScreen")
            await app.until(lambda: "20 days to the interview" in app.said("#plan"))

    play(scene)


# --- reports ----------------------------------------------------------------------------------------------------------


def test_reports_are_read_opened_printed_and_saved(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path] = []

    def open_it(path: Path) -> bool:
        opened.append(path)
        return True

    monkeypatch.setattr("prep.tui.screens.reports.open_in_browser", open_it)

    async def scene() -> None:
        async with stage.app() as app:
            await app.open()
            await app.run("f9", RIGHT)
            await app.press("escape", "escape", "escape")
            await app.to("HomeScreen")
            await app.press("r")
            await app.to("ReportsScreen")
            await app.until(lambda: "TWICE AS MUCH" in app.said("#text"))
            await app.press("o")
            await app.until(lambda: len(opened) == 1)
            await app.press("p")
            await app.until(lambda: len(opened) == 2)
            assert opened[1].read_bytes().startswith(b"%PDF")
            await app.press("s")
            await app.to("AskScreen")
            app.app.screen.query_one(Input).value = str(stage.folder / "mine.md")
            await app.press("enter")
            await app.until((stage.folder / "mine.md").exists)
            await app.press("s")
            await app.to("AskScreen")
            app.app.screen.query_one(Input).value = str(stage.folder / "mine.doc")
            await app.press("enter")
            await app.until(lambda: "`.doc` is not a format of reports" in app.toasts)

    play(scene)


def test_without_reports_it_says_what_makes_them(stage: Stage) -> None:
    async def scene() -> None:
        async with stage.app(door="r") as app:
            await app.until(lambda: "There are no reports yet" in app.said("#text"))
            await app.press("o", "escape")
            await app.to("HomeScreen")

    play(scene)


# --- assessment -------------------------------------------------------------------------------------------------------


def test_an_assessment_that_is_none_is_told(stage: Stage) -> None:
    async def scene() -> None:
        async with stage.app(door="a") as app:
            await app.to("AskScreen")
            app.app.screen.query_one(Input).value = str(stage.folder / "nothing.zip")
            await app.press("enter")
            await app.until(lambda: "It cannot be opened" in app.toasts)

    play(scene)


def test_a_first_step_is_shown_to_who_agrees_to_its_price_and_stays_after_a_restart(stage: Stage) -> None:
    stage.add_question()

    async def scene() -> None:
        async with stage.app(door="d") as app:
            await app.until(lambda: bool(app.find("ProseEditor:focus", ProseEditor)))
            await app.press("f8", "n")
            await app.to("DrillScreen")
            assert "Begin with this" not in app.said("#question")
            await app.press("f8", "y")
            await app.until(lambda: "Begin with this" in app.said("#question"))
            await app.press("f8")  # there is only one
            await app.to("DrillScreen")
        async with stage.app(door="d") as app:
            await app.until(lambda: "Begin with this" in app.said("#question"))

    play(scene)
