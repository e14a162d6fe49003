"""A challenge or a question to look at before any clock starts, and the ways to begin it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from rich.console import Group
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Static

from prep.model.challenge import Challenge
from prep.model.errors import PrepError
from prep.practice.desk.desk import Desk
from prep.practice.drafts.challenges import Way
from prep.practice.progress.shelf import Choice, ShelfKind, Status, load_shelf
from prep.practice.progress.statistics import question_history
from prep.practice.record.marking import ask_again, bookmark, suspend, write_note
from prep.practice.shown.reading import reading_of
from prep.tui.screens.ask import AskScreen
from prep.tui.screens.page import Page
from prep.tui.screens.picker import about
from prep.tui.screens.reader import ReaderScreen
from prep.tui.widgets.bullets import bullets
from prep.tui.widgets.key_bar import KeyBar
from prep.tui.widgets.prompt import Prompt


class PreviewScreen(Page):
    """Reading costs nothing."""

    CSS_PATH = "preview.tcss"
    HELP = """\
Enter    begin: the clock of a challenge starts, or goes on
u        begin a challenge without a limit; the clock only counts
m        solve it again from memory: from the starter, in ten minutes
b        set a bookmark, or take it away
n        write a note
x        suspend it: it is not asked or planned any more; again: ask it again
w        ask a question again now, whatever the schedule says
h        the history of a question: your answers, point by point
↑ ↓      scroll
Esc      back; no clock has started
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "begin", "Begin"),
        Binding("escape", "dismiss", "Back"),
        Binding("u", "begin_untimed", "Untimed"),
        Binding("m", "from_memory", "From memory"),
        Binding("b", "bookmark", "Bookmark"),
        Binding("n", "note", "Note"),
        Binding("x", "suspend", "Suspend"),
        Binding("w", "again", "Ask again"),
        Binding("h", "history", "History"),
        Binding("ctrl+q", "app.quit", "Quit", priority=True, show=False),  # of eighty columns none is left for it
    ]

    @dataclass
    class Begun(Message):
        """The person wants to begin: a challenge in this way, or a question."""

        item: str
        way: Way | None

    def __init__(self, desk: Desk, choice: Choice) -> None:
        super().__init__()
        self._desk = desk
        self._choice = choice

    def compose(self) -> ComposeResult:
        content = self._choice.content
        yield Static(self._choice.title, id="title", markup=False)
        with VerticalScroll(id="page"):
            yield Static(self._marks() + about(self._choice), id="about", markup=False)
            if isinstance(content, Challenge):
                yield Prompt(content.prompt)
            reading = reading_of(content, self._desk.library) if isinstance(content, Challenge) else content.reading
            if reading:
                yield Static(Group("Read up on it", bullets(one.line for one in reading)), id="reading", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one("#page").focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Keys that would do nothing are not shown."""
        is_question = self._choice.kind is ShelfKind.QUESTION
        can_begin = not self._choice.problem
        works = {
            "begin": can_begin,
            "begin_untimed": can_begin and not is_question and self._choice.status is not Status.DONE,
            "from_memory": can_begin and not is_question and self._choice.status is Status.DONE,
            "again": is_question,
            "history": is_question,
        }
        return works.get(action, True)

    def action_begin(self) -> None:
        way = None if self._choice.kind is ShelfKind.QUESTION else Way.TIMED
        self.post_message(self.Begun(self._choice.id, way))

    def action_begin_untimed(self) -> None:
        self.post_message(self.Begun(self._choice.id, Way.UNTIMED))

    def action_from_memory(self) -> None:
        self.post_message(self.Begun(self._choice.id, Way.FROM_MEMORY))

    def action_bookmark(self) -> None:
        self._mark(lambda: bookmark(self._desk, self._choice.id, on=not self._choice.is_bookmarked))

    def action_suspend(self) -> None:
        on = self._choice.status is not Status.SUSPENDED
        self._mark(lambda: suspend(self._desk, self._choice.id, on=on))

    def action_again(self) -> None:
        self._mark(lambda: ask_again(self._desk, self._choice.id))

    def action_history(self) -> None:
        """The answers so far."""
        try:
            text = question_history(self._desk, self._choice.id)
        except PrepError as error:
            self.notify(str(error), title="No history", severity="error", markup=False)
        else:
            self.app.push_screen(ReaderScreen(f"History (prep stats {self._choice.id} prints it)", plain=text))

    def action_note(self) -> None:
        def keep(text: str | None) -> None:
            if text is not None:
                self._mark(lambda: write_note(self._desk, self._choice.id, text))

        question = "Your note; an empty one takes it away"
        self.app.push_screen(AskScreen(question, self._choice.note, may_be_empty=True), keep)

    def _mark(self, change: Callable[[], None]) -> None:
        """Keep a mark, and show what holds now."""
        try:
            change()
        except PrepError as error:
            self.notify(str(error), title="Not kept", severity="error", markup=False)
            return
        self._choice = next(one for one in load_shelf(self._desk).choices if one.id == self._choice.id)
        self.query_one("#about", Static).update(self._marks() + about(self._choice))
        self.refresh_bindings()

    def _marks(self) -> str:
        return "* bookmarked\n" if self._choice.is_bookmarked else ""
