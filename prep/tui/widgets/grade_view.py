"""Shows how an answer was graded: the grade, its points, one's own words with the evidence marked, a model answer."""

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from prep.model.question import AnswerResult, Question
from prep.model.sitting import FollowUpAnswer
from prep.model.text import visible
from prep.practice.drafts.answers import GradedDraft
from prep.practice.shown.grade_words import MARKS, NEEDS_PERSON, range_words
from prep.practice.shown.highlight import highlight
from prep.tui.widgets.bullets import bullets


class GradeView(VerticalScroll):
    """Nothing is told by colour alone: evidence is underlined and numbered, misconceptions reversed and lettered."""

    def __init__(self, question: Question) -> None:
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        yield Static(id="score", markup=False)
        yield Static(id="points", markup=False)
        yield Static(id="own-words", markup=False)
        yield Static(id="followed-up", markup=False)
        yield Static(id="model-answer", markup=False)
        yield Static(id="reading", markup=False)

    def on_mount(self) -> None:
        for name, title in (
            ("own-words", "Your answer"),
            ("points", "Point by point"),
            ("followed-up", "Follow-up questions"),
            ("model-answer", "A good answer"),
            ("reading", "Read up on it"),
        ):
            self.query_one(f"#{name}").border_title = title

    def show(self, graded: GradedDraft, result: AnswerResult, *, with_model_answer: bool) -> None:
        """Show a grade; the model answer comes once there is nothing left to ask."""
        self.query_one("#score", Static).update(_score(graded, result))
        self.query_one("#own-words", Static).update(_own_words(graded))
        self.query_one("#points", Static).update(_points(self._question, result))
        followed = self.query_one("#followed-up", Static)
        followed.update(_follow_ups(graded.follow_ups))
        followed.display = bool(graded.follow_ups)
        model = self.query_one("#model-answer", Static)
        model.update(" ".join(self._question.model_answer.split()))
        model.display = with_model_answer
        reading = self.query_one("#reading", Static)
        reading.update(bullets(one.line for one in self._question.reading))
        reading.display = with_model_answer and bool(self._question.reading)


def _score(graded: GradedDraft, result: AnswerResult) -> str:
    if not result.is_scored:
        return "Not scored. " + " ".join(visible(remark, 400) for remark in result.remarks)
    said, of_what = f"{result.score:.0%} of the marks", "for the answer itself "
    if graded.claims:
        said += f" ({graded.result.score:.0%} by the grader alone; the rest is your word)"
    elif result.score > graded.result.score:
        said += f" ({graded.result.score:.0%} before the follow-ups)"
    else:
        of_what = ""
    said += f"; {of_what}{range_words(graded.result)}"
    remarks = [visible(remark, 400) for remark in result.remarks]
    return "\n".join([said, *remarks, *([NEEDS_PERSON] if graded.result.needs_review else [])])


def _own_words(graded: GradedDraft) -> Text:
    text = Text()
    for piece in highlight(graded.answer, graded.result):
        style = "" if not piece.labels else ("reverse" if piece.is_wrong else "bold underline")
        text.append(visible(piece.text), style)
        if piece.labels:
            text.append(f"[{','.join(piece.labels)}]", "bold")
    return text if graded.answer.strip() else Text("You wrote nothing.")


def _points(question: Question, result: AnswerResult) -> Text:
    text = Text()
    for number, (point, found) in enumerate(zip(question.points, result.points, strict=True), 1):
        text.append(f"{number}. {MARKS[found.standing]} {point.description}\n", "" if found.found else "bold")
    for number, wrong in enumerate(result.misconceptions):
        text.append(f"{chr(ord('a') + number)}. ! {wrong.feedback}\n", "bold")
    for doubt in result.doubts:
        text.append(f"? Did you mean this: “{visible(doubt.evidence.quote)}”? If so: {doubt.feedback}\n")
    text.rstrip()
    return text


def _follow_ups(answers: tuple[FollowUpAnswer, ...]) -> Text:
    text = Text()
    for answer in answers:
        text.append(f"{answer.question}\n")
        if not answer.answer.strip():
            text.append("  - passed over\n")
            continue
        text.append(f"  {'✓' if answer.found else '✗'} {visible(answer.answer)}\n", "bold" if answer.found else "")
    text.rstrip()
    return text
