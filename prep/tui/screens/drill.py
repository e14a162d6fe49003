"""The concept drill: question after question, each graded, followed up, rated, and asked again when it is due."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Button, Input, Static, TextArea

from prep.model.errors import PrepError, StorageError
from prep.model.question import Question
from prep.practice.desk.clock import Clock
from prep.practice.desk.desk import Desk
from prep.practice.progress.drill import NO_LIMIT, Asked, Queue, drill_queue, named
from prep.practice.record.drills import end_old_drills
from prep.practice.record.schedule import Rating, tell_due
from prep.practice.work.answering import Answering, Rated
from prep.tui.screens.confirm import ConfirmScreen
from prep.tui.screens.objection import ObjectScreen
from prep.tui.screens.page import Page
from prep.tui.widgets.clock_face import ClockFace
from prep.tui.widgets.grade_view import GradeView
from prep.tui.widgets.key_bar import KeyBar
from prep.tui.widgets.notices import Notices
from prep.tui.widgets.prose_editor import ProseEditor
from prep.tui.widgets.saver import Saver


class DrillScreen(Page):
    """Answering one question, or looking at how it was graded."""

    CSS_PATH = ["workspace.tcss", "drill.tcss"]  # noqa: RUF012 - textual's declaration
    HELP = """\
While you answer
F9              hand the answer in; it is graded at once
F7              skip this question
F8              a hint: the first step, whose point then counts half
Ctrl+S          save now (it is saved within a second anyway)

When it is graded
Enter           answer the follow-up question, for half of its credit;
                an empty line passes it over
F7              no more follow-ups
PgUp PgDn       read on in the grade, also while you answer a follow-up
o               object: “I did say that”, or “I did not”; it counts in your
                own record, with a mark
1 2 3 4         how well you knew it: again, hard, good, easy; that decides
                when the question comes again, and leads to the next one

Esc             out of the editor; once more: home, with a report

