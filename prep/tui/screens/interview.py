"""A mock interview: one thing is asked after the other, under one clock, without a pause."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Static, TextArea

from prep.model.challenge import Challenge, Visibility
from prep.model.errors import PrepError, StorageError
from prep.model.result import CheckResult, GradeResult
from prep.practice.desk.bench import Stopped
from prep.practice.record.sittings import KeptSitting
from prep.practice.work.interview import Asking, Coding, Interview
from prep.store.files import read_file
from prep.tui.outside import edit_outside
from prep.tui.screens.confirm import ConfirmScreen
from prep.tui.screens.page import Page
from prep.tui.widgets.clock_face import ClockFace
from prep.tui.widgets.key_bar import KeyBar
from prep.tui.widgets.notices import Notices
from prep.tui.widgets.panes import Panes
from prep.tui.widgets.prose_editor import ProseEditor
from prep.tui.widgets.saver import Saver
from prep.tui.widgets.trial_pane import TrialPane


class InterviewScreen(Page):
    """The interview decides; this shows it."""

    CSS_PATH = ["workspace.tcss", "interview.tcss"]  # noqa: RUF012 - textual's declaration
    HELP = """\
F9              answer, or hand the challenge in, and go on; a challenge is
                handed in once
F8              back to the question before, as long as no follow-up to it
                was asked; what you wrote stays, here and there
Ctrl+O          your own editor ($VISUAL or $EDITOR)
F5              run the public tests of a challenge
Ctrl+R          try your function on input of your own
F2, F3, F6      in a challenge: other pane, zoom, next tab
Ctrl+S          save now (it is saved within a second anyway)
Ctrl+P          all commands, such as: end the interview now, with its
                report, or drop it, with nothing kept
Esc             out of the editor; once more: leave, while the clock runs on

