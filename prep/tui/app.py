"""The terminal app: which screen leads to which. What can be done without a screen is in `practice`."""

import importlib
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from textual import on, work
from textual.app import SystemCommand
from textual.screen import Screen

from prep.model.errors import PrepError
from prep.practice.desk.desk import Desk, utc_now
from prep.store.folders import data_folder
from prep.tui import doors
from prep.tui.base_app import BaseApp
from prep.tui.door import Door
from prep.tui.memory import keep_for_good, keep_no_longer
from prep.tui.screens.ask import AskScreen
from prep.tui.screens.home import HomeScreen
from prep.tui.screens.tour import TourScreen
from prep.tui.widgets.prompt_code import prepare_code
from prep.tui.widgets.results import tell_result

if TYPE_CHECKING:
    from prep.tui.screens.interview import InterviewScreen
    from prep.tui.screens.interview_setup import InterviewSetupScreen
    from prep.tui.screens.picker import PickerScreen
    from prep.tui.screens.preview import PreviewScreen
    from prep.tui.screens.workspace import WorkspaceScreen

_AHEAD: Final = ("picker", "preview", "drill", "workspace", "interview", "reports")
_SETTLED_S: Final = 0.6
"""When the first screen is drawn and has read its data, which nothing should slow down."""


def run_app(roots: list[Path]) -> None:
    """Open the app on these content folders; returns when it is closed."""
    PrepApp(roots, data_folder()).run()


class PrepApp(BaseApp):
    """Opens screens and ends what they started."""

    def __init__(self, roots: Sequence[Path], data: Path, now: Callable[[], datetime] = utc_now) -> None:
        super().__init__(data)
        self.desk = Desk(roots, data, now)

    def on_mount(self) -> None:
        self.push_screen(HomeScreen(self.desk))
        if not self.preferences.tour_seen:
            self.show_tour()
        self.set_timer(_SETTLED_S, self._import_ahead)

    @work(thread=True)
    def _import_ahead(self) -> None:
        """While a person reads the first screen, so that the others open without waiting."""
        for name in _AHEAD:
            importlib.import_module(f"prep.tui.screens.{name}")
        prepare_code()
        keep_for_good()

    def on_unmount(self) -> None:
        """Whatever is being graded ends with the app; a drill that was going on gets its report."""
        if self.desk.drill is not None:
            from prep.practice.record.drills import end_drill

            with suppress(PrepError):
                end_drill(self.desk)
        self.desk.close()
        keep_no_longer()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        yield from super().get_system_commands(screen)
        yield SystemCommand("Tour", "Show the three screens of the first run again", self.show_tour)
        yield SystemCommand("Read content again", "After a challenge or question was changed", self.reload)

    def show_tour(self) -> None:
        self.push_screen(TourScreen(), lambda _: self.prefer(replace(self.preferences, tour_seen=True)))

    def reload(self) -> None:
        self.desk.library.reload()
        self.notify("It is read when it is next shown.", title="Content is read again")

    # --- from screen to screen ----------------------------------------------------------------------------------------

    @on(HomeScreen.Chosen)
    def _open_door(self, message: HomeScreen.Chosen) -> None:
        if not isinstance(self.screen, HomeScreen):
            return  # Enter was pressed twice
        match message.door:
            case Door.DRILL:
                self._open_drill()
            case Door.PICKER:
                doors.open_picker(self, self.desk)
            case Door.CHALLENGE if message.go_on:
                doors.open_challenge(self, self.desk, message.challenge)
            case Door.CHALLENGE:
                doors.open_preview(self, self.desk, message.challenge)
            case Door.INTERVIEW:
                doors.open_interview(self, self.desk)
            case Door.REPORTS:
                self._open_reports()
            case Door.PLAN:
                doors.open_plan(self, self.desk)
            case Door.STATISTICS:
                doors.open_statistics(self, self.desk)
            case Door.ASSESSMENT:
                question = "The file that you were sent (`prep take FILE` opens it, too)"
                self.push_screen(AskScreen(question), self._open_assessment)

    def on_picker_screen_chosen(self, message: "PickerScreen.Chosen") -> None:
        from prep.tui.screens.picker import PickerScreen  # not needed for the first frame

        if isinstance(self.screen, PickerScreen):
            doors.open_preview(self, self.desk, message.item)

    def on_preview_screen_begun(self, message: "PreviewScreen.Begun") -> None:
        from prep.tui.screens.preview import PreviewScreen

        if not isinstance(self.screen, PreviewScreen):
            return
        self.screen.dismiss()
        if message.way is None:
            self._open_drill((message.item,))
        else:
            doors.open_challenge(self, self.desk, message.item, message.way)

    def _open_drill(self, questions: tuple[str, ...] = ()) -> None:
        from prep.tui.screens.drill import DrillScreen  # not needed for the first frame

        def end(_: None) -> None:
            self.run_worker(self._end_drill, thread=True, group="drill-end")

        self.push_screen(DrillScreen(self.desk, questions), end)

    def _end_drill(self) -> None:
        from prep.practice.record.drills import end_drill

        try:
            kept = end_drill(self.desk)
        except PrepError as error:
            self.call_from_thread(self._tell, str(error), "The drill has no report", failed=True)
            return
        if kept is not None:
            text = f"{kept.record.title}: {kept.record.share:.0%}. The report is among the reports (r)."
            self.call_from_thread(self._tell, text, "Drill ended")

    def _open_reports(self, chosen: str = "last") -> None:
        from prep.tui.screens.reports import ReportsScreen

        self.push_screen(ReportsScreen(self.desk, chosen))

    def _open_assessment(self, file: str | None) -> None:
        if file:
            doors.open_assessment(self, self.desk, file)

    def on_interview_setup_screen_wanted(self, message: "InterviewSetupScreen.Wanted") -> None:
        doors.begin_interview(self, self.desk, message.wish)

    def on_interview_screen_finished(self, message: "InterviewScreen.Finished") -> None:
        from prep.tui.screens.interview import InterviewScreen

        if isinstance(self.screen, InterviewScreen):
            self.screen.dismiss()
        if message.problem:
            self._tell(message.problem, "The interview has no report yet; open it again to try again", failed=True)
        elif message.kept is None:
            self._tell("Nothing was answered, and nothing is kept.", "Interview ended")
        else:
            self._open_reports(message.kept.record.uid)

    def on_workspace_screen_attempt_kept(self, message: "WorkspaceScreen.AttemptKept") -> None:
        """A submission may be graded after its screen was left; then it is told where the person is now."""
        from prep.tui.screens.picker import PickerScreen

        if isinstance(self.screen, PickerScreen | HomeScreen):
            self.screen.reload()
            self._tell(tell_result(message.result), message.title)

    def _tell(self, text: str, title: str, *, failed: bool = False) -> None:
        self.notify(
            text, title=title, markup=False, timeout=8 if failed else 4, severity="error" if failed else "information"
        )
        if isinstance(self.screen, HomeScreen):
            self.screen.reload()