Points: ✓ made; ✗ missing; ~ perhaps: the grader is not sure, and the point
counts in part. In your answer: underlined words with a number make that
point; reversed ones with a letter hold a misconception. The clock stops
nobody.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f9", "submit", "Hand in"),
        Binding("f7", "skip", "Skip", priority=True),  # the editor would select everything
        Binding("f7", "end_follow_ups", "No more follow-ups", priority=True),
        Binding("f8", "hint", "Hint"),
        *(Binding(str(int(r)), f"rate({int(r)})", r.name.capitalize(), show=False) for r in Rating),
        Binding("pagedown", "read_on(1)", "Read on", priority=True),  # the field of a follow-up would take them
        Binding("pageup", "read_on(-1)", "Read back", show=False, priority=True),
        Binding("n", "more", "More"),
        Binding("o", "object", "Object"),
        Binding("ctrl+s", "save", "Save", show=False),
        Binding("escape", "back", "Back"),
        Binding("ctrl+q", "app.quit", "Quit", priority=True),
    ]

    @dataclass
    class QueueLoaded(Message):
        queue: Queue | None
        problem: str = ""

    @dataclass
    class Stepped(Message):
        """Something was graded: the answer, or one to a follow-up question."""

        answering: Answering

    @dataclass
    class Failed(Message):
        reason: str

    def __init__(self, desk: Desk, questions: tuple[str, ...] = ()) -> None:
        """Ask what is due and then what is new, as much as fits a day; or just these questions."""
        super().__init__()
        self._desk = desk
        self._chosen = questions
        self._asked: list[Asked] = []
        self._number = 0
        self._later = 0
        self._goes_on = False
        self._answering: Answering | None = None
        self._busy = False
        self._notices = Notices()
        self._saver = Saver(self, self._notices)
        now = desk.now()
        self._clock = ClockFace(Clock(started_at=now, deadline=now, stopped_at=now), desk.now, "answered")

    def compose(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield Static("Concept drill", id="title", markup=False)
            yield self._clock
        yield self._notices
        yield Static("Looking for what is due …", id="question", markup=False)
        with Vertical(id="desk"):
            yield ProseEditor()
        yield Vertical(id="graded")
        yield KeyBar()

    def on_mount(self) -> None:
        self._clock.display = False
        self.query_one("#desk").display = False
        self._load()

    def on_unmount(self) -> None:
        """However the screen ends, nothing is lost."""
        self._saver.now()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Keys that would do nothing are not shown."""
        if self._answering is None:
            return action in ("back", "help") or (action == "more" and self._later > 0)
        graded = self._answering.graded is not None
        works = {
            "more": False,
            "submit": not graded and not self._busy,
            "save": not graded,
            "hint": not graded and not self._busy and not self._answering.hint,
            "skip": not self._busy and not graded,
            "end_follow_ups": not self._busy and graded and self._answering.follow_up is not None,
            "read_on": graded,
            "rate": graded and self._answering.follow_up is None,
            "object": graded and self._answering.follow_up is None,
        }
        return works.get(action, True)

    # --- which question -----------------------------------------------------------------------------------------------

    @work(thread=True, exclusive=True, group="queue")
    def _load(self) -> None:
        try:
            with suppress(StorageError):
                end_old_drills(self._desk)
            self.post_message(self.QueueLoaded(self._queue()))
        except PrepError as error:
            self.post_message(self.QueueLoaded(None, str(error)))

    def _queue(self) -> Queue:
        if self._chosen:
            found = named((self._desk.library.question(name) for name in self._chosen), "you chose it")
            return Queue(asked=found, next_due=None)
        return drill_queue(self._desk, portion=NO_LIMIT if self._goes_on else None)

    def action_more(self) -> None:
        """Beyond what fits the day."""
        self._goes_on, self._chosen, self._number = True, (), 0
        self._load()

    @on(QueueLoaded)
    async def _begin(self, message: QueueLoaded) -> None:
        if message.queue is None:
            self._tell(message.problem)
            return
        self._asked = list(message.queue.asked)
        self._later = message.queue.due_later + message.queue.new_later
        if self._asked:
            await self._open()
        elif self._later:
            self._tell(f"Enough for today by your plan; {self._later} more would wait. n goes on all the same.")
        elif message.queue.next_due:
            self._tell(f"Nothing is due. The next question comes {tell_due(message.queue.next_due, self._desk.now())}.")
        else:
            self._tell("There are no questions here yet. Esc leads back.")

    async def _open(self) -> None:
        """The next question, or the end."""
        if self._number == len(self._asked):
            self._answering = None
            more = f" {self._later} more for another day; n goes on all the same." if self._later else ""
            self._tell(f"That was all for now. Esc leads back, and the report of this drill is written then.{more}")
            return
        asked = self._asked[self._number]
        try:
            self._answering = answering = Answering(self._desk, asked.question)
        except StorageError as error:
            self._tell(str(error))
            return
        editor = self.query_one(ProseEditor)
        self._saver.do(answering.begin)
        with self.prevent(TextArea.Changed):
            editor.text = answering.text
        editor.move_cursor(editor.document.end)
        self._saver.attach(editor, answering.text, answering.save)
        self._show_question(asked)
        self._clock.display = True
        self._clock.clock = answering.clock
        self._warm(answering)
        await self._show_mode()

    def _show_question(self, asked: Asked) -> None:
        question = asked.question
        due = sum(one.is_due for one in self._asked[self._number :])
        rest = f"{due} due" if due else f"{len(self._asked) - self._number} new"
        topic = question.topic.replace("-", " ")
        self.query_one("#title", Static).update(f"{question.name}: {topic}, {question.level}")
        hint = self._answering.hint if self._answering else ""
        self.query_one("#question", Static).update("\n\n".join(filter(None, [_text_of(question), hint])))
        self.query_one("#question").border_title = f"{asked.why} · {rest}"[:76]

    def _tell(self, text: str) -> None:
        self.query_one("#title", Static).update("Concept drill")
        self.query_one("#question", Static).update(text)
        self.query_one("#question").border_title = ""
        self.query_one("#desk").display = False
        self.query_one("#graded").display = False
        self._clock.display = False
        self.set_focus(None)
        self.refresh_bindings()

    @work(thread=True, exclusive=True, group="warm")
    def _warm(self, answering: Answering) -> None:
        with suppress(PrepError):
            answering.warm()

    # --- answering ----------------------------------------------------------------------------------------------------

    @on(TextArea.Changed, "ProseEditor")
    def _save_soon(self) -> None:
        self._saver.soon()

    def action_save(self) -> None:
        self._saver.now()

    def action_submit(self) -> None:
        answering, text = self._answering, self.query_one(ProseEditor).text
        if answering is None or self._busy:
            return
        if not text.strip():
            self.notify("Write an answer first, or skip the question with F7.", title="Nothing to grade")
            return
        self._saver.now()
        self.query_one(ProseEditor).border_title = "Grading your answer …"
        self._step(answering, lambda: answering.grade(text))

    def action_hint(self) -> None:
        """A first step, for whoever is ready to pay for it."""
        answering = self._answering
        if answering is None or answering.graded is not None or answering.hint or self._busy:
            return

        def show(agreed: bool | None) -> None:
            if agreed and answering is self._answering:
                self._saver.do(lambda: self._show_hint(answering, answering.take_hint()))
                self.refresh_bindings()

        self.app.push_screen(ConfirmScreen("See a first step? The point that it leads to then counts half."), show)

    def _show_hint(self, answering: Answering, hint: str) -> None:
        self.query_one("#question", Static).update("\n\n".join([_text_of(answering.question), hint]))

    @on(Input.Submitted, "#follow-up")
    def _answer_follow_up(self, event: Input.Submitted) -> None:
        answering = self._answering
        follow_up = answering.follow_up if answering else None
        if answering is not None and follow_up is not None and not self._busy:
            said = event.value
            self._step(answering, lambda: answering.answer_follow_up(follow_up, said))

    async def action_skip(self) -> None:
        """To the next question; what is written stays."""
        self._saver.now()
        self._number += 1
        await self._open()

    def action_end_follow_ups(self) -> None:
        """Show the grade as it stands."""
        answering = self._answering
        if answering is None:
            return

        def pass_all() -> None:
            while (follow_up := answering.follow_up) is not None:
                answering.answer_follow_up(follow_up, "")

        self._step(answering, pass_all)

    def _step(self, answering: Answering, grade: Callable[[], object]) -> None:
        """Grade in a thread of its own; typing goes on."""
        self._busy = True
        self.refresh_bindings()

        def run() -> None:
            try:
                grade()
            except PrepError as error:
                self.post_message(self.Failed(str(error)))
            else:
                self.post_message(self.Stepped(answering))

        self.run_worker(run, thread=True, exclusive=True, group="grading")

    @on(Stepped)
    async def _stepped(self, message: Stepped) -> None:
        self._busy = False
        if message.answering is self._answering:
            self._clock.clock = message.answering.clock
            await self._show_mode()

    @on(Failed)
    def _failed(self, message: Failed) -> None:
        self._busy = False
        self.query_one(ProseEditor).border_title = "Your answer"
        self.notify(message.reason, title="It could not be graded", severity="error", markup=False)
        self.refresh_bindings()

    # --- graded -------------------------------------------------------------------------------------------------------

    async def _show_mode(self) -> None:
        """The editor, or how the answer was graded with what is to be done next."""
        answering = self._answering
        assert answering is not None
        graded = answering.graded
        self.query_one("#desk").display = graded is None
        place = self.query_one("#graded", Vertical)
        place.display = graded is not None
        await place.remove_children()
        self.refresh_bindings()
        if graded is None:
            editor = self.query_one(ProseEditor)
            editor.border_title = "Your answer"
            editor.focus()
            return
        # without the hint: grades need the room
        self.query_one("#question", Static).update(_text_of(answering.question))
        view, follow_up = GradeView(answering.question), answering.follow_up
        await place.mount(view)
        view.show(graded, answering.result, with_model_answer=follow_up is None)
        if follow_up is not None:
            field = Input(placeholder="Answer for credit; Enter alone passes it over", id="follow-up")
            field.border_title = "Follow-up"
            await place.mount(Static(follow_up.question, id="asked", markup=False), field)
            field.focus()
        else:
            await place.mount(self._rating_row(answering.suggested))
            view.focus()
            if graded.follow_ups:
                self.call_after_refresh(view.scroll_end, animate=False)

    def action_read_on(self, pages: int) -> None:
        """In the grade, wherever the cursor is."""
        for view in self.query(GradeView):
            (view.scroll_page_down if pages > 0 else view.scroll_page_up)(animate=False)

    async def action_object(self) -> None:
        """Disagree with the grader about a point or a misconception."""
        answering = self._answering
        if answering is None or answering.graded is None or answering.follow_up is not None or self._busy:
            return
        self.app.push_screen(ObjectScreen(answering), self._objected)

    async def _objected(self, _: None) -> None:
        await self._show_mode()

    def _rating_row(self, suggested: Rating) -> Horizontal:
        buttons = []
        for rating in Rating:
            label = f"{rating.value} {rating.name.capitalize()}"
            button = Button(label, id=f"rate-{rating.value}", variant="primary" if rating is suggested else "default")
            button.tooltip = rating.meaning
            buttons.append(button)
        row = Horizontal(*buttons, id="ratings")
        row.border_title = f"How well did you know it? 1 to 4; {suggested.value} fits the grade"
        return row

    @on(Button.Pressed)
    async def _rate_by_button(self, event: Button.Pressed) -> None:
        await self.action_rate(int((event.button.id or "rate-3").removeprefix("rate-")))

    async def action_rate(self, number: int) -> None:
        answering = self._answering
        if answering is None or answering.graded is None or answering.follow_up is not None:
            return
        self._saver.detach()
        try:
            rated: Rated = answering.rate(Rating(number))
        except PrepError as error:
            self.notify(str(error), title="Not kept; rate it again", severity="error", markup=False)
            return
        self.notify(rated.tell(self._desk.now()).capitalize() + ".", title="Kept", timeout=3)
        self._number += 1
        await self._open()

    def action_back(self) -> None:
        """Home; out of the editor one comes with its own Esc, and what was written or graded stays."""
        self.dismiss()


def _text_of(question: Question) -> str:
    return " ".join(question.question.split())