An empty answer passes a question over, and asks before. Grades come at the
end; when the time is up, what stands there is handed in as it is.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f9", "go_on", "Answer"),
        Binding("f9", "hand_in", "Hand in"),
        Binding("f8", "go_back", "Question before"),
        Binding("f5", "run_public", "Test"),
        Binding("f2", "switch_pane", "Pane", show=False),
        Binding("ctrl+r", "try_out", "Try it", show=False),
        Binding("f3", "zoom", "Zoom", show=False),
        Binding("f6", "next_tab", "Tab", priority=True, show=False),
        Binding("ctrl+s", "save", "Save", show=False),
        Binding("ctrl+o", "edit_outside", "Your editor", show=False, priority=True),
        Binding("escape", "back", "Leave"),
        Binding("ctrl+q", "app.quit", "Quit", priority=True),
    ]

    @dataclass
    class Advanced(Message):
        """What was handed in is graded."""

        problem: str = ""

    @dataclass
    class CheckKnown(Message):
        check: CheckResult

    @dataclass
    class Tested(Message):
        """The public tests have run."""

        result: GradeResult | None
        problem: str = ""

    @dataclass
    class Tried(Message):
        """What came of the person's own input."""

        text: str

    @dataclass
    class Finished(Message):
        """For the app: the report is there, unless nothing was answered or it could not be kept."""

        kept: KeptSitting | None
        problem: str = ""

    def __init__(self, interview: Interview) -> None:
        super().__init__()
        self._interview = interview
        self._busy = False
        self._ending = False
        self._notices = Notices()
        self._saver = Saver(self, self._notices)
        self._clock = ClockFace(interview.clock, interview.desk.now)

    def compose(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield Static("", id="title", markup=False)
            yield self._clock
        yield self._notices
        yield Vertical(id="part")
        yield KeyBar()

    async def on_mount(self) -> None:
        if self._interview.is_over:
            self._end()
        else:
            await self._show_part()

    def on_unmount(self) -> None:
        """However the screen ends, nothing is lost."""
        self._saver.now()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Keys that would do nothing are not shown."""
        coding = self._is_coding
        works = {"go_on": not coding and not self._busy, "hand_in": coding and not self._busy}
        works |= {"run_public": coding and not self._busy}
        works["go_back"] = not self._busy and self._interview.can_go_back
        works |= dict.fromkeys(("switch_pane", "zoom", "next_tab", "try_out"), coding)
        return works.get(action, True)

    def commands(self) -> Iterable[SystemCommand]:
        yield SystemCommand("End the interview", "What was not asked yet counts as not reached", self.ask_to_end)
        yield SystemCommand("Drop the interview", "Nothing of it is kept, and no report is written", self.ask_to_drop)

    @property
    def _is_coding(self) -> bool:
        return isinstance(self._interview.now, Coding)

    @property
    def _editor(self) -> TextArea | None:
        found = self.query("CodeEditor, ProseEditor").results(TextArea)
        return next(iter(found), None)

    async def _show_part(self) -> None:
        now = self._interview.now
        place = self.query_one("#part", Vertical)
        self._saver.stop()
        await place.remove_children()
        if isinstance(now, Asking):
            await self._show_question(now, place)
        elif isinstance(now, Coding):
            await self._show_challenge(now.challenge, place)
        self._title()
        self._warm()
        self.refresh_bindings()

    async def _show_question(self, now: Asking, place: Vertical) -> None:
        said = Static(" ".join(now.text.split()), id="asked", markup=False)
        said.border_title = "The interviewer follows up" if now.follow_up else "The interviewer asks"
        editor = ProseEditor(self._interview.text)
        await place.mount(said, editor)
        self._saver.attach(editor, self._interview.text, self._interview.save)
        editor.focus()

    async def _show_challenge(self, challenge: Challenge, place: Vertical) -> None:
        public = (challenge.folder / "tests" / "test_public.py").read_text("utf-8")
        panes = Panes(
            prompt=challenge.prompt,
            public_tests=public,
            text=self._interview.text,
            complete=self._interview.desk.completer.complete,
            can_try=True,
        )
        await place.mount(panes)
        panes.editor.border_title = "solution.py"
        self._saver.attach(panes.editor, self._interview.text, self._interview.save)

    def _title(self) -> None:
        now, parts = self._interview.now, len(self._interview.state.parts)
        text = f"{self._interview.state.title}: part {now.number} of {parts}" if now else self._interview.state.title
        self.query_one("#title", Static).update(text)

    @work(thread=True, exclusive=True, group="warm")
    def _warm(self) -> None:
        with suppress(Stopped, PrepError):
            self._interview.warm()

    @on(TextArea.Changed, "CodeEditor, ProseEditor")
    def _save_soon(self) -> None:
        self._saver.soon()

    def action_save(self) -> None:
        self._saver.now()

    # --- going on -----------------------------------------------------------------------------------------------------

    def action_go_on(self) -> None:
        if self._busy or self._editor is None:
            return
        if self._editor.text.strip():
            self._hand_in(True)
        else:
            question = "You wrote nothing. Pass this question over?"
            self.app.push_screen(ConfirmScreen(question, yes="Pass it over"), self._hand_in)

    def action_hand_in(self) -> None:
        if not self._busy:
            self.app.push_screen(ConfirmScreen("Hand this in and go on? There is no way back."), self._hand_in)

    def _hand_in(self, agreed: bool | None) -> None:
        editor = self._editor
        if not agreed or editor is None or self._busy:
            return
        self._saver.now()
        text, coding = editor.text, self._is_coding
        editor.disabled = True
        editor.border_title = "Handing in …" if coding else "The interviewer thinks …"
        interview = self._interview
        self._run(lambda: interview.submit(text) if coding else interview.answer(text))

    async def action_go_back(self) -> None:
        """To the question before; what is written here is kept for when it comes again."""
        if self._busy or not self._interview.can_go_back:
            return
        self._saver.now()
        try:
            self._interview.go_back()
        except PrepError as error:
            self._notices.tell("grading", str(error))
            return
        await self._show_part()

    def action_edit_outside(self) -> None:
        """The person's own editor takes the terminal until it is closed; the clock runs on."""
        editor = self._editor
        if editor is None or self._busy:
            return
        self._saver.now()
        path = self._interview.text_path
        edit_outside(self.app, path, editor.cursor_location[0] + 1)
        try:
            text = read_file(path)
        except StorageError as error:
            self._notices.tell("saving", str(error))
            return
        if text is not None and text != editor.text:
            editor.replace(text, (0, 0), editor.document.end)

    def _run(self, step: Callable[[], None]) -> None:
        self._busy = True
        self.refresh_bindings()

        def run() -> None:
            try:
                step()
            except (PrepError, Stopped) as error:
                self.post_message(self.Advanced(str(error) or "stopped"))
            else:
                self.post_message(self.Advanced())

        self.app.run_worker(run, thread=True, exclusive=True, group="interview")

    @on(Advanced)
    async def _advanced(self, message: Advanced) -> None:
        self._busy = False
        self._notices.tell("grading", message.problem)
        if message.problem and (editor := self._editor):
            editor.disabled = False
            editor.border_title = "It can be handed in again"
        if self._ending or self._interview.is_over:
            self._end()
        elif not message.problem:
            await self._show_part()
        self.refresh_bindings()

    @on(ClockFace.TimeUp)
    def _time_is_up(self) -> None:
        self.notify("What stands there is handed in as it is.", title="The time is up")
        self._end()

    def ask_to_end(self) -> None:
        question = "End the interview now? What was not asked yet counts as not reached."
        self.app.push_screen(ConfirmScreen(question), lambda agreed: self._end() if agreed else None)

    def ask_to_drop(self) -> None:
        question = "Drop the interview? Nothing of it is kept: no answer, no grade, no report."
        self.app.push_screen(ConfirmScreen(question, yes="Drop it"), lambda agreed: self._drop() if agreed else None)

    def _drop(self) -> None:
        if self._busy:
            self.notify("Something is being graded; drop it once that is done.", title="Not dropped")
            return
        self._saver.detach()
        try:
            self._interview.give_up()
        except StorageError as error:
            self._notices.tell("saving", str(error))
            return
        self.notify("Nothing of it is kept.", title="Dropped")
        self.dismiss()

    def _end(self) -> None:
        """Hand in what stands there, write the report, and leave; what is being graded comes first."""
        if self._busy:
            self._ending = True
            return
        self._busy = True
        self._saver.now()
        self._saver.detach()
        self.query_one("#title", Static).update("Your report is being written …")
        if editor := self._editor:
            editor.disabled = True
        interview, app = self._interview, self.app

        def run() -> None:
            try:
                interview.hand_in_rest()
                app.post_message(self.Finished(interview.finish()))
            except (PrepError, Stopped) as error:
                app.post_message(self.Finished(None, str(error) or "stopped"))

        app.run_worker(run, thread=True, exclusive=True, group="interview")

    # --- a challenge --------------------------------------------------------------------------------------------------

    async def action_run_public(self) -> None:
        now = self._interview.now
        if not isinstance(now, Coding) or self._busy:
            return
        self._busy = True
        self.refresh_bindings()
        self._saver.now()
        panes = self.query_one(Panes)
        panes.show("results")
        await panes.results.expect(now.challenge.checks(Visibility.PUBLIC), "Running the public tests …")
        text, interview = panes.editor.text, self._interview

        def run() -> None:
            try:
                result = interview.check(text, lambda check: self._post(self.CheckKnown(check)))
            except (PrepError, Stopped) as error:
                self.post_message(self.Tested(None, str(error) or "stopped"))
            else:
                self.post_message(self.Tested(result))

        self.app.run_worker(run, thread=True, exclusive=True, group="interview")

    def _post(self, message: Message) -> None:
        self.post_message(message)

    @on(CheckKnown)
    def _show_check(self, message: CheckKnown) -> None:
        self.query_one(Panes).results.show_check(message.check)

    @on(Tested)
    def _tested(self, message: Tested) -> None:
        self._busy = False
        results = self.query_one(Panes).results
        if message.result is not None:
            results.show_result(message.result, ["F9 hands it in, once."])
        else:
            results.show_failure(message.problem)
        self.refresh_bindings()
        if self._ending:
            self._end()

    def action_try_out(self) -> None:
        self.query_one(Panes).open_trial()

    @on(TrialPane.Wanted)
    def _try_out(self, message: TrialPane.Wanted) -> None:
        interview, text, typed = self._interview, self.query_one(Panes).editor.text, message.typed

        def run() -> None:
            try:
                tried = interview.try_out(text, typed)
            except (PrepError, Stopped) as error:
                tried = str(error) or "Stopped."
            self.post_message(self.Tried(tried))

        self.app.run_worker(run, thread=True, exclusive=True, group="trial")

    @on(Tried)
    def _show_tried(self, message: Tried) -> None:
        for panes in self.query(Panes):
            panes.trial.show(message.text)

    def action_switch_pane(self) -> None:
        self.query_one(Panes).switch()

    def action_zoom(self) -> None:
        self.query_one(Panes).toggle_zoom()

    def action_next_tab(self) -> None:
        self.query_one(Panes).next_tab()

    def action_back(self) -> None:
        panes = self.query(Panes)
        if panes and panes.first().unzoom():
            return
        self.notify("Its clock runs on. On Home, g takes you back to it.", title="The interview waits for nobody")
        self.dismiss()
