"""Opens the screens of the app; what a screen needs is imported when it is first opened."""

from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import App

from prep.model.errors import PrepError
from prep.practice.desk import Desk

if TYPE_CHECKING:
    from prep.practice.interview_plan import Wish


def open_challenges(app: App[None], desk: Desk) -> None:
    from prep.tui.screens.challenges import ChallengesScreen  # noqa: PLC0415 - the database is slow to import

    app.push_screen(ChallengesScreen(desk))


def open_challenge(app: App[None], desk: Desk, challenge_id: str) -> None:
    from prep.practice.session import Session  # noqa: PLC0415 - the engine is slow to import
    from prep.tui.screens.workspace import WorkspaceScreen  # noqa: PLC0415

    try:
        session = Session(desk, challenge_id)
    except PrepError as error:
        app.notify(str(error), title="It cannot be opened", severity="error", markup=False)
    else:
        app.push_screen(WorkspaceScreen(session))


def open_interview(app: App[None], desk: Desk) -> None:
    """The interview that goes on, or the choice of a new one."""
    from prep.practice.interview import Interview  # noqa: PLC0415 - as above
    from prep.tui.screens.interview import InterviewScreen  # noqa: PLC0415
    from prep.tui.screens.interview_setup import InterviewSetupScreen  # noqa: PLC0415

    try:
        running = Interview.resume(desk)
    except PrepError as error:
        app.notify(str(error), title="It cannot be opened", severity="error", markup=False, timeout=15)
        return
    app.push_screen(InterviewSetupScreen(desk) if running is None else InterviewScreen(running))


def begin_interview(app: App[None], desk: Desk, wish: "Wish") -> None:
    from prep.practice.interview import Interview  # noqa: PLC0415 - as above
    from prep.tui.screens.interview import InterviewScreen  # noqa: PLC0415

    try:
        interview = Interview.begin(desk, wish)
    except PrepError as error:
        app.notify(str(error), title="No interview", severity="error", markup=False, timeout=15)
    else:
        app.switch_screen(InterviewScreen(interview))


def open_assessment(app: App[None], desk: Desk, file: str) -> None:
    """A take-home that the person was sent."""
    from prep.assessment.packs.desk import Desk as TakeDesk  # noqa: PLC0415 - as above
    from prep.assessment.packs.opened import open_pack  # noqa: PLC0415
    from prep.tui.screens.take import TakeScreen  # noqa: PLC0415

    try:
        opened = open_pack(Path(file).expanduser())
        folder = desk.data / "take-homes" / f"{opened.assessment}-{opened.digest[:8]}"
        take = TakeDesk(opened, folder)
    except (PrepError, OSError) as error:
        app.notify(str(error), title="It cannot be opened", severity="error", markup=False, timeout=15)
    else:
        app.push_screen(TakeScreen(take, desk.bench, Path.cwd(), "", desk.now))
