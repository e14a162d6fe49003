"""Where a challenge is worked on: the prompt and the results beside an editor, under a clock."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on, work
from textual.app import App, ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Static, TextArea

from prep.diagnosis.diagnose import diagnose
from prep.diagnosis.words import cause_words
from prep.model.challenge import Visibility
from prep.model.errors import PrepError, StorageError
from prep.model.result import CheckResult, GradeResult
from prep.model.submission import ENTRY_FILE
from prep.model.verdict import Verdict
from prep.practice.desk.bench import Stopped
from prep.practice.desk.browser import open_in_browser
from prep.practice.drafts.place import place_in
from prep.practice.work.session import RunOutcome, Session
from prep.tui.outside import edit_outside
from prep.tui.screens.page import Page
from prep.tui.screens.workspace_help import HelpDesk
from prep.tui.widgets.clock_face import ClockFace
from prep.tui.widgets.key_bar import KeyBar
from prep.tui.widgets.notices import Notices
from prep.tui.widgets.panes import Panes
from prep.tui.widgets.saver import Saver
from prep.tui.widgets.trial_pane import TrialPane

if TYPE_CHECKING:
    from pathlib import Path

LOOK_S: Final = 1.0
"""How often the file is looked at, for edits from outside, and the place in it is noted."""


class RunKind(StrEnum):
    """What is being graded, as it is told."""

    PUBLIC = "Running the public tests"
    SUBMISSION = "Grading your submission"


@dataclass(frozen=True)
class Priced:
    """What came of a run, and the points that hints had cost by then."""

    outcome: RunOutcome
    hint_cost: float


class WorkspaceScreen(Page):
    """The session decides; this shows it."""

    CSS_PATH = "workspace.tcss"
    HELP = """\
F5, Ctrl+S      save, and run the public tests; nothing is counted
F9              submit to all tests; kept as an attempt with a report
F7              a hint, which costs points and says so before; after it
                hidden checks say what to look at, too. Once you have
                finished or given up: the reference solution
F8              stop a run
F4              open the report of your last submission in a browser
Ctrl+R          try your function on input of your own; nothing is counted
F2              to and fro between the editor and the pane beside it
F3              give the pane you are in the whole room, and back
F6              prompt, public tests, results, your own input in turn
Ctrl+O          your own editor ($VISUAL or $EDITOR); edits from outside
                come in by themselves
Ctrl+Z, Ctrl+Y  undo, redo
Tab, Shift+Tab  indent, dedent: the cursor's line, or all that are selected
Ctrl+A, Ctrl+F  select all; find and replace
Ctrl+Space      complete a name (Ctrl+N, where a terminal keeps that key)
Ctrl+/, Ctrl+T  comment lines out and in
Esc             both panes again; out of the editor; once more: back
Ctrl+P          all commands: compare attempts, give up, Vim keys …
Ctrl+Q          quit; nothing is lost

Marks: ✓ passed, ✗ wrong answer, ! error, ◷ time limit, ■ memory limit,
▲ too slow, ? cannot be imported, ¶ no plain data, ~ too noisy to say,
☠ a fault of the grader, which never counts.

