"""The list of challenges: filter by typing, choose one."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.message import Message
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from prep.model.challenge import Visibility
from prep.practice.desk import Desk
from prep.practice.shelf import Choice, Shelf, load_shelf, tenths
from prep.tui.screens.page import Page
from prep.tui.widgets.key_bar import KeyBar

_LEAST_TITLE: Final = 10
_DETAIL_WIDTH: Final = 46
"""Of the pane beside the list, where it is not laid out yet."""


class ChallengesScreen(Page):
    """Typing always filters; the arrow keys always move in the list."""

    TITLE = "Challenges"
    CSS_PATH = "challenges.tcss"
    HELP = """\
Type to filter: every word must occur in the title, project, level or topics.

↑ ↓ PgUp PgDn   move in the list
Enter, click    open the challenge; its clock starts the first time
Esc             clear the filter; once more: back
Ctrl+P          all commands, the light and dark themes among them
Ctrl+Q          quit; what you wrote is kept

In the list: "70/100" is your best attempt, "✓ 100/100" all there is to reach,
"begun" a draft that was never submitted.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open", priority=True),
        Binding("up", "move('cursor_up')", "Up", show=False),
        Binding("down", "move('cursor_down')", "Down", show=False),
        Binding("pageup", "move('page_up')", "Page up", show=False),
        Binding("pagedown", "move('page_down')", "Page down", show=False),
        Binding("escape", "clear", "Back"),
        Binding("ctrl+q", "app.quit", "Quit", priority=True),
    ]

    @dataclass
    class Chosen(Message):
        """A challenge is to be opened."""

        choice: Choice

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._shelf = Shelf(choices=(), problems=())

    def compose(self) -> ComposeResult:
        yield Input(placeholder="Type to filter challenges", id="filter")
        with Horizontal(id="body"):
            yield OptionList(id="list", markup=False)
            with VerticalScroll(id="detail", can_focus=False):
                yield Static(id="about", markup=False)
        yield Static(id="problems", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(OptionList).can_focus = False

    def on_screen_resume(self) -> None:
        """Also after a challenge was left: what was reached there shows here."""
        self.reload()

    def reload(self) -> None:
        """Read challenges and attempts again."""
        self._shelf = load_shelf(self._desk)
        problems = self.query_one("#problems", Static)
        problems.update("\n".join(self._shelf.problems))
        problems.display = bool(self._shelf.problems)
        self._fill()

    def on_resize(self) -> None:
        """Rows are as wide as the list."""
        self.call_after_refresh(self._fill)

    @on(Input.Changed)
    def _fill(self) -> None:
        """List what the filter lets through, under its projects; the highlight stays where it was if it can."""
        listing, words = self.query_one(OptionList), self.query_one(Input).value
        before = self._highlighted()
        listing.clear_options()
        width = listing.size.width or self.app.size.width - _DETAIL_WIDTH
        matching = [choice for choice in self._shelf.choices if choice.matches(words)]
        for project, choices in groupby(matching, key=lambda choice: choice.project):
            listing.add_option(Option(project.capitalize(), disabled=True))
            listing.add_options(Option(_row(c, width), id=c.challenge.id) for c in choices)
        if matching:
            kept = before.challenge.id if before in matching and before else matching[0].challenge.id
            listing.highlighted = listing.get_option_index(kept)
        self._describe()

    @on(OptionList.OptionHighlighted)
    def _describe(self) -> None:
        choice = self._highlighted()
        about = _about(choice, self._desk.now()) if choice else self._why_empty()
        self.query_one("#about", Static).update(about)

    @on(OptionList.OptionSelected)
    def action_open(self) -> None:
        if choice := self._highlighted():
            self.post_message(self.Chosen(choice))

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
        return next((c for c in self._shelf.choices if option and c.challenge.id == option.id), None)

    def _why_empty(self) -> str:
        if self._shelf.choices:
            return "Nothing matches. Esc clears the filter."
        if self._shelf.problems:
            return "No challenge could be loaded; the reasons are told below."
        folders = ", ".join(str(root / "challenges") for root in self._desk.library.roots)
        return f"There are no challenges under {folders}."


def _row(choice: Choice, width: int) -> str:
    """One line of this width: a table for each would be slow to draw."""
    spec = choice.challenge.spec
    facts = f"  {spec.level:<12} {f'{spec.time_limit_minutes} min':>7} {_reached(choice):>9}"
    room = max(_LEAST_TITLE, width - len(facts))
    title = spec.title if len(spec.title) <= room else spec.title[: room - 1] + "…"
    return f"{title:<{room}}{facts}"


def _reached(choice: Choice) -> str:
    if choice.best is None:
        return "begun" if choice.clock else ""
    mark = "✓ " if choice.best.is_solved else ""
    return f"{mark}{tenths(choice.best.points):g}/{choice.best.max_points:g}"


def _about(choice: Choice, now: datetime) -> str:
    challenge = choice.challenge
    spec = challenge.spec
    public, hidden = (len(challenge.checks(kind)) for kind in (Visibility.PUBLIC, Visibility.HIDDEN))
    return "\n".join(
        [
            f"{spec.title} ({challenge.id})",
            "",
            spec.summary,
            "",
            f"So far: {choice.standing(now)}",
            f"Points: {challenge.max_points:g}",
            f"Checks: {public} public, {hidden} hidden",
            f"Uses:   {spec.runtime}",
            f"Topics: {', '.join(spec.topics)}",
        ]
    )
