"""Opens the screens of the app; what a screen needs is imported when it is first opened."""

from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import App

from prep.model.errors import PrepError
from prep.practice.desk.desk import Desk

if TYPE_CHECKING:
    from prep.practice.drafts.challenges import Way
    from prep.practice.work.interview_plan import Wish


def open_picker(app: App[None], desk: Desk) -> None:
    from prep.tui.screens.picker import PickerScreen

    app.push_screen(PickerScreen(desk))


def open_preview(app: App[None], desk: Desk, item: str) -> None:
    """A challenge or question to look at, before any clock starts."""
    from prep.practice.progress.shelf import load_shelf
    from prep.tui.screens.preview import PreviewScreen

    choice = next((one for one in load_shelf(desk).choices if one.id == item), None)
    if choice is None:
        app.notify("It is no longer there, or broken.", title="It cannot be opened", severity="error")
    else:
        app.push_screen(PreviewScreen(desk, choice))


def open_challenge(app: App[None], desk: Desk, challenge_id: str, way: "Way | None" = None) -> None:
    from prep.practice.work.session import Session
    from prep.tui.screens.workspace import WorkspaceScreen

    try:
        session = Session(desk, challenge_id, way)
    except PrepError as error:
        app.notify(str(error), title="It cannot be opened", severity="error", markup=False, timeout=15)
    else:
        app.push_screen(WorkspaceScreen(session))


def open_plan(app: App[None], desk: Desk) -> None:
    from prep.tui.screens.plan import PlanScreen

    app.push_screen(PlanScreen(desk))


def open_statistics(app: App[None], desk: Desk) -> None:
    from prep.practice.progress.statistics import load_statistics, statistics_text
    from prep.tui.screens.reader import ReaderScreen

    try:
        text = statistics_text(load_statistics(desk))
    except PrepError as error:
        app.notify(str(error), title="No statistics", severity="error", markup=False, timeout=15)
    else:
        app.push_screen(ReaderScreen("Statistics (prep stats prints them)", plain=text))


def open_interview(app: App[None], desk: Desk) -> None:
    """The interview that goes on, or the choice of a new one."""
    from prep.practice.work.interview import Interview
    from prep.tui.screens.interview import InterviewScreen
    from prep.tui.screens.interview_setup import InterviewSetupScreen

    try:
        running = Interview.resume(desk)
    except PrepError as error:
        app.notify(str(error), title="It cannot be opened", severity="error", markup=False, timeout=15)
        return
    app.push_screen(InterviewSetupScreen(desk) if running is None else InterviewScreen(running))


def begin_interview(app: App[None], desk: Desk, wish: "Wish") -> None:
    from prep.practice.work.interview import Interview
    from prep.tui.screens.interview import InterviewScreen

    try:
        interview = Interview.begin(desk, wish)
    except PrepError as error:
        app.notify(str(error), title="No interview", severity="error", markup=False, timeout=15)
    else:
        app.switch_screen(InterviewScreen(interview))


def open_assessment(app: App[None], desk: Desk, file: str) -> None:
    """A take-home that the person was sent."""
    from prep.assessment.packs.desk import CandidateDesk
    from prep.assessment.packs.opened import open_pack
    from prep.tui.screens.take import TakeScreen

    try:
        opened = open_pack(Path(file).expanduser())
        folder = desk.data / "take-homes" / f"{opened.assessment}-{opened.digest[:8]}"
        take = CandidateDesk(opened, folder)
    except (PrepError, OSError) as error:
        app.notify(str(error), title="It cannot be opened", severity="error", markup=False, timeout=15)
    else:
        app.push_screen(TakeScreen(take, desk.bench, Path.cwd(), "", desk.now))