The clock stops nobody, and runs on while the app is closed.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f5", "run_public", "Test"),
        Binding("f9", "submit", "Submit"),
        Binding("f7", "hint", "Hint", priority=True),  # F6 and F7 would select text in the editor
        Binding("f8", "stop", "Stop"),
        Binding("f4", "open_report", "Report"),
        Binding("f2", "switch_pane", "Pane"),
        Binding("f6", "next_tab", "Tab", priority=True),
        Binding("ctrl+r", "try_out", "Try it"),
        Binding("f3", "zoom", "Zoom", show=False),
        Binding("ctrl+s", "run_public", "Save and test", show=False),
        Binding("ctrl+o", "edit_outside", "Your editor", show=False, priority=True),
        Binding("escape", "back", "Back"),
    ]

    @dataclass
    class CheckKnown(Message):
        """A check of the run has come in."""

        check: CheckResult

    @dataclass
    class RunEnded(Message):
        """All checks have come in."""

        outcome: RunOutcome

    @dataclass
    class RunFailed(Message):
        """There will be no result."""

        reason: str

    @dataclass
    class Tried(Message):
        """What came of the person's own input."""

        text: str

    @dataclass
    class AttemptKept(Message):
        """For the app, since this screen may have been left meanwhile."""

        title: str
        result: GradeResult

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._run: RunKind | None = None
        self._report: Path | None = None
        self._noted = (0, 0)
        self._clock = ClockFace(session.clock, session.desk.now)
        self._notices = Notices()
        self._saver = Saver(self, self._notices)
        self._outcome: Priced | None = None
        self._help_desk = HelpDesk(self, session, self._show_more)
        self._panes = Panes(
            prompt=session.challenge.prompt,
            public_tests=session.public_tests,
            text=session.text,
            complete=session.desk.completer.complete,
            can_try=True,
        )

    def compose(self) -> ComposeResult:
        challenge = self._session.challenge
        facts = f"{challenge.spec.title}  ({challenge.spec.level}, {challenge.max_points:g} points)"
        with Horizontal(id="top"):
            yield Static(facts, id="title", markup=False)
            yield self._clock
        yield self._notices
        yield self._panes
        yield KeyBar()

    def on_mount(self) -> None:
        session, editor = self._session, self._panes.editor
        editor.border_title = ENTRY_FILE
        self._saver.attach(editor, session.text, session.save)
        self._saver.do(session.begin)
        place = place_in(session.desk.data, session.challenge.id)
        if place is not None:
            editor.move_cursor((place.line, place.column))
            self.call_after_refresh(editor.scroll_cursor_visible, animate=False)
        self._noted = editor.cursor_location
        if session.is_new:
            minutes = round((session.clock.left(session.desk.now()) or timedelta()).total_seconds() / 60)
            limit = (
                f"{minutes} minutes from now on." if session.clock.deadline else "There is no limit; it only counts."
            )
            self.notify(f"{limit} F1 shows the keys.", title="The clock is running")
        if session.interrupted_at is not None:
            text = "It was not graded to its end, and does not count. F9 submits again."
            self.notify(text, title="Your last submission was cut off", severity="warning", timeout=15)
        self.set_interval(LOOK_S, self._look)
        self._warm()

    def on_unmount(self) -> None:
        """However the screen ends, nothing is lost."""
        self._saver.now()
        with suppress(StorageError):
            self._session.note_place(*self._panes.editor.cursor_location)

    def commands(self) -> Iterable[SystemCommand]:
        yield from self._help_desk.commands()
        yield SystemCommand("Open in your editor", "The one that VISUAL or EDITOR names", self.action_edit_outside)
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
        self._saver.soon()

    def _look(self) -> None:
        """Take in what another editor wrote, and note where the person is."""
        with suppress(StorageError):  # told by the saving of the text
            outside = self._session.outside_text()
            if outside is not None:
                self._take_in(outside)
            location = self._panes.editor.cursor_location
            if location != self._noted:
                self._session.note_place(*location)
                self._noted = location

    def _take_in(self, text: str) -> None:
        editor = self._panes.editor
        if self._saver.is_pending:
            path = self._session.put_aside(text)
            self._saver.now()
            self.notify(f"Yours stays; the other version is {path}", title="Changed here and outside", markup=False)
            return
        self._session.take_over(text)
        self._saver.accept(text)
        location = editor.cursor_location
        editor.replace(text, (0, 0), editor.document.end)  # as an edit, so that undo brings the old text back
        editor.move_cursor(location)
        self.notify("The file was changed outside, and is shown as it is now.", title="Taken in")

    def action_edit_outside(self) -> None:
        """The person's own editor takes the terminal until it is closed."""
        self._saver.now()
        row, _ = self._panes.editor.cursor_location
        edit_outside(self.app, self._session.folder / ENTRY_FILE, row + 1)
        self._look()

    def restart_clock(self) -> None:
        self._saver.do(self._session.restart_clock)
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
        await self._start(RunKind.PUBLIC)

    async def action_submit(self) -> None:
        await self._start(RunKind.SUBMISSION)

    async def _start(self, run: RunKind) -> None:
        self._run, self._outcome = run, None
        self.refresh_bindings()
        self._saver.now()
        self._panes.show("results")
        checks = self._session.challenge.checks(Visibility.PUBLIC if run is RunKind.PUBLIC else None)
        await self._panes.results.expect(checks, f"{run} …")
        grade = partial(self._grade, run, self._panes.editor.text, self.app)
        # The app's, since a submission is graded to its end even if this screen is left.
        self.app.run_worker(grade, thread=True, exclusive=True, group="grading")

    def _grade(self, run: RunKind, text: str, app: App[object]) -> None:
        """In a thread of its own; what it finds comes back as messages."""
        session = self._session
        grade = session.check if run is RunKind.PUBLIC else session.submit

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
    def _end_well(self, message: RunEnded) -> None:
        outcome = message.outcome
        self._report = outcome.report or self._report
        cost = self._session.help.cost(self._session.challenge) if outcome.report else 0.0
        self._outcome = Priced(outcome, cost)
        self._show_outcome(self._outcome)
        if self._session.weakness:
            reason = f"No full jail on this machine, which is fine for your own code: {self._session.weakness}"
            self._notices.tell("isolation", reason)
        self._clock.clock = self._session.clock
        self._end_run()

    def _show_more(self) -> None:
        """What was kept back of the submission on the screen, now that it was paid for; its points stay."""
        shown, result = self._outcome, self._session.last_result
        if shown is not None and result is not None and shown.outcome.is_withheld:
            self._outcome = replace(shown, outcome=replace(shown.outcome, result=result))
            self._show_outcome(self._outcome)

    def _show_outcome(self, shown: Priced) -> None:
        outcome, notes = shown.outcome, []
        if outcome.report:
            notes = [f"F4 opens the report, which lies in {outcome.report}"]
            if outcome.scheduled:
                names = (self._session.desk.library.questions.get(name) for name in outcome.scheduled)
                titles = ", ".join(f"“{one.name}”" for one in names if one is not None)
                notes.append(f"In the drill now, until what failed here passes: {titles}" if titles else "")
            if said := cause_words(diagnose(self._session.sayable, outcome.result).causes):
                notes.insert(0, said)
            if outcome.is_withheld:
                notes.insert(
                    0, f"F7 takes a hint for {self._session.hint_price:g} points; it says what to look at, too."
                )
            if outcome.result.verdict is Verdict.ACCEPTED:
                notes.append("F7 shows the reference solution.")
        if outcome.problem:
            notes = [f"Not kept as an attempt: {outcome.problem}"]
        self._panes.results.show_result(outcome.result, [note for note in notes if note], shown.hint_cost)

    @on(RunFailed)
    def _show_failure(self, message: RunFailed) -> None:
        self._panes.results.show_failure(message.reason)
        self._end_run()

    def action_try_out(self) -> None:
        self._panes.open_trial()

    @on(TrialPane.Wanted)
    def _try_out(self, message: TrialPane.Wanted) -> None:
        session, text, typed = self._session, self._panes.editor.text, message.typed

        def run() -> None:
            try:
                tried = session.try_out(text, typed)
            except Stopped:
                tried = "Stopped."
            except PrepError as error:
                tried = str(error)
            self.post_message(self.Tried(tried))

        self.app.run_worker(run, thread=True, exclusive=True, group="trial")

    @on(Tried)
    def _show_tried(self, message: Tried) -> None:
        self._panes.trial.show(message.text)

    def _end_run(self) -> None:
        self._run = None
        self.refresh_bindings()

    def action_stop(self) -> None:
        """Apart from this screen, which may be about to go."""
        self.app.run_worker(self._session.stop, thread=True, group="stop")

    def action_hint(self) -> None:
        self._help_desk.hint()

    # --- moving about -------------------------------------------------------------------------------------------------

    def action_switch_pane(self) -> None:
        self._panes.switch()

    def action_zoom(self) -> None:
        self._panes.toggle_zoom()

    def action_next_tab(self) -> None:
        self._panes.next_tab()

    def action_back(self) -> None:
        """Public tests end with the screen; a submission is graded to its end."""
        if self._panes.unzoom():
            return
        if self._run is RunKind.PUBLIC:
            self.action_stop()
        self.dismiss()

    @work(thread=True, group="browser")
    def action_open_report(self) -> None:
        report, notify = self._report, self.app.notify
        if report is not None and not open_in_browser(report):
            text = f"There is no browser to open here. The report lies in {report}"
            self.app.call_from_thread(notify, text, markup=False, timeout=15)
