"""Blind review: the list of submissions in the reviewer's own order."""

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from prep.assessment.decision.blind import review_order
from prep.assessment.register.home import TakeHome
from prep.assessment.register.review import Review, own_reviews, rubric_of
from prep.model.errors import PrepError
from prep.model.text import one_line
from prep.tui.screens.page import Page
from prep.tui.screens.review_sheet import ReviewSheetScreen
from prep.tui.widgets.key_bar import KeyBar


class ReviewScreen(Page):
    """Shows numbers instead of names, and nothing of other reviewers."""

    CSS_PATH = ["workspace.tcss", "review.tcss"]  # noqa: RUF012 - textual's declaration
    HELP = """\
Enter    review the submission that is highlighted
Ctrl+P   all commands, such as: light or dark
Ctrl+Q   quit; every mark is kept at once

Each reviewer has an order of their own, which stays the same. Numbers stand
for names, and nobody sees what others marked before all are done; then
`prep assess agreement` shows how far you agree, and where to talk.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Review it", priority=True),  # the list would take it, and show no key
        Binding("ctrl+q", "app.quit", "Quit", priority=True),
    ]

    def __init__(self, home: TakeHome, reviewer: str, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._home = home
        self._reviewer = reviewer
        self._now = now
        self._order = review_order(home, reviewer)

    def compose(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield Static(
                one_line(f"{self._home.assessment.title}, reviewed by {self._reviewer}", 120), id="title", markup=False
            )
            yield Static("", id="progress", markup=False)
        yield OptionList(id="list")
        yield KeyBar()

    def on_mount(self) -> None:
        self._list()

    def on_screen_resume(self) -> None:
        self._list()

    def action_open(self) -> None:
        self.query_one(OptionList).action_select()

    @on(OptionList.OptionSelected)
    def _open(self, event: OptionList.OptionSelected) -> None:
        blind, submission = self._order[event.option_index]
        try:
            self.app.push_screen(ReviewSheetScreen(self._home, submission, blind, self._reviewer, self._now))
        except PrepError as error:
            self.notify(str(error), title="It cannot be opened", severity="error", markup=False)

    def _list(self) -> None:
        options = self.query_one(OptionList)
        chosen = options.highlighted
        rubric = rubric_of(self._home)
        own = own_reviews(self._home, self._reviewer)
        mine = [own.get(submission.id, Review(reviewer=self._reviewer)) for _, submission in self._order]
        done = sum(review.is_complete(rubric) for review in mine)
        self.query_one("#progress", Static).update(f"{done} of {len(mine)} reviewed")
        options.clear_options()
        options.add_options(
            [Option(self._row(blind, review)) for (blind, _), review in zip(self._order, mine, strict=True)]
        )
        if mine:
            options.highlighted = chosen or 0
        options.focus()

    def _row(self, blind: str, review: Review) -> str:
        rubric = rubric_of(self._home)
        if review.is_complete(rubric):
            return f"✓ {blind}  {review.points(rubric):g} of {rubric.max_points:g}"
        return f"○ {blind}  {len(review.levels)} of {len(rubric.criteria)} criteria marked"
