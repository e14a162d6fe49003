"""What kind of interview it shall be."""

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.message import Message
from textual.widgets import Button, Select, Static

from prep.model.challenge import Level
from prep.practice.desk.desk import Desk
from prep.practice.work.interview_plan import MINUTES, Wish
from prep.practice.work.rounds import Round
from prep.tui.screens.page import Page
from prep.tui.widgets.key_bar import KeyBar
from prep.tui.widgets.ticks import Tick, TickList

_ABOUT = """\
Questions with follow-ups, and one challenge, under one clock without a pause. Grades come at the end, in a report by \
skill.\
"""


class InterviewSetupScreen(Page):
    """Everything has a default: F9 alone begins."""

    CSS_PATH = "interview.tcss"
    HELP = """\
F9             begin; the clock runs from then on
Tab, arrows    move between and within the choices
Space, Enter   choose
Esc            back

A round is what companies ask in it: its topics, at its levels. Without
topics chosen, all of it may come up; those that went badly so far come up
more often.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f9", "begin", "Begin"),
        Binding("escape", "dismiss", "Back"),
        Binding("ctrl+q", "app.quit", "Quit", priority=True),
    ]

    @dataclass
    class Wanted(Message):
        """An interview is to begin."""

        wish: Wish

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk

    def compose(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield Static("Mock interview", id="title")
        yield Static(_ABOUT, id="about", markup=False)
        with Horizontal(id="choices"):
            with VerticalScroll(id="left", can_focus=False):
                yield Select(
                    [(f"{n} minutes", n) for n in MINUTES], value=45, allow_blank=False, compact=True, id="minutes"
                )
                levels = [("All levels", ""), *((level.value.capitalize(), level.value) for level in Level)]
                yield Select(levels, value="", allow_blank=False, compact=True, id="level")
                rounds = [("Any round", ""), *((one.about, one.value) for one in Round)]
                yield Select(rounds, value="", allow_blank=False, compact=True, id="round")
                yield Tick("With a coding challenge", value=True, id="with-challenge")
                yield Button("Begin (F9)", variant="primary", id="begin")
            yield TickList(self._desk.library.topics, title="Topics; none ticked: all")
        yield KeyBar()

    def on_mount(self) -> None:
        """Not on the button: an Enter that was pressed twice must not start a clock."""
        self.query_one("#minutes").focus()

    @on(Button.Pressed, "#begin")
    def action_begin(self) -> None:
        level = str(self.query_one("#level", Select).value)
        asked_in = str(self.query_one("#round", Select).value)
        minutes = self.query_one("#minutes", Select).value
        wish = Wish(
            minutes=int(str(minutes)),
            level=Level(level) if level else None,
            topics=self.query_one(TickList).ticked,
            with_challenge=self.query_one("#with-challenge", Tick).value,
            round=Round(asked_in) if asked_in else None,
        )
        self.post_message(self.Wanted(wish))
