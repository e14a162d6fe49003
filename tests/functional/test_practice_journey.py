"""The same journey by plain commands and by the app leaves the same record."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from textual.widgets import Button, Input, Select

from prep.catalog import locate
from prep.cli.main import prep
from prep.practice.desk.assessor import Assessor
from prep.practice.desk.desk import Desk, utc_now
from prep.practice.desk.notebook import OwnData
from prep.practice.progress.shelf import Status, load_shelf
from prep.practice.work.answering import Answering
from prep.store.exchange import export_data
from prep.tui.widgets.code_editor import CodeEditor
from prep.tui.widgets.prose_editor import ProseEditor
from tests.demo_challenge import HALF_RIGHT, RIGHT
from tests.functional.tui_stage import Driver, Stage, play
from tests.unit.practice_stage import PlainAssessor

_LEFT_OUT = frozenset({"uid", "sitting_uid", "folder", "at", "submitted_at", "started_at", "finished_at", "reviewed_at",
                       "taken_s", "due", "last_review", "card", "text", "made_on"})  # fmt: skip
"""What differs from run to run: times, names, and what the scheduler makes of times."""


@pytest.fixture
def stages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Stage, Stage]:
    """Two of the same content, with a grader that looks for the ids of points."""
    monkeypatch.setattr(Assessor, "grade", lambda _, question, text: PlainAssessor().grade(question, text))
    monkeypatch.setattr(Assessor, "makes_point", lambda _, __, point, text: point in text)
    monkeypatch.setattr(Assessor, "warm", lambda *_: None)
    monkeypatch.setattr(Answering, "warm", lambda _: None)
    found = []
    for name in ("commands", "app"):
        stage = Stage(tmp_path / name)
        spec = stage.add_challenge() / "challenge.toml"
        spec.write_text(spec.read_text() + 'questions = ["dropout"]\n')
        spec = stage.add_challenge("warm", "Warm up") / "challenge.toml"
        spec.write_text(spec.read_text().replace("time_limit_minutes", 'kind = "warm-up"\ntime_limit_minutes'))
        stage.add_question()
        stage.add_question("bias-variance")
        found.append(stage)
    monkeypatch.setattr(locate, "shipped_root", lambda: found[0].content)  # an interview draws from all there is
    return found[0], found[1]


def by_commands(stage: Stage, points: Sequence[str]) -> None:
    def run(*arguments: str, typed: str = "") -> None:
        environment = {"PREP_DATA": str(stage.data)}
        ran = CliRunner().invoke(prep, arguments, input=typed, env=environment)
        assert ran.exit_code == 0, ran.output

    run("plan", "--days", "6", "--minutes", "30")
    run("mark", "dropout", "--bookmark", "--note", "see the paper")
    run("mark", "bias-variance", "--bookmark")
    run("mark", "bias-variance", "--no-bookmark")
    run("mark", "bias-variance", "--again")
    run("mark", "bias-variance", "--suspend")
    run("practice", "start", "demo/warm", "--untimed")
    run("practice", "submit", "demo/warm", "--file", "-", typed=RIGHT)
    run("practice", "start", "demo/warm", "--from-memory")
    run("practice", "submit", "demo/warm", "--file", "-", typed=HALF_RIGHT)
    run("practice", "start", "demo/double")
    run("practice", "submit", "demo/double", "--file", "-", typed=HALF_RIGHT)
    run("practice", "hint", "demo/double", "--yes")
    run("practice", "submit", "demo/double", "--file", "-", typed=RIGHT)
    run(
        "drill",
        "dropout",
        typed=f"?\n{points[0]}\n.\n" + "\n" * (len(points) - 1) + "object 1\nobject 1\nobject 2\n3\n",
    )
    run("interview", "--minutes", "20", typed=f"{points[0]}\n.\nno idea\n.\n{' '.join(points)}\n.\n")
    next((stage.data / "interview").glob("*.py")).write_text(HALF_RIGHT)
    run("interview", typed="test\ndone\n")
    run("mark", "bias-variance", "--resume")


def by_app(stage: Stage, points: Sequence[str]) -> None:
    async def scene() -> None:
        async with stage.app(door="p") as app:
            await plan_and_mark(app)
            await warm_up_twice(app)
            await solve(app)
            await look_at(app, "dropout")
            await app.press("enter")
            await app.to("DrillScreen")
            await drill(app, points[0])
            await app.press("escape")
            await app.to("PickerScreen")
            await app.press("escape", "escape")
            await app.to("HomeScreen")
            await sit_an_interview(app, points)
            await app.press("escape")
            await app.to("HomeScreen")
            await app.press("c")
            await app.to("PickerScreen")
            await look_at(app, "bias-variance")
            await app.press("x", "escape")
            await app.to("PickerScreen")

    play(scene)


async def look_at(app: Driver, item: str) -> None:
    """Type its id into the search field of the list, and open it."""
    if app.app.screen.query_one(Input).value:
        await app.press("escape")
    await app.press(*item)
    await app.until(lambda: f"({item})" in app.said("#about"))
    await app.press("enter")
    await app.to("PreviewScreen")


async def plan_and_mark(app: Driver) -> None:
    await app.to("PlanScreen")
    app.app.screen.query_one("#days", Input).value = "6"
    app.app.screen.query_one("#minutes", Input).value = "30"
    await app.press("enter", "escape")
    await app.to("HomeScreen")
    await app.press("c")
    await app.to("PickerScreen")
    await app.until(lambda: "demo/double" in app.said("#about"))
    await look_at(app, "dropout")
    await app.press("b", "n")
    await app.to("AskScreen")
    app.app.screen.query_one(Input).value = "see the paper"
    await app.press("enter")
    await app.to("PreviewScreen")
    await app.press("escape")
    await app.to("PickerScreen")
    await look_at(app, "bias-variance")
    await app.press("b", "b", "w", "x", "escape")
    await app.to("PickerScreen")


async def warm_up_twice(app: Driver) -> None:
    """Without a limit, then from memory."""
    for key, text in (("u", RIGHT), ("m", HALF_RIGHT)):
        await look_at(app, "demo/warm")
        await app.press(key)
        await app.to("WorkspaceScreen")
        await app.run("f9", text)
        await app.press("escape", "escape")
        await app.to("PickerScreen")


async def solve(app: Driver) -> None:
    await look_at(app, "demo/double")
    await app.press("enter")
    await app.to("WorkspaceScreen")
    await app.run("f9", HALF_RIGHT)
    await app.press("f7", "y")
    await app.to("ReaderScreen")
    await app.press("escape")
    await app.to("WorkspaceScreen")
    await app.run("f9", RIGHT)
    await app.until(lambda: "36 (40 less 4 for hints)" in app.said("#summary"))
    await app.press("escape", "escape")
    await app.to("PickerScreen")


async def drill(app: Driver, point: str) -> None:
    await app.until(lambda: bool(app.find("ProseEditor:focus", ProseEditor)))
    await app.press("f8", "y")
    await app.until(lambda: "Begin with this" in app.said("#question"))
    app.app.screen.query_one(ProseEditor).text = point
    await app.press("f9")
    await app.until(lambda: "of the marks" in app.said("#score"))
    await app.press("f7")
    await app.until(lambda: bool(app.find("#ratings Button", Button)))
    await app.press("o")
    await app.to("ObjectScreen")
    await app.press("enter", "enter", "down", "enter", "escape")
    await app.to("DrillScreen")
    await app.press("3")
    await app.until(lambda: "That was all for now" in app.said("#question"))


async def sit_an_interview(app: Driver, points: Sequence[str]) -> None:
    """The question that is not suspended with two follow-ups, then a challenge, which is left and taken up again."""
    await app.press("i")
    await app.to("InterviewSetupScreen")
    app.app.screen.query_one("#minutes", Select).value = 20
    await app.press("f9")
    await app.to("InterviewScreen")
    for said in (points[0], "no idea", " ".join(points)):
        await app.until(lambda: bool(app.find("ProseEditor:focus", ProseEditor)))
        asked = app.said("#asked")
        app.app.screen.query_one(ProseEditor).text = said
        await app.press("f9")
        await app.until(lambda before=asked: app.said("#asked") != before)  # type: ignore[misc]
    await app.until(lambda: bool(app.find("CodeEditor", CodeEditor)))
    await app.press("escape", "escape")
    await app.to("HomeScreen")
    await app.press("i")
    await app.to("InterviewScreen")
    await app.until(lambda: bool(app.find("CodeEditor", CodeEditor)))
    await app.run("f5", HALF_RIGHT)
    await app.press("f9", "y")
    await app.to("ReportsScreen")


def record(stage: Stage) -> dict[str, Any]:
    """Everything that is kept, but for what differs from run to run."""
    notebook = OwnData(stage.data)
    with notebook.reading() as connection:
        document = export_data(connection, stage.time)
    notebook.close()
    return {name: [_lasting(row) for row in rows] for name, rows in document.items() if isinstance(rows, list)}


def _lasting(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _lasting(inner) for name, inner in value.items() if name not in (*_LEFT_OUT, *_MEASURED)}
    if isinstance(value, list):
        return [_lasting(inner) for inner in value]
    return re.sub(r"\d{8}T\d{6}\.\d+Z|/.*/attempts", "", value) if isinstance(value, str) else value


_MEASURED = frozenset({"time_s", "cpu_s", "submission", "fingerprint", "version"})
"""Of gradings; the two contents lie in two folders."""


def shelf(stage: Stage, now: Callable[[], datetime] = utc_now) -> list[tuple[str, Status, str, bool, str]]:
    """What each thing looks like in the list afterwards."""
    desk = Desk([stage.content], stage.data, now)
    choices = load_shelf(desk).choices
    desk.close()
    return [(one.id, one.status, one.reached, one.is_bookmarked, one.note) for one in choices]


def test_commands_and_app_leave_the_same_record(stages: tuple[Stage, Stage]) -> None:
    commands, app = stages
    points = [point.id for point in app.add_question().points]
    by_commands(commands, points)
    by_app(app, points)
    left, right = record(commands), record(app)
    for rows in (left, right):
        rows["journal"].sort(key=str)
    assert left == right
    assert shelf(commands) == shelf(app, lambda: app.time)
    kinds = {row["kind"] for row in left["journal"]}
    assert kinds == {"planned", "bookmarked", "noted", "suspended", "demanded", "withdrawn", "disputed"}
    assert [row["kind"] for row in left["attempts"]] == ["code"] * 4 + ["answer"] + ["answer", "code"]
    assert [row["kind"] for row in left["sittings"]] == ["challenge"] * 4 + ["drill", "interview"]
