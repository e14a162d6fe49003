"""The terminal app: screens, themes and the grader they share. What can be done without a screen is in `practice`."""

import importlib
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.theme import Theme

from prep.model.errors import PrepError, StorageError
from prep.practice.desk import Desk, utc_now
from prep.practice.preferences import load_theme, save_theme
from prep.store.folders import data_folder
from prep.tui.screens.challenges import ChallengesScreen
from prep.tui.screens.help import HelpScreen
from prep.tui.screens.page import Page
from prep.tui.widgets.results import tell_result

if TYPE_CHECKING:
    from prep.tui.screens.workspace import WorkspaceScreen

_DARK, _LIGHT = "textual-dark", "textual-light"


def run_app(roots: list[Path]) -> None:
    """Open the app on these content folders; returns when it is closed."""
    PrepApp(roots, data_folder()).run()


class PrepApp(App[None]):
    """Opens screens and ends what they started."""

    TITLE = "prep"
    CSS_PATH = "app.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "quit", "Quit", priority=True, show=False)]

    def __init__(self, roots: Sequence[Path], data: Path, now: Callable[[], datetime] = utc_now) -> None:
        super().__init__()
        self.desk = Desk(roots, data, now)

    def on_mount(self) -> None:
        theme = load_theme(self.desk.data)
        self.theme = theme if theme in self.available_themes else _DARK
        self.theme_changed_signal.subscribe(self, self._remember_theme)
        self.push_screen(ChallengesScreen(self.desk))
        self.call_after_refresh(self._import_ahead)

    @work(thread=True)
    def _import_ahead(self) -> None:
        """While a person reads the list, so that a challenge opens without waiting."""
        importlib.import_module("prep.tui.screens.workspace")

    def on_unmount(self) -> None:
        """Whatever is being graded ends with the app."""
        self.desk.close()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        if isinstance(screen, Page):
            yield from screen.commands()
        yield SystemCommand("Light or dark", "Change between the light and the dark theme", self.toggle_dark)
        yield from super().get_system_commands(screen)

    def action_help(self) -> None:
        if isinstance(self.screen, Page):
            self.push_screen(HelpScreen(self.screen.HELP))

    def toggle_dark(self) -> None:
        self.theme = _LIGHT if self.current_theme.dark else _DARK

    def _remember_theme(self, theme: Theme) -> None:
        try:
            save_theme(self.desk.data, theme.name)
        except StorageError as error:
            self.notify(str(error), title="The theme is not remembered", severity="warning", markup=False)

    @on(ChallengesScreen.Chosen)
    def _open(self, message: ChallengesScreen.Chosen) -> None:
        if not isinstance(self.screen, ChallengesScreen):
            return  # Enter was pressed twice
        # Here: the engine and the editor are not needed for the first frame.
        from prep.practice.session import Session  # noqa: PLC0415
        from prep.tui.screens.workspace import WorkspaceScreen  # noqa: PLC0415

        try:
            session = Session(self.desk, message.choice.challenge.id)
        except PrepError as error:
            self.notify(str(error), title="It cannot be opened", severity="error", markup=False)
        else:
            self.push_screen(WorkspaceScreen(session, self.desk.now))

    def on_workspace_screen_attempt_kept(self, message: "WorkspaceScreen.AttemptKept") -> None:
        """A submission may be graded after its screen was left; then it is told where the person is now."""
        if isinstance(self.screen, ChallengesScreen):
            self.screen.reload()
            self.notify(tell_result(message.result), title=message.title, markup=False)
