"""Where a challenge is worked on: the prompt and the results beside an editor, under a clock."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on, work
from textual.app import App, ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Footer, Static, TextArea

from prep.model.challenge import Visibility
from prep.model.errors import PrepError, StorageError
from prep.model.result import CheckResult, GradeResult
from prep.model.submission import ENTRY_FILE
from prep.practice.bench import Stopped
from prep.practice.browser import open_in_browser
from prep.practice.session import Outcome, Session
from prep.tui.screens.page import Page
from prep.tui.widgets.clock_face import ClockFace
from prep.tui.widgets.notices import Notices
from prep.tui.widgets.panes import Panes

if TYPE_CHECKING:
    from pathlib import Path

    from textual.timer import Timer

AUTOSAVE_S: Final = 0.5
"""How long a key may wait to be saved."""


class Run(StrEnum):
    """What is being graded, as it is told."""

    PUBLIC = "Running the public tests"
    SUBMISSION = "Grading your submission"


class WorkspaceScreen(Page):
    """The session decides; this shows it."""

    CSS_PATH = "workspace.tcss"
    HELP = """\
F5              run the public tests; nothing is counted
F9              submit to all tests; kept as an attempt with a report
F8              stop a run
F4              open the report of your last submission in a browser
F2              to and fro between the editor and the pane beside it
F3              give the pane you are in the whole room, and back
F6              prompt, public tests, results in turn
Ctrl+S          save now (it is saved within a second anyway)
Ctrl+Z, Ctrl+Y  undo, redo
Tab, Shift+Tab  indent, dedent in the editor
Esc             out of the editor; once more: back to the list
Ctrl+P          all commands, such as: restart the clock, light or dark
Ctrl+Q          quit; nothing is lost

Marks: ✓ passed, ✗ wrong answer, ! error, ◷ time limit, ■ memory limit,
▲ too slow, ? cannot be imported, ¶ no plain data, ~ too noisy to say,
☠ a fault of the grader, which never counts.

