"""One challenge of a take-home: prompt and public tests beside an editor that saves by itself."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Static, TextArea

from prep.assessment.packs.desk import CandidateDesk
from prep.assessment.packs.opened import PackedPart
from prep.model.challenge import Visibility
from prep.model.errors import PrepError, StorageError
from prep.model.result import CheckResult, GradeResult
from prep.model.submission import ENTRY_FILE
from prep.model.text import one_line
from prep.model.verdict import Verdict
from prep.practice.desk.bench import Bench, Stopped
from prep.practice.desk.clock import Clock
from prep.tui.screens.page import Page
from prep.tui.screens.take_answer import told_elsewhere
from prep.tui.widgets.clock_face import ClockFace
from prep.tui.widgets.key_bar import KeyBar
from prep.tui.widgets.notices import Notices
from prep.tui.widgets.panes import Panes

AUTOSAVE_S: Final = 0.5


class TakeCodeScreen(Page):
    """Hidden tests are with the team; here are the public ones."""

    CSS_PATH = ["workspace.tcss", "take.tcss"]  # noqa: RUF012 - textual's declaration
    HELP = """\
F5              run the public tests
F8              stop a run
F2              to and fro between the editor and the pane beside it
F3              give the pane you are in the whole room, and back
F6              prompt, public tests, results in turn
Ctrl+S          save now (it is saved within a second anyway)
Ctrl+Z, Ctrl+Y  undo, redo
Tab, Shift+Tab  indent, dedent: the cursor's line, or all that are selected
Ctrl+A, Ctrl+F  select all; find and replace
Ctrl+/, Ctrl+T  comment lines out and in
Esc             out of the editor; once more: back to the list
Ctrl+Q          quit; nothing is lost, and the clock goes on
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "switch_pane", "Pane"),
        Binding("f3", "zoom", "Zoom"),
        Binding("f5", "run_public", "Test"),
        Binding("f6", "next_tab", "Tab", priority=True),  # the editor would select a line
        Binding("f8", "stop", "Stop"),
        Binding("ctrl+s", "save", "Save", show=False),
        Binding("escape", "app.pop_screen", "Back"),
        Binding("ctrl+q", "app.quit", "Quit", priority=True),
    ]

    @dataclass
    class CheckKnown(Message):
        """A public check has come in."""

        check: CheckResult

    @dataclass
    class RunEnded(Message):
        """All public checks have come in."""

        result: GradeResult

    @dataclass
    class RunFailed(Message):
        """There will be no result."""

        reason: str

    def __init__(
        self, desk: CandidateDesk, bench: Bench, part: PackedPart, clock: Clock, now: Callable[[], datetime]
    ) -> None:
        """Open a challenge.

        Raises:
            PrepError: what the pack says of it cannot be used.
        """
        super().__init__()
        self._desk = desk
        self._bench = bench
        self._part = part
        self._now = now
        self._challenge = desk.public_challenge(part.id)
        self._clock = ClockFace(clock, now)
        self._notices = Notices()
        self._panes = Panes(
            prompt=desk.prompt(part.id), public_tests=desk.public_tests(part.id), text=desk.open(part.id)
        )
        self._autosave: Timer | None = None
        self._is_grading = False

    def compose(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield Static(one_line(self._part.title, 120), id="title", markup=False)
            yield self._clock
        yield self._notices
        yield self._panes
        yield KeyBar()

    def on_mount(self) -> None:
        self._panes.editor.border_title = ENTRY_FILE
        self._panes.results.show_failure("F5 runs the public tests; the team runs the others.")

    def on_unmount(self) -> None:
        """However the screen ends, nothing is lost."""
        self._save()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        return {"stop": self._is_grading, "run_public": not self._is_grading}.get(action, True)

    @on(TextArea.Changed, "CodeEditor")
    def _save_soon(self) -> None:
        if self._autosave is None:
            self._autosave = self.set_timer(AUTOSAVE_S, self.action_save)

    def action_save(self) -> None:
        if self._autosave is not None:
            self._autosave.stop()
            self._autosave = None
        self._notices.tell("saving", self._save())

    def _save(self) -> str:
        """Keep the text; returns why it could not be, if so."""
        try:
            saved = self._desk.save(self._part.id, self._panes.editor.text, self._now())
        except StorageError as error:
            return f"Not saved: {error}"
        if saved.text != self._panes.editor.text:
            self._panes.editor.text = saved.text
            self.app.notify(told_elsewhere(saved), title="Changed by another editor", markup=False, timeout=20)
        return ""

    async def action_run_public(self) -> None:
        self._is_grading = True
        self.refresh_bindings()
        self.action_save()
        self._panes.show("results")
        await self._panes.results.expect(self._challenge.checks(Visibility.PUBLIC), "Running the public tests …")
        self.run_worker(partial(self._grade, self._panes.editor.text), thread=True, exclusive=True, group="grading")

    def _grade(self, text: str) -> None:
        """In a thread of its own; what it finds comes back as messages."""

        def tell(check: CheckResult) -> None:
            self.post_message(self.CheckKnown(check))

        try:
            result = self._bench.grade(self._challenge, text, visibility=Visibility.PUBLIC, on_check=tell)
        except Stopped:
            self.post_message(self.RunFailed("Stopped."))
        except PrepError as error:
            self.post_message(self.RunFailed(str(error)))
        else:
            self.post_message(self.RunEnded(result))

    @on(CheckKnown)
    def _show_check(self, message: CheckKnown) -> None:
        self._panes.results.show_check(message.check)

    @on(RunEnded)
    def _show_result(self, message: RunEnded) -> None:
        result = message.result
        passed = sum(check.verdict is Verdict.ACCEPTED for check in result.checks)
        notes = [self._bench.weakness and f"No full jail here, which is fine for your own code: {self._bench.weakness}"]
        self._panes.results.show_result(result, filter(None, notes))
        try:
            self._desk.note_check(self._part.id, self._now(), passed, len(result.checks))
        except StorageError as error:
            self._notices.tell("log", str(error))
        self._end_run()

    @on(RunFailed)
    def _show_failure(self, message: RunFailed) -> None:
        self._panes.results.show_failure(message.reason)
        self._end_run()

    def _end_run(self) -> None:
        self._is_grading = False
        self.refresh_bindings()

    def action_stop(self) -> None:
        self.app.run_worker(self._bench.stop, thread=True, group="stop")

    def action_switch_pane(self) -> None:
        self._panes.switch()

    def action_zoom(self) -> None:
        self._panes.toggle_zoom()

    def action_next_tab(self) -> None:
        self._panes.next_tab()

    @on(ClockFace.TimeUp)
    def _tell_time_up(self) -> None:
        self.notify("What is handed in from now on is marked as late.", title="The time is up", timeout=15)
