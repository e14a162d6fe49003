"""The same journey by plain commands and by the app leaves the same record."""

import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from textual.widgets import Button, Input

from prep.cli.main import prep
from prep.practice.desk.assessor import Assessor
from prep.practice.desk.notebook import OwnData
from prep.practice.work.answering import Answering
from prep.store.exchange import export_data
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
        folder = stage.add_challenge()
        spec = folder / "challenge.toml"
        spec.write_text(spec.read_text() + 'questions = ["dropout"]\n')
        stage.add_question()
        found.append(stage)
    return found[0], found[1]


def by_commands(stage: Stage, point: str, follow_ups: int) -> None:
    def run(*arguments: str, typed: str = "") -> None:
        environment = {"PREP_DATA": str(stage.data), "PREP_CONTENT": str(stage.content)}
        ran = CliRunner().invoke(prep, arguments, input=typed, env=environment)
        assert ran.exit_code == 0, ran.output

    run("plan", "--days", "6", "--minutes", "30")
    run("mark", "dropout", "--bookmark", "--note", "see the paper")
    run("practice", "start", "demo/double")
    run("practice", "submit", "demo/double", "--file", "-", typed=HALF_RIGHT)
    run("practice", "hint", "demo/double", "--yes")
    run("practice", "submit", "demo/double", "--file", "-", typed=RIGHT)
    run("drill", "dropout", typed=f"{point}\n.\n" + "\n" * follow_ups + "object 2\n3\n")


def by_app(stage: Stage, point: str) -> None:
    async def scene() -> None:
        async with stage.app(door="p") as app:
            await app.to("PlanScreen")
            app.app.screen.query_one("#days", Input).value = "6"
            app.app.screen.query_one("#minutes", Input).value = "30"
            await app.press("enter", "escape")
            await app.to("HomeScreen")
            await app.press("c")
            await app.to("PickerScreen")
            await app.until(lambda: "demo/double" in app.said("#about"))
            await mark_the_question(app)
            await app.press("escape", *"double")
            await app.until(lambda: "demo/double" in app.said("#about"))
            await app.open()
            await app.run("f9", HALF_RIGHT)
            await app.press("f7", "y")
            await app.to("ReaderScreen")
            await app.press("escape")
            await app.to("WorkspaceScreen")
            await app.run("f9", RIGHT)
            await app.until(lambda: "36 (40 less 4 for hints)" in app.said("#summary"))
            await app.press("escape", "escape")
            await app.to("PickerScreen")
            await app.press("escape", *"dropout")
            await app.until(lambda: "(dropout)" in app.said("#about"))
            await app.press("enter")
            await app.to("PreviewScreen")
            await app.press("enter")
            await app.to("DrillScreen")
            await drill(app, point)
            await app.press("escape")
            await app.to("PickerScreen")

    play(scene)


async def mark_the_question(app: Driver) -> None:
    await app.press(*"dropout")
    await app.until(lambda: "(dropout)" in app.said("#about"))
    await app.press("enter")
    await app.to("PreviewScreen")
    await app.press("b", "n")
    await app.to("AskScreen")
    app.app.screen.query_one(Input).value = "see the paper"
    await app.press("enter")
    await app.to("PreviewScreen")
    await app.press("escape")
    await app.to("PickerScreen")


async def drill(app: Driver, point: str) -> None:
    await app.until(lambda: bool(app.find("ProseEditor:focus", ProseEditor)))
    app.app.screen.query_one(ProseEditor).text = point
    await app.press("f9")
    await app.until(lambda: "of the marks" in app.said("#score"))
    await app.press("f7")
    await app.until(lambda: bool(app.find("#ratings Button", Button)))
    await app.press("o")
    await app.to("ObjectScreen")
    await app.press("down", "enter", "escape")
    await app.to("DrillScreen")
    await app.press("3")
    await app.until(lambda: "That was all for now" in app.said("#question"))


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


def test_commands_and_app_leave_the_same_record(stages: tuple[Stage, Stage]) -> None:
    commands, app = stages
    points = app.add_question().points
    by_commands(commands, points[0].id, len(points) - 1)
    by_app(app, points[0].id)
    left, right = record(commands), record(app)
    for rows in (left, right):
        rows["journal"].sort(key=str)
    assert left == right
    kinds = {row["kind"] for row in left["journal"]}
    assert kinds == {"planned", "bookmarked", "noted", "demanded", "withdrawn", "disputed"}
    assert [row["kind"] for row in left["attempts"]] == ["code", "code", "answer"]
    assert len(left["sittings"]) == 3
