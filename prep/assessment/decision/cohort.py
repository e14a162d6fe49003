"""The report on all candidates together, for the team: by code, never by name."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from statistics import fmean, median
from typing import Final

from prep.assessment.decision.agreement import Disagreement, agreements, disagreements
from prep.assessment.decision.blind import blind_id
from prep.assessment.decision.compare import grouped, kept_resemblances
from prep.assessment.decision.scores import Ranked, Score, rank, scores_of
from prep.assessment.decision.sittings import sittings
from prep.assessment.register.whole import Register
from prep.assessment.spec.rubric import ReviewRubric
from prep.model.text import count_words
from prep.reports.cohort import CohortView, summarize_cohort
from prep.reports.first_page import decision_section
from prep.reports.inline import plain
from prep.reports.pictures import Bar, Bars
from prep.reports.view import Audience, Block, Column, Prose, ReportView, Section, Table
from prep.reports.wording import exact_share_words, share_words

_EPOCH: Final = datetime(2000, 1, 1, tzinfo=UTC)
_OVERLAP = (
    "An interval is what the scores leave open: metrics on a sample of labels, answers that the grader is not sure of, "
    "reviewers who differ. Candidates whose intervals overlap share the places between which they may lie; do not "
    "decide between them by this list alone."
)
_INCOMPLETE = (
    "These are not places yet: each score is of what is known so far, and may still end anywhere in its interval."
)
_LIKENESS = "A likeness is a reason to look at two works side by side, not a finding: short tasks have few solutions."


def cohort_view(register: Register) -> ReportView:
    """Everything a team decides on.

    It has the date of the last hand-in: what has not changed gives the same bytes tomorrow.
    """
    home = register.home
    scores = scores_of(register)
    sections = [
        Section(id="ranking", title="Ranking", level=2, blocks=tuple(_rankings(rank(scores)))),
        decision_section(),
        Section(id="parts", title="Part by part", level=2, blocks=tuple(_parts(scores))),
        *(section for section in together(register).report.sections if section.id != "items"),
        Section(id="similarity", title="Similarity notes", level=2, blocks=tuple(_similarity(register))),
    ]
    if home.content.rubric is not None:
        sections.append(Section(id="agreement", title="Reviewers", level=2, blocks=tuple(_reviewers(register))))
    return ReportView(
        title=home.assessment.title,
        subtitle="Assessment, report on all candidates",
        facts=(count_words(len(scores), "candidate"), _late(scores)),
        audience=Audience.TEAM,
        made_at=max((one.handed_in_at for one in register.counting), default=_EPOCH),
        sections=tuple(replace(one, is_appendix=number > 1) for number, one in enumerate(sections)),
    )


def together(register: Register) -> CohortView:
    """How everybody did, check by check; people by their codes."""
    found = [replace(sitting, person=submission.code) for submission, sitting in sittings(register)]
    return summarize_cohort(found, title=register.home.assessment.title)


def places(ranked: Ranked) -> str:
    """A place in words: "2", or "2 to 4" where it is not sure."""
    return f"{ranked.best}" if ranked.best == ranked.worst else f"{ranked.best} to {ranked.worst}"


def _late(scores: Sequence[Score]) -> str:
    late = sum(score.submission.late_s > 0 for score in scores)
    return f"{late} late" if late else "none late"


def _rankings(ranked: Sequence[Ranked]) -> Iterator[Block]:
    yield Prose(text=plain(_OVERLAP), small=True)
    complete = [one for one in ranked if one.score.is_complete]
    others = [one for one in ranked if not one.score.is_complete]
    if complete or not others:
        yield _ranking("Candidates, best first", complete)
    if others:
        yield Prose(text=plain(_INCOMPLETE), small=True)
        yield _ranking("Not all is graded or reviewed yet", others)


def _ranking(caption: str, ranked: Sequence[Ranked]) -> Table:
    columns = (
        Column("Candidate"),
        Column("Place"),
        Column("Score", numeric=True),
        Column("Between", numeric=True),
        Column("Remarks"),
    )
    rows = tuple(
        (
            one.score.submission.code,
            places(one) if one.score.is_complete else "open",
            exact_share_words(one.score.share),
            f"{exact_share_words(one.score.low)} and {exact_share_words(one.score.high)}",
            "; ".join(_remarks(one.score)),
        )
        for one in ranked
    )
    return Table(caption=caption, columns=columns, rows=rows)


def _remarks(score: Score) -> Iterator[str]:
    if score.submission.late_s:
        yield "late"
    if not score.is_complete:
        yield "; ".join(f"{part.name}: {part.note}" for part in score.parts if not part.is_final)
    if any(part.needs_person for part in score.parts):
        yield "an answer that a person should read"


def _parts(scores: Sequence[Score]) -> Iterator[Block]:
    names = [part.name for part in scores[0].parts] if scores else []
    bars, rows = [], []
    for position, name in enumerate(names):
        parts = [score.parts[position] for score in scores]
        shares = [part.share for part in parts if part.share is not None]
        if shares:
            bars.append(Bar(label=name, share=fmean(shares), figure=share_words(fmean(shares))))
            spread = f"{share_words(min(shares))} to {share_words(max(shares))}"
            rows.append((name, f"{parts[0].weight:g}", share_words(fmean(shares)), share_words(median(shares)), spread))
    if bars:
        told = "How much of each part candidates solved on average: " + ", ".join(
            f"{bar.label} {bar.figure}" for bar in bars
        )
        yield Bars(title="Mean score of each part", description=told, header=("Part", "Mean"), bars=tuple(bars))
        columns = (Column("Part"), *(Column(name, numeric=True) for name in ("Weight", "Mean", "Median", "Range")))
        yield Table(caption="Scores of each part", columns=columns, rows=tuple(rows))


def _similarity(register: Register) -> Iterator[Block]:
    found = kept_resemblances(register)
    if not found:
        yield Prose(text=plain("No likeness above the threshold is noted."))
        return
    yield Prose(text=plain(_LIKENESS), small=True)
    title = register.home.content.title
    columns = (Column("Candidates"), Column("Also like"), Column("Part"), Column("Alike", numeric=True))
    rows = tuple(
        (one.codes_words(), ", ".join(one.files) or "none", title(one.part), one.likeness_words())
        for one in grouped(found)
    )
    yield Table(caption="Works that have much in common, by who hangs together", columns=columns, rows=rows)


def _reviewers(register: Register) -> Iterator[Block]:
    home, reviews = register.home, register.reviews
    rubric = home.content.rubric
    assert rubric is not None
    columns = (
        *(Column("Criterion"), Column("Alpha", numeric=True), Column("Same level", numeric=True)),
        *(Column("Marked by two", numeric=True), Column("Reading")),
    )
    rows = tuple(
        (
            _criterion(rubric, one.criterion) if one.criterion else "All together",
            "none" if one.alpha is None else f"{one.alpha:.2f}",
            "none" if one.exact is None else share_words(one.exact),
            f"{one.pairs}",
            one.meaning,
        )
        for one in agreements(rubric, reviews)
    )
    yield Table(caption="Agreement of reviewers (Krippendorff's alpha, ordinal)", columns=columns, rows=rows)
    apart = disagreements(rubric, reviews)
    if apart:
        blind = {one.id: blind_id(home, one) for one in register.counting}
        told = tuple((blind[one.submission], _criterion(rubric, one.criterion), *_levels(rubric, one)) for one in apart)
        apart_columns = (Column("Submission"), Column("Criterion"), Column("One says"), Column("The other"))
        yield Table(caption="Where two reviewers lie two levels or more apart", columns=apart_columns, rows=told)


def _criterion(rubric: ReviewRubric, criterion: str) -> str:
    return rubric.criterion(criterion).title


def _levels(rubric: ReviewRubric, apart: Disagreement) -> tuple[str, str]:
    """What the two said, in the words of the rubric."""
    of = rubric.criterion(apart.criterion)
    return of.level(apart.first_level).title, of.level(apart.second_level).title
