"""A take-home as its candidate sees it: what there is to do, under the clock, and the way to hand it in."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Markdown, OptionList, Static
from textual.widgets.option_list import Option

from prep.assessment.packs.desk import CandidateDesk
from prep.assessment.packs.opened import PackedPart
from prep.model.errors import PrepError
from prep.model.text import count_words, one_line, visible
from prep.practice.desk.bench import Bench
from prep.practice.desk.clock import Clock
from prep.tui.screens.one_screen_app import OneScreenApp
from prep.tui.screens.page import Page
from prep.tui.screens.take_answer import TakeAnswerScreen
from prep.tui.screens.take_code import TakeCodeScreen
from prep.tui.widgets.clock_face import ClockFace
from prep.tui.widgets.key_bar import KeyBar


def run_take(desk: CandidateDesk, target: Path, name: str, now: Callable[[], datetime]) -> None:
    """Open the app on a take-home; returns when it is closed."""
    bench = Bench()
    try:
        OneScreenApp(TakeScreen(desk, bench, target, name, now)).run()
    finally:
        bench.close()


class TakeScreen(Page):
    """The list of parts; each opens on a screen of its own."""

    CSS_PATH = ["workspace.tcss", "take.tcss"]  # noqa: RUF012 - textual's declaration
    HELP = """\
Enter    start the clock; then: open the part that is highlighted
F9       hand in: writes the one file that you send back
Ctrl+P   all commands, such as: light or dark
Ctrl+Q   quit; nothing is lost, and the clock goes on

The clock runs from when you start it to the end of your time or of the
window, whichever comes first, also while this is closed. Nothing is refused
when it is over; what is handed in later is marked as late.

A log notes when you start, save, run tests and hand in, how long your text
is then and whether much of it came at once, and nothing else.
You can hand in again; the team decides which one counts.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "begin", "Start the clock"),
        Binding("enter", "open", "Open", priority=True),  # the list would take it, and show no key
        Binding("f9", "hand_in", "Hand in"),
        Binding("escape", "dismiss", "Back"),
        Binding("ctrl+q", "app.quit", "Quit", priority=True),
    ]

    def __init__(self, desk: CandidateDesk, bench: Bench, target: Path, name: str, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._desk = desk
        self._bench = bench
        self._target = target
        self._person = name
        self._now = now
        self._handed_in = ""

    def compose(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield Static(one_line(self._desk.pack.title, 120), id="title", markup=False)
            yield Horizontal(id="clock")
        with VerticalScroll(id="about"):
            yield Markdown(visible(self._desk.pack.instructions or "Do what you can; read each prompt first."))
            yield Static(self._rules(), id="rules", markup=False)
        with Vertical(id="parts"):
            yield OptionList(id="list")
        yield KeyBar()

    def on_mount(self) -> None:
        self._show_begun()

    def on_screen_resume(self) -> None:
        self._show_begun()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        begun = self._desk.started_at is not None
        works = {
            "begin": not begun,
            "open": begun,
            "hand_in": begun,
            "dismiss": not isinstance(self.app, OneScreenApp),  # there is nothing behind this screen
        }
        return works.get(action, True)

    async def action_begin(self) -> None:
        try:
            self._desk.begin(self._now())
        except PrepError as error:
            self.notify(str(error), title="It cannot be started", severity="error", markup=False)
        self._show_begun()

    def action_open(self) -> None:
        self.query_one(OptionList).action_select()

    @on(OptionList.OptionSelected)
    def _open(self, event: OptionList.OptionSelected) -> None:
        part = next(part for part in self._parts if part.id == event.option.id)
        try:
            if part in self._desk.pack.questions:
                self.app.push_screen(TakeAnswerScreen(self._desk, part, self._clock, self._now))
            else:
                self.app.push_screen(TakeCodeScreen(self._desk, self._bench, part, self._clock, self._now))
        except PrepError as error:
            self.notify(str(error), title="It cannot be opened", severity="error", markup=False)

    def action_hand_in(self) -> None:
        begun = sum(self._desk.is_begun(part.id) for part in self._parts)
        asks_name = not self._desk.pack.code and not self._person
        question = f"Hand in {begun} of {len(self._parts)} parts?"
        self.app.push_screen(HandInScreen(question, asks_name=asks_name), self._hand_in)

    def _hand_in(self, name: str | None) -> None:
        if name is None:
            return
        self._person = self._person or name
        try:
            path = self._desk.submit(self._target, self._now(), self._person)
        except PrepError as error:
            self.notify(str(error), title="Not handed in", severity="error", markup=False, timeout=20)
            return
        told = "".join(f"\n{one_line(remark)}" for remark in self._desk.remarks)
        self._handed_in = f"\n\nHanded in: send back this file\n{path}{told}"
        self.query_one("#rules", Static).update(self._rules())
        self.query_one("#about").scroll_end(animate=False)
        self.notify(f"Send back {path}", title="Handed in", markup=False, timeout=20)

    @property
    def _parts(self) -> tuple[PackedPart, ...]:
        return (*self._desk.pack.challenges, *self._desk.pack.questions)

    @property
    def _clock(self) -> Clock:
        started, deadline = self._desk.started_at, self._desk.deadline
        assert started is not None
        assert deadline is not None
        return Clock(started_at=started, deadline=deadline)

    def _show_begun(self) -> None:
        begun = self._desk.started_at is not None
        self.query_one("#parts").display = begun
        self.refresh_bindings()
        if not begun:
            return
        self.query_one("#rules", Static).update(self._rules())
        place = self.query_one("#clock")
        if not place.children:
            place.mount(ClockFace(self._clock, self._now))
        options = self.query_one(OptionList)
        chosen = options.highlighted
        options.clear_options()
        options.add_options([Option(self._row(part), id=part.id) for part in self._parts])
        options.highlighted = chosen or 0
        options.focus()

    def _row(self, part: PackedPart) -> str:
        mark = "●" if self._desk.is_begun(part.id) else "○"
        return f"{mark} {one_line(part.title, 60)}  ({part.minutes} min, weight {part.weight:g})"

    def _rules(self) -> str:
        pack = self._desk.pack
        closes = f", before {pack.closes:%-d %B %Y %H:%M %Z}" if pack.closes else ""
        begun = self._desk.started_at is not None
        start = (
            "The clock runs whatever you do." if begun else "Enter starts the clock, which then runs whatever you do."
        )
        return (
            f"You have {count_words(pack.time_limit_minutes, 'minute')}{closes}. {start}\n"
            f"Signed by the key {pack.key}: compare it with what the team told you. "
            f"Its public tests are programs of theirs that run on your machine.{self._handed_in}"
        )


class HandInScreen(ModalScreen[str | None]):
    """Asks before handing in, and for a name where the pack knows none; yields the name, or None."""

    CSS_PATH = "take.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Not yet", key_display="esc"),
        Binding("enter", "confirm", "Hand in"),
    ]

    def __init__(self, question: str, *, asks_name: bool) -> None:
        super().__init__()
        self._question = question
        self._asks_name = asks_name

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static(self._question, markup=False)
            yield Static("You can go on and hand in again as long as the window is open.", markup=False)
            if self._asks_name:
                yield Input(placeholder="Your name, as the team knows you", max_length=120)
            yield Static("Enter hands in, Esc goes back.", markup=False)
        yield KeyBar()

    @on(Input.Submitted)
    def action_confirm(self) -> None:
        name = self.query_one(Input).value.strip() if self._asks_name else ""
        if self._asks_name and not name:
            self.notify("Give your name, so that the team knows whose it is.", severity="warning")
        else:
            self.dismiss(name)
