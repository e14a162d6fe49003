"""Everything there is to practise, in one list: filter by typing, choose, look at it before any clock starts."""

from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.message import Message
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from prep.model.challenge import Challenge, Visibility
from prep.practice.desk.desk import Desk
from prep.practice.progress.path import STAGES
from prep.practice.progress.shelf import Choice, Shelf, ShelfKind, Status, load_shelf
from prep.tui.screens.page import Page
from prep.tui.widgets.key_bar import KeyBar

_LEAST_TITLE: Final = 10
_DETAIL_WIDTH: Final = 46
"""Of the pane beside the list, where it is not laid out yet."""

_KINDS: Final = {
    ShelfKind.QUESTION: "?",
    ShelfKind.WARM_UP: "w",
    ShelfKind.CHALLENGE: "#",
    ShelfKind.BROKEN_TRAINING: "!",
    ShelfKind.PROJECT: "P",
}
_STAGES: Final = {stage.level: f"Stage {stage.number}: {stage.title}" for stage in STAGES}


class PickerScreen(Page):
    """Typing always filters; the arrow keys always move in the list."""

    TITLE = "Choose"
    CSS_PATH = "picker.tcss"
    HELP = """\
Type to filter: every word must occur in the title, topic, level or status.
  new begun tried due done suspended bookmarked      how far you are
  question challenge project                         what it is
  beginner intermediate advanced                     the level, and the stage
  phone-screen onsite research mlops                 where it would be asked
  -word                                              must not occur

↑ ↓ PgUp PgDn   move in the list
Enter, click    look at it; no clock starts yet
Esc             clear the filter; once more: back
Ctrl+Q          quit; what you wrote is kept

In the list: # challenge, w warm-up, ! broken training, P project,
? question, * bookmarked.
"70/100" is your best attempt, "✓ 100/100" all there is to reach, "80%" your
last answer, "begun" a draft that was never submitted.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Look at it", priority=True),
        Binding("up", "move('cursor_up')", "Up", show=False),
        Binding("down", "move('cursor_down')", "Down", show=False),
        Binding("pageup", "move('page_up')", "Page up", show=False),
        Binding("pagedown", "move('page_down')", "Page down", show=False),
        Binding("escape", "clear", "Back"),
        Binding("ctrl+q", "app.quit", "Quit", priority=True),
    ]

    @dataclass
    class Chosen(Message):
        """A challenge or question is to be looked at."""

        item: str

    @dataclass
    class Loaded(Message):
        shelf: Shelf

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._shelf: Shelf | None = None

    def compose(self) -> ComposeResult:
        yield Input(placeholder="Type to filter: a topic, a level, new, due, bookmarked … (F1: more)", id="filter")
        with Horizontal(id="body"):
            yield OptionList(id="list", markup=False)
            with VerticalScroll(id="detail", can_focus=False):
                yield Static("Reading what there is …", id="about", markup=False)
        yield Static(
            "  ".join(f"{sign} {kind.value}" for kind, sign in _KINDS.items()) + "  * bookmarked",
            id="signs",
            markup=False,
        )
        yield Static(id="problems", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(OptionList).can_focus = False
        self.query_one("#problems").display = False

    def on_screen_resume(self) -> None:
        """Also after something was practised: what was reached there shows here."""
        self.reload()

    @work(thread=True, exclusive=True, group="shelf")
    def reload(self) -> None:
        """Read content and attempts again."""
        self.post_message(self.Loaded(load_shelf(self._desk)))

    @on(Loaded)
    def _show(self, message: Loaded) -> None:
        self._shelf = message.shelf
        problems = self.query_one("#problems", Static)
        problems.update("\n".join(message.shelf.problems))
        problems.display = bool(message.shelf.problems)
        self._fill()

    def on_resize(self) -> None:
        """Rows are as wide as the list."""
        self.call_after_refresh(self._fill)

    @on(Input.Changed)
    def _fill(self) -> None:
        """List what the filter lets through, under its stages; the highlight stays where it was if it can."""
        if self._shelf is None:
            return
        listing, words = self.query_one(OptionList), self.query_one(Input).value
        before = self._highlighted()
        listing.clear_options()
        width = listing.size.width or self.app.size.width - _DETAIL_WIDTH
        matching = [choice for choice in self._shelf.choices if choice.matches(words)]
        options: list[Option] = []
        for level, choices in groupby(matching, key=lambda choice: choice.level):
            options.append(Option(_STAGES[level], disabled=True))
            options += [Option(_row(choice, width), id=choice.id) for choice in choices]
        listing.add_options(options)
        if matching:
            ids = [choice.id for choice in matching]
            kept = before.id if before is not None and before.id in ids else ids[0]
            listing.highlighted = listing.get_option_index(kept)
        self._describe()

    @on(OptionList.OptionHighlighted)
    def _describe(self) -> None:
        choice = self._highlighted()
        self.query_one("#about", Static).update(about(choice) if choice else self._why_empty())

    @on(OptionList.OptionSelected)
    def action_open(self) -> None:
        if choice := self._highlighted():
            self.post_message(self.Chosen(choice.id))

    def action_move(self, how: str) -> None:
        getattr(self.query_one(OptionList), f"action_{how}")()

    def action_clear(self) -> None:
        """Clear the filter; without one, back."""
        if self.query_one(Input).value:
            self.query_one(Input).value = ""
        else:
            self.dismiss()

    def _highlighted(self) -> Choice | None:
        option = self.query_one(OptionList).highlighted_option
        choices = self._shelf.choices if self._shelf else ()
        return next((choice for choice in choices if option and choice.id == option.id), None)

    def _why_empty(self) -> str:
        if self._shelf is None:
            return "Reading what there is …"
        if self._shelf.choices:
            return "Nothing matches. Esc clears the filter."
        if self._shelf.problems:
            return "Nothing could be loaded; the reasons are below."
        folders = ", ".join(str(root / "challenges") for root in self._desk.library.roots)
        return f"There are no challenges under {folders}, and no questions beside them."


def _row(choice: Choice, width: int) -> str:
    """One line of this width: a table for each would be slow to draw."""
    mark = "*" if choice.is_bookmarked else " "
    facts = f" {choice.topics[0].replace('-', ' '):<17} {f'{choice.minutes} min':>7} {_reached(choice):>9}"
    room = max(_LEAST_TITLE, width - len(facts) - 4)
    if room == _LEAST_TITLE:
        facts = f" {f'{choice.minutes} min':>7} {_reached(choice):>9}"
        room = max(_LEAST_TITLE, width - len(facts) - 4)
    if len(choice.title) > room:  # a title says more than a topic, which stands beside the list
        facts = f" {f'{choice.minutes} min':>7} {_reached(choice):>9}"
        room = max(_LEAST_TITLE, width - len(facts) - 4)
    title = choice.title if len(choice.title) <= room else choice.title[: room - 1] + "…"
    return f"{_KINDS[choice.kind]}{mark} {title:<{room}}{facts}"


def _reached(choice: Choice) -> str:
    if choice.status is Status.SUSPENDED:
        return "suspended"
    return f"{choice.reached} due" if choice.status is Status.DUE else choice.reached


def about(choice: Choice) -> str:
    """What there is to know before one begins."""
    lines = [f"{choice.title} ({choice.id})", "", choice.summary, "", f"So far: {choice.standing}"]
    if choice.problem:
        lines += [f"Not on this machine: {choice.problem}"]
    lines += [f"{choice.kind.value.capitalize()}, {choice.level}, {choice.minutes} minutes"]
    if isinstance(choice.content, Challenge):
        public, hidden = (len(choice.content.checks(kind)) for kind in (Visibility.PUBLIC, Visibility.HIDDEN))
        lines += [f"{choice.content.max_points:g} points, {public} public and {hidden} hidden checks"]
        lines += [f"Uses: {choice.content.spec.runtime}"]
    lines += [f"Topics: {', '.join(choice.topics)}"]
    if choice.rounds:
        lines += [f"Asked in: {', '.join(choice.rounds)}"]
    if choice.note:
        lines += ["", f"Your note: {choice.note}"]
    return "\n".join(lines)
