"""One concept question of a take-home: the question above, the answer below."""

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.timer import Timer
from textual.widgets import Markdown, Static, TextArea

from prep.assessment.packs.desk import CandidateDesk, Saved
from prep.assessment.packs.opened import PackedPart
from prep.model.errors import StorageError
from prep.model.text import one_line
from prep.practice.desk.clock import Clock
from prep.tui.screens.page import Page
from prep.tui.widgets.clock_face import ClockFace
from prep.tui.widgets.key_bar import KeyBar
from prep.tui.widgets.notices import Notices
from prep.tui.widgets.prose_editor import ProseEditor

AUTOSAVE_S: Final = 0.5


def told_elsewhere(saved: Saved) -> str:
    """What to say where the file on the disk was changed while it was open here."""
    told = "The file was changed outside, and is shown as it is there now."
    return f"{told} What you wrote here is kept in {saved.beside}" if saved.beside else told


class TakeAnswerScreen(Page):
    """Answers are graded by the team's side; here they are only written."""

    CSS_PATH = ["workspace.tcss", "take.tcss"]  # noqa: RUF012 - textual's declaration
    HELP = """\
Write in your own words, as you would explain it to a colleague.

Ctrl+S   save now (it is saved within a second anyway)
Ctrl+Z   undo
Esc      out of the editor; once more: back to the list
Ctrl+Q   quit; nothing is lost, and the clock goes on
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save"),
        Binding("escape", "app.pop_screen", "Back"),
        Binding("ctrl+q", "app.quit", "Quit", priority=True),
    ]

    def __init__(self, desk: CandidateDesk, part: PackedPart, clock: Clock, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._desk = desk
        self._part = part
        self._now = now
        self._clock = ClockFace(clock, now)
        self._notices = Notices()
        self._answer = ProseEditor(desk.open(part.id), id="answer")
        self._autosave: Timer | None = None

    def compose(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield Static(one_line(self._part.title.capitalize(), 120), id="title", markup=False)
            yield self._clock
        yield self._notices
        with VerticalScroll(id="question"):
            yield Markdown(self._desk.prompt(self._part.id))
        yield self._answer
        yield KeyBar()

    def on_mount(self) -> None:
        self._answer.focus()

    def on_unmount(self) -> None:
        """However the screen ends, nothing is lost."""
        self._save()

    @on(TextArea.Changed)
    def _save_soon(self) -> None:
        if self._autosave is None:
            self._autosave = self.set_timer(AUTOSAVE_S, self.action_save)

    def action_save(self) -> None:
        if self._autosave is not None:
            self._autosave.stop()
            self._autosave = None
        problem = self._save()
        self._notices.tell("saving", problem)
        self._answer.border_subtitle = "not saved" if problem else "saved"

    def _save(self) -> str:
        try:
            saved = self._desk.save(self._part.id, self._answer.text, self._now())
        except StorageError as error:
            return f"Not saved: {error}"
        if saved.text != self._answer.text:
            self._answer.text = saved.text
            self.app.notify(told_elsewhere(saved), title="Changed by another editor", markup=False, timeout=20)
        return ""

    @on(ClockFace.TimeUp)
    def _tell_time_up(self) -> None:
        self.notify("What is handed in from now on is marked as late.", title="The time is up", timeout=15)
