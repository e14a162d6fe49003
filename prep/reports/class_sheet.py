"""A class on one sheet: who got how far, and what each should look at first."""

from collections.abc import Sequence

from prep.diagnosis.causes import Certainty
from prep.diagnosis.diagnose import diagnose
from prep.model.sitting import CodeItem, Sitting
from prep.model.verdict import Verdict
from prep.reports.cohort import summarize_cohort
from prep.reports.foreign import shown_line
from prep.reports.view import Audience, Block, Column, ReportView, Section, Table
from prep.reports.wording import count_words, points_words, share_words


def summarize_class(sittings: Sequence[Sitting]) -> ReportView:
    """The sheet for whoever handed the task out: everybody by name in the order given, then how the task itself did.

    Args:
        sittings: At least one, each of one submission to the same challenge.
    """
    cohort = summarize_cohort(sittings).report
    columns = (
        Column("Submission"),
        Column("Points", numeric=True),
        Column("Share", numeric=True),
        Column("Checks passed", numeric=True),
        Column("Most likely cause"),
    )
    table: Block = Table(caption="Everybody", columns=columns, rows=tuple(map(_row, sittings)))
    people = Section(id="people", title="Everybody", level=2, blocks=(table,))
    return ReportView(
        title=cohort.title,
        subtitle=f"Class sheet: {count_words(len(sittings), 'submission')}",
        facts=cohort.facts,
        audience=Audience.TEAM,
        made_at=cohort.made_at,
        sections=(people, *cohort.sections),
    )


def _row(sitting: Sitting) -> tuple[str, ...]:
    (item,) = sitting.items
    assert isinstance(item, CodeItem)
    checks = item.result.checks
    passed = sum(check.verdict is Verdict.ACCEPTED for check in checks)
    name = shown_line(sitting.person, 60)
    if not item.is_graded:
        why = "could not be read" if item.result.unreadable else "the grader itself failed; grade it again"
        return (name, "not graded", "", "", why)
    points = points_words(item.result.points, item.result.max_points)
    return (name, points, share_words(item.share), f"{passed} of {len(checks)}", _cause(item))


def _cause(item: CodeItem) -> str:
    if item.result.verdict is Verdict.IMPORT_ERROR:
        return "could not be loaded"
    causes = diagnose(item.challenge, item.result).causes
    told = " Or: ".join(cause.mistake.why.replace("`", "") for cause in causes)
    return f"{told} (likely)" if causes and causes[0].certainty is Certainty.LIKELY else told
