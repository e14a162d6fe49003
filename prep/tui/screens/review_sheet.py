"""One submission under review: what was handed in beside the rubric, whose every mark is kept at once."""

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Label, RadioButton, RadioSet, Static, TabbedContent, TabPane, TextArea

from prep.assessment.decision.dossier import dossier
from prep.assessment.register.home import TakeHome
from prep.assessment.register.review import comment, mark, own_review, rubric_of
from prep.assessment.register.standing import StoredSubmission
from prep.assessment.spec.rubric import ReviewCriterion, ReviewLevel
from prep.model.errors import PrepError
from prep.model.text import visible
from prep.tui.screens.page import Page
from prep.tui.widgets.code_editor import CodeViewer
from prep.tui.widgets.key_bar import KeyBar
from prep.tui.widgets.notices import Notices

_MOST_TABS = 12
_TAB = 30
"""Characters on a tab; of 80 columns two files show."""


class ReviewSheetScreen(Page):
    """Marks are levels; their points are the rubric's business."""

    CSS_PATH = ["workspace.tcss", "review.tcss"]  # noqa: RUF012 - textual's declaration
    HELP = """\
Tab, Shift+Tab   from one criterion to the next
Up, Down, Space  choose a level; it is kept at once
F6               the next file of the submission
Esc              back to the list

The upper comment goes to the candidate, the lower one stays with the team.
Points follow from the rubric; if it changes, all points change with it.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f6", "next_file", "File", priority=True),
        Binding("escape", "app.pop_screen", "Back", priority=True),
        Binding("ctrl+q", "app.quit", "Quit", priority=True),
    ]

    def __init__(
        self, home: TakeHome, submission: StoredSubmission, blind: str, reviewer: str, now: Callable[[], datetime]
    ) -> None:
        super().__init__()
        self._home = home
        self._submission = submission
        self._blind = blind
        self._reviewer = reviewer
        self._now = now
        self._review = own_review(home, submission, reviewer)
        self._dossier = dossier(home, submission)
        self._to_candidate = TextArea(self._review.to_candidate, soft_wrap=True, tab_behavior="focus")
        self._internal = TextArea(self._review.internal, soft_wrap=True, tab_behavior="focus")
        self._notices = Notices()

    def compose(self) -> ComposeResult:
        rubric = rubric_of(self._home)
        with Horizontal(id="top"):
            yield Static(f"Submission {self._blind}", id="title", markup=False)
            yield Static(self._grades(), id="grades", markup=False)
        yield self._notices
        with Container(id="sheet"):
            with TabbedContent():
                for paper in self._dossier.papers[:_MOST_TABS]:
                    with TabPane(_tab(paper.title)):
                        if paper.is_code:
                            yield CodeViewer(visible(paper.text, 200_000))
                        else:
                            with VerticalScroll():
                                yield Static(visible(paper.text, 100_000), markup=False)
            with VerticalScroll(id="rubric"):
                for number, criterion in enumerate(rubric.criteria):
                    yield Label(criterion.title, classes="criterion", markup=False)
                    yield Static(criterion.asks, classes="asks", markup=False)
                    anchors = "\n".join(f"· {level.title}: {level.anchor}" for level in criterion.levels)
                    yield Static(anchors, classes="anchors", markup=False)
                    yield self._levels(number, criterion)
                yield Label("Comment for the candidate", classes="criterion")
                yield self._to_candidate
                yield Label("Comment for the team only", classes="criterion")
                yield self._internal
        yield KeyBar()

    def on_mount(self) -> None:
        """The focus scrolls to itself, and what a criterion asks stands above it."""
        self.query(RadioSet).first().focus(scroll_visible=False)

    def on_unmount(self) -> None:
        """Comments are kept however the screen ends."""
        self._keep_comments()

    def _grades(self) -> str:
        """What the tests say, once it can sway nobody."""
        if not own_review(self._home, self._submission, self._reviewer).is_complete(rubric_of(self._home)):
            return "tests: after your marks"
        return "  ".join(self._dossier.grades)

    def _levels(self, number: int, criterion: ReviewCriterion) -> RadioSet:
        chosen = self._review.levels.get(criterion.id)
        buttons = [
            RadioButton(_label(level, chosen=level.id == chosen), value=level.id == chosen)
            for level in criterion.levels
        ]
        return RadioSet(*buttons, id=f"criterion-{number}")

    @on(RadioSet.Changed)
    def _mark(self, event: RadioSet.Changed) -> None:
        criterion = rubric_of(self._home).criteria[int(str(event.radio_set.id).removeprefix("criterion-"))]
        for position, button in enumerate(event.radio_set.query(RadioButton)):
            button.label = _label(criterion.levels[position], chosen=position == event.index)
        level = criterion.levels[event.index].id
        self._try(lambda: mark(self._home, self._submission, self._reviewer, {criterion.id: level}, self._now()))

    def _keep_comments(self) -> None:
        before = (self._review.to_candidate, self._review.internal)
        after = (self._to_candidate.text, self._internal.text)
        if before != after:
            self._try(lambda: comment(self._home, self._submission, self._reviewer, *after, self._now()))

    def _try(self, keep: Callable[[], None]) -> None:
        problem = ""
        try:
            keep()
        except PrepError as error:
            problem = f"Not kept: {error}"
        if self.is_running:
            self._notices.tell("keeping", problem)
            self.query_one("#grades", Static).update(self._grades())

    def action_next_file(self) -> None:
        tabs = self.query_one(TabbedContent)
        names = [str(pane.id) for pane in tabs.query(TabPane)]
        if names:
            tabs.active = names[(names.index(tabs.active) + 1) % len(names)]


def _tab(title: str) -> str:
    """The end of a long title: its beginning is the same for all files of a challenge."""
    shown = visible(title, 200)
    return shown if len(shown) <= _TAB else f"…{shown[1 - _TAB :]}"


def _label(level: ReviewLevel, *, chosen: bool) -> Content:
    """Colour alone would not tell everybody which one is chosen."""
    return Content(f"{level.title} ({level.points:g}){'  ✓' if chosen else ''}")