The clock stops nobody, and runs on while the app is closed.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "switch_pane", "Pane"),
        Binding("f3", "zoom", "Zoom"),
        Binding("f4", "open_report", "Report"),
        Binding("f5", "run_public", "Test"),
        Binding("f6", "next_tab", "Tab", priority=True),  # the editor would select a line
        Binding("f8", "stop", "Stop"),
        Binding("f9", "submit", "Submit"),
        Binding("ctrl+s", "save", "Save", show=False),
        Binding("escape", "back", "Back"),
    ]

    @dataclass
    class CheckKnown(Message):
        """A check of the run has come in."""

        check: CheckResult

    @dataclass
    class RunEnded(Message):
        """All checks have come in."""

        outcome: Outcome

    @dataclass
    class RunFailed(Message):
        """There will be no result."""

        reason: str

    @dataclass
    class AttemptKept(Message):
        """For the app, since this screen may have been left meanwhile."""

        title: str
        result: GradeResult

    def __init__(self, session: Session, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._session = session
        self._autosave: Timer | None = None
        self._run: Run | None = None
        self._report: Path | None = None
        self._clock = ClockFace(session.clock, now)
        self._notices = Notices()
        self._panes = Panes(prompt=session.challenge.prompt, public_tests=session.public_tests, text=session.text)

    def compose(self) -> ComposeResult:
        challenge = self._session.challenge
        facts = f"{challenge.spec.title}  ({challenge.spec.level}, {challenge.max_points:g} points)"
        with Horizontal(id="top"):
            yield Static(facts, id="title", markup=False)
            yield self._clock
        yield self._notices
        yield self._panes
        yield Footer()

    def on_mount(self) -> None:
        self._panes.editor.border_title = ENTRY_FILE
        self._save(self._session.begin)
        if self._session.is_new:
            minutes = self._session.challenge.spec.time_limit_minutes
            self.notify(f"{minutes} minutes from now on. F1 tells the keys.", title="The clock is running")
        self._warm()

    def on_unmount(self) -> None:
        """However the screen ends, nothing is lost."""
        with suppress(StorageError):
            self._session.save(self._panes.editor.text)

    def commands(self) -> Iterable[SystemCommand]:
        yield SystemCommand("Restart the clock", "Give yourself the whole time again", self.restart_clock)
        yield SystemCommand("Put the starter back", "Undo brings your text back", self.restore_starter)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Keys that would do nothing are not shown."""
        works = {
            "stop": self._run is not None,
            "run_public": self._run is None,
            "submit": self._run is None,
            "open_report": self._report is not None,
        }
        return works.get(action, True)

    # --- the text and the clock ---------------------------------------------------------------------------------------

    @on(TextArea.Changed, "CodeEditor")
    def _save_soon(self) -> None:
        """Counted from the first key after a save, so that whoever types on and on is saved all the same."""
        if self._autosave is None and self._panes.editor.text != self._session.text:
            self._panes.editor.border_subtitle = "…"
            self._autosave = self.set_timer(AUTOSAVE_S, self.action_save)

    def action_save(self) -> None:
        if self._autosave is not None:
            self._autosave.stop()
            self._autosave = None
        text = self._panes.editor.text
        self._save(lambda: self._session.save(text))

    def _save(self, save: Callable[[], None]) -> None:
        problem = ""
        try:
            save()
        except StorageError as error:
            problem = f"Not saved: {error}"
        self._notices.tell("saving", problem)
        self._panes.editor.border_subtitle = "not saved" if problem else "saved"

    def restart_clock(self) -> None:
        self._save(self._session.restart_clock)
        self._clock.clock = self._session.clock

    def restore_starter(self) -> None:
        """As an edit, so that undo brings the text back."""
        editor = self._panes.editor
        editor.replace(self._session.challenge.starter, (0, 0), editor.document.end)

    @on(ClockFace.TimeUp)
    def _tell_time_up(self) -> None:
        self.notify("Go on as long as you like; the clock shows by how much.", title="The time is up")

    # --- running checks -----------------------------------------------------------------------------------------------

    @work(thread=True, exclusive=True, group="warm")
    def _warm(self) -> None:
        with suppress(Stopped, PrepError):  # a run will tell what is wrong
            self._session.warm()

    async def action_run_public(self) -> None:
        await self._start(Run.PUBLIC)

    async def action_submit(self) -> None:
        await self._start(Run.SUBMISSION)

    async def _start(self, run: Run) -> None:
        self._run = run
        self.refresh_bindings()
        self.action_save()
        self._panes.show("results")
        checks = self._session.challenge.checks(Visibility.PUBLIC if run is Run.PUBLIC else None)
        await self._panes.results.expect(checks, f"{run} …")
        grade = partial(self._grade, run, self._panes.editor.text, self.app)
        # The app's, since a submission is graded to its end even if this screen is left.
        self.app.run_worker(grade, thread=True, exclusive=True, group="grading")

    def _grade(self, run: Run, text: str, app: App[object]) -> None:
        """In a thread of its own; what it finds comes back as messages."""
        session = self._session
        grade = session.check if run is Run.PUBLIC else session.submit

        def tell(check: CheckResult) -> None:
            self.post_message(self.CheckKnown(check))

        try:
            outcome = grade(text, tell)
        except Stopped:
            self.post_message(self.RunFailed("Stopped; nothing was counted."))
        except PrepError as error:
            self.post_message(self.RunFailed(str(error)))
        else:
            self.post_message(self.RunEnded(outcome))
            if outcome.report:
                app.post_message(self.AttemptKept(session.challenge.spec.title, outcome.result))

    @on(CheckKnown)
    def _show_check(self, message: CheckKnown) -> None:
        self._panes.results.show_check(message.check)

    @on(RunEnded)
    def _show_outcome(self, message: RunEnded) -> None:
        outcome, notes = message.outcome, []
        if outcome.report:
            self._report = outcome.report
            notes = [f"F4 opens the report, which lies in {outcome.report}"]
        if outcome.problem:
            notes = [f"Not kept as an attempt: {outcome.problem}"]
        if self._session.weakness:
            reason = f"No full jail on this machine, which is fine for your own code: {self._session.weakness}"
            self._notices.tell("isolation", reason)
        self._panes.results.show_result(outcome.result, notes)
        self._clock.clock = self._session.clock
        self._end_run()

    @on(RunFailed)
    def _show_failure(self, message: RunFailed) -> None:
        self._panes.results.show_failure(message.reason)
        self._end_run()

    def _end_run(self) -> None:
        self._run = None
        self.refresh_bindings()

    def action_stop(self) -> None:
        """Apart from this screen, which may be about to go."""
        self.app.run_worker(self._session.stop, thread=True, group="stop")

    # --- moving about -------------------------------------------------------------------------------------------------

    def action_switch_pane(self) -> None:
        self._panes.switch()

    def action_zoom(self) -> None:
        self._panes.toggle_zoom()

    def action_next_tab(self) -> None:
        self._panes.next_tab()

    def action_back(self) -> None:
        """Public tests end with the screen; a submission is graded to its end."""
        if self._run is Run.PUBLIC:
            self.action_stop()
        self.dismiss()

    @work(thread=True, group="browser")
    def action_open_report(self) -> None:
        report, notify = self._report, self.app.notify
        if report is not None and not open_in_browser(report):
            text = f"There is no browser to open here. The report lies in {report}"
            self.app.call_from_thread(notify, text, markup=False, timeout=15)
