"""Screens at 80 columns and 24 rows, letter for letter."""

import time
from collections.abc import Iterator
from functools import cache

import pytest
from textual.widgets import TextArea

from prep.concepts.grade.grader import AnswerGrader
from prep.practice.desk.assessor import Assessor
from prep.practice.work.session import Session
from prep.tui.widgets.prose_editor import ProseEditor
from tests.functional.screen_text import check_snapshot, screen_text
from tests.functional.tui_stage import Driver, Stage, play

SIZE = (80, 24)
ANSWER = "Units cannot rely on particular other units.\nAt prediction time dropout is switched off."


@cache
def grader() -> AnswerGrader:
    return AnswerGrader()


@pytest.fixture
def stage(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """Small content, a time that stands still, one grader, an hour that is the same everywhere."""
    with pytest.MonkeyPatch.context() as zone:
        zone.setenv("TZ", "UTC")
        time.tzset()
        yield _stage(tmp_path_factory, monkeypatch)
    time.tzset()


def _stage(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Stage:
    monkeypatch.setattr(Assessor, "_loaded", lambda _: grader())
    monkeypatch.setattr(Session, "warm", lambda _: None)
    stage = Stage(tmp_path_factory.mktemp("snapshot"))
    stage.add_challenge()
    stage.add_question()
    return stage


async def settle(app: Driver) -> str:
    """The screen once its messages are dealt with, no toast on it and no cursor that blinks."""
    app.app.clear_notifications()
    for editor in app.app.screen.query(TextArea):
        editor.cursor_blink = False
    await app.pilot.pause()
    await app.pilot.pause()
    return screen_text(app.app)


async def grade_an_answer(app: Driver) -> None:
    app.app.screen.query_one(ProseEditor).text = ANSWER
    await app.press("f9")
    await app.until(lambda: "of the marks" in app.said("#score"))


def test_home_looks_like_this(stage: Stage) -> None:
    async def scene() -> None:
        async with stage.app(SIZE, door="") as app:
            check_snapshot("home", await settle(app))

    play(scene)


def test_the_workspace_looks_like_this(stage: Stage) -> None:
    async def scene() -> None:
        async with stage.app(SIZE) as app:
            await app.open()
            check_snapshot("workspace", await settle(app))

    play(scene)


def test_a_graded_answer_looks_like_this(stage: Stage) -> None:
    async def scene() -> None:
        async with stage.app(SIZE, door="d") as app:
            await app.to("DrillScreen")
            await app.until(lambda: bool(app.find("ProseEditor:focus", ProseEditor)))
            await grade_an_answer(app)
            check_snapshot("drill-graded", await settle(app))

    play(scene)


def test_reports_look_like_this(stage: Stage) -> None:
    async def scene() -> None:
        async with stage.app(SIZE, door="d") as app:
            await app.until(lambda: bool(app.find("ProseEditor:focus", ProseEditor)))
            await grade_an_answer(app)
            await app.press("f7")
            await app.until(lambda: bool(app.app.screen.query("#ratings")))
            await app.press("3", "escape")
        async with stage.app(SIZE, door="r") as app:
            await app.until(lambda: "Reading your reports" not in app.said("#text"))
            check_snapshot("reports", await settle(app))

    play(scene)
