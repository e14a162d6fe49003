"""What only reviewers get, and what a review says to the candidate."""

from collections.abc import Iterator, Sequence

from prep.reports.foreign import shown, shown_line
from prep.reports.inline import inline, plain
from prep.reports.notes import ReviewMark, ReviewSheet, RubricLine, SimilarityNote
from prep.reports.view import (
    Audience,
    Block,
    Bullets,
    Column,
    FormLevel,
    FormRow,
    Inline,
    PaperForm,
    Prose,
    Quote,
    Section,
    Table,
)
from prep.reports.wording import points_words, share_words

_LIKENESS = (
    "A likeness is a reason to look, not a finding: short tasks have few good solutions. "
    "Compare the places named before you conclude anything."
)


def similarity_section(notes: Sequence[SimilarityNote]) -> Section:
    """Says so, too, when there is nothing to look at."""
    blocks: tuple[Block, ...] = (Prose(text=plain("No likeness above the threshold was found.")),)
    if notes:
        rows = (
            (shown_line(n.other, 80), share_words(n.share), shown_line(n.where, 160), shown_line(n.note, 300))
            for n in notes
        )
        columns = (Column("Alike to"), Column("Share", numeric=True), Column("Where"), Column("Note"))
        table = Table(caption="Likenesses to look at", columns=columns, rows=tuple(rows))
        blocks = (Prose(text=plain(_LIKENESS), small=True), table)
    return Section(id="similarity", title="Similarity notes", level=2, blocks=blocks)


def marks_section(sheet: ReviewSheet, audience: Audience) -> Iterator[Section]:
    """Marks by reviewers; to the candidate only what is meant for the candidate."""
    marks = [mark for mark in sheet.marks if mark.for_candidate or audience is Audience.REVIEWER]
    if marks:
        title = "What reviewers said" if audience is Audience.CANDIDATE else "Marks given so far"
        yield Section(id="review", title=title, level=2, blocks=tuple(_marks(marks, audience)))


def form_section(rubric: Sequence[RubricLine]) -> Section:
    """The rubric as a form for a pen."""
    rows = tuple(
        FormRow(
            title=shown_line(line.title, 120),
            description=shown(line.description, 400),
            levels=tuple(
                FormLevel(f"{level.points:g} · {shown_line(level.title, 80)}", shown(level.description, 400))
                for level in line.levels
            ),
        )
        for line in rubric
    )
    lines = ("For the candidate", "Not for the candidate", "Reviewer and date")
    return Section(id="rubric", title="Marks by rubric", level=2, blocks=(PaperForm(rows=rows, lines=lines),))


def _marks(marks: Sequence[ReviewMark], audience: Audience) -> Iterator[Block]:
    columns = [Column("Criterion"), Column("Level"), Column("Points", numeric=True)]
    rows = [
        [shown_line(mark.criterion, 120), shown_line(mark.level, 80), points_words(mark.points, mark.max_points)]
        for mark in marks
    ]
    if not any(mark.level for mark in marks):
        columns.pop(1)
        rows = [[first, last] for first, _, last in rows]
    if audience is Audience.REVIEWER:
        columns.append(Column("Reviewer"))
        for row, mark in zip(rows, marks, strict=True):
            row.append(shown_line(mark.reviewer, 60))
    yield Table(caption="Points by criterion of the review", columns=tuple(columns), rows=tuple(map(tuple, rows)))
    means = [mark for mark in marks if mark.level and mark.level_means]
    if means:
        yield Prose(text=plain("What work on these levels looks like:"), small=True)
        yield Bullets(items=tuple(map(_level_in_words, means)))
    for mark in marks:
        if mark.comment.strip():
            hidden = "" if mark.for_candidate else " (not for the candidate)"
            label = f"{shown_line(mark.criterion, 120)}{hidden if audience is Audience.REVIEWER else ''}"
            yield Quote(label=label, text=shown(mark.comment.strip(), 2000), code=False)


def _level_in_words(mark: ReviewMark) -> Inline:
    head = f"{shown_line(mark.criterion, 120)}, {shown_line(mark.level, 80)}: "
    return (*plain(head, strong=True), *inline(mark.level_means))
