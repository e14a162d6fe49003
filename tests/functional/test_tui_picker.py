"""The list of challenges in the terminal app."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual.color import Color
from textual.widgets import Input, OptionList

from prep.practice.desk.notebook import OwnData
from prep.practice.work.session import Session
from prep.store.practice import add
from prep.store.records import AttemptKind, AttemptRecord
from prep.tui.screens.help import HelpScreen
from tests.functional.screen_text import screen_text
from tests.functional.tui_stage import Stage, play


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stage:
    monkeypatch.setattr(Session, "warm", lambda _: None)  # nothing is graded here
    stage = Stage(tmp_path)
    stage.add_challenge()
    stage.add_challenge("halve", "Half as much")
    return stage


def listed(driver_list: OptionList) -> list[str]:
    return [option.id for option in driver_list.options if option.id]


def attempt(points: float) -> AttemptRecord:
    return AttemptRecord(
        kind=AttemptKind.CODE,
        item="demo/double",
        version="1",
        submitted_at=datetime(2026, 2, 1, tzinfo=UTC),
        taken_s=60.0,
        points=points,
        max_points=40.0,
        share=points / 40,
        verdict="accepted" if points == 40 else "wrong answer",
        text="",
        result={},
    )


def test_typing_filters_and_escape_clears(stage: Stage) -> None:
    async def scene() -> None:
        async with stage.app() as app:
            challenges = app.app.screen.query_one(OptionList)
            assert listed(challenges) == ["demo/double", "demo/halve"]
            await app.press(*"half demo")
            assert listed(challenges) == ["demo/halve"]
            await app.press("x")
            assert listed(challenges) == []
            assert "Nothing matches" in app.said("#about")
            await app.press("escape")
            assert len(listed(challenges)) == 2

    play(scene)


def test_arrows_move_while_the_filter_keeps_the_focus(stage: Stage) -> None:
    async def scene() -> None:
        async with stage.app() as app:
            await app.press("down")
            assert app.app.focused is app.app.screen.query_one(Input)
            assert "demo/halve" in app.said("#about")
            await app.open()
            assert app.workspace._session.challenge.id == "demo/halve"

    play(scene)


def test_a_click_shows_a_challenge_and_starts_no_clock(stage: Stage) -> None:
    async def scene() -> None:
        async with stage.app() as app:
            await app.pilot.click(OptionList, offset=(5, 2))
            await app.to("PreviewScreen")
            assert "(demo/halve)" in app.said("#about")
            await app.press("escape")
            await app.to("PickerScreen")
            assert not (stage.data / "drafts").exists()

    play(scene)


def test_in_the_preview_one_marks_and_begins_without_a_limit(stage: Stage) -> None:
    async def scene() -> None:
        async with stage.app() as app:
            await app.press("enter")
            await app.to("PreviewScreen")
            await app.press("b", "x")
            assert "bookmarked" in app.said("#about")
            await app.press("x", "n")
            await app.to("AskScreen")
            await app.press(*"twice", "enter")
            await app.to("PreviewScreen")
            assert "Your note: twice" in app.said("#about")
            await app.press("u")
            await app.to("WorkspaceScreen")
            assert app.said("ClockFace") == "◷ 0:00, no limit"

    play(scene)


@pytest.mark.parametrize("item", ["dropout", "demo/double"])
def test_eighty_columns_show_how_to_begin_and_how_to_get_back(stage: Stage, item: str) -> None:
    stage.add_question()

    async def scene() -> None:
        async with stage.app(size=(80, 24)) as app:
            await app.press(*item.rpartition("/")[2], "enter")
            await app.to("PreviewScreen")
            keys = screen_text(app.app).splitlines()[-1]
            assert "Begin" in keys
            assert "Back" in keys

    play(scene)


def test_what_to_read_stays_apart_where_it_wraps(stage: Stage) -> None:
    stage.add_question()

    async def scene() -> None:
        async with stage.app(size=(80, 40)) as app:
            await app.press(*"dropout", "enter")
            await app.to("PreviewScreen")
            rows = screen_text(app.app).split("Read up on it")[1].splitlines()[1:]
            entries = [row for row in rows[:-1] if row.strip()]
            assert sum(row.startswith(" · ") for row in entries) >= 2
            assert all(row.startswith((" · ", "   ")) for row in entries)

    play(scene)


def test_without_its_library_a_challenge_can_be_read_but_not_begun(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in ("prep.practice.progress.shelf.problem_of", "prep.practice.desk.runtimes.problem_of"):
        monkeypatch.setattr(place, lambda _: "it needs torch, which is not installed")

    async def scene() -> None:
        async with stage.app() as app:
            await app.press("enter")
            await app.to("PreviewScreen")
            assert "Not on this machine: it needs torch" in app.said("#about")
            await app.press("enter", "u")
            await app.to("PreviewScreen")
            assert not (stage.data / "drafts").exists()

    play(scene)


def test_a_broken_challenge_is_one_line_and_hides_no_other(stage: Stage) -> None:
    path = stage.content / "challenges/demo/halve/challenge.toml"
    path.write_text(path.read_text().replace("level =", "levle ="))

    async def scene() -> None:
        async with stage.app() as app:
            assert listed(app.app.screen.query_one(OptionList)) == ["demo/double"]
            (problem,) = app.said("#problems").splitlines()
            assert str(path) in problem
            assert "did you mean `level`?" in problem

    play(scene)


def test_without_challenges_the_folder_is_named(tmp_path: Path) -> None:
    async def scene() -> None:
        async with Stage(tmp_path).app() as app:
            assert f"There are no challenges under {tmp_path / 'content' / 'challenges'}" in app.said("#about")

    play(scene)


def test_the_signs_before_the_titles_are_explained_below_the_list(stage: Stage) -> None:
    async def scene() -> None:
        async with stage.app((80, 24)) as app:
            await app.until(lambda: "w warm-up" in app.said("#signs"), seconds=10)
            for told in ("? question", "# challenge", "! broken-training", "P project"):
                assert told in app.said("#signs")

    play(scene)


def test_the_best_result_is_listed_not_the_last(stage: Stage) -> None:
    notebook = OwnData(stage.data)
    with notebook.writing() as connection:
        for points in (10, 40, 0):
            add(connection, attempt(points))
    notebook.close()

    async def scene() -> None:
        async with stage.app() as app:
            assert "best 40 of 40 points in 3 attempts" in app.said("#about")

    play(scene)


def test_points_are_told_in_tenths_and_never_more_than_were_reached(stage: Stage) -> None:
    stage.data.mkdir(exist_ok=True)
    notebook = OwnData(stage.data)
    with notebook.writing() as connection:
        add(connection, attempt(39.98))
    notebook.close()

    async def scene() -> None:
        async with stage.app() as app:
            assert "best 39.9 of 40 points" in app.said("#about")
            assert str(app.app.screen.query_one(OptionList).get_option("demo/double").prompt).endswith(" 39.9/40")

    play(scene)


def test_the_theme_is_remembered(stage: Stage) -> None:
    async def scene() -> None:
        async with stage.app() as app:
            assert app.app.current_theme.dark
            app.app.toggle_dark()
            await app.pilot.pause()
        async with stage.app() as app:
            assert not app.app.current_theme.dark

    play(scene)


def test_help_opens_and_closes(stage: Stage) -> None:
    async def scene() -> None:
        async with stage.app((80, 24)) as app:
            await app.press("f1")
            assert isinstance(app.app.screen, HelpScreen)
            assert "Esc" in app.said("#page Static")
            await app.press("escape")
            assert not isinstance(app.app.screen, HelpScreen)

    play(scene)


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light"])
def test_what_a_field_asks_for_can_be_read_in_both_themes(stage: Stage, theme: str) -> None:
    async def scene() -> None:
        async with stage.app() as app:
            app.app.theme = theme
            await app.press()
            style = app.app.screen.query_one(Input).get_component_rich_style("input--placeholder")
            assert style.color is not None
            assert style.bgcolor is not None
            ink, paper = (Color.from_rich_color(one) for one in (style.color, style.bgcolor))
            assert contrast(ink, paper) >= 4.5

    play(scene)


def contrast(one: Color, other: Color) -> float:
    """As WCAG defines it, from 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(color: Color) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
