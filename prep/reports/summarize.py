"""From what a person did in one go to the plain data of its report."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

from prep.model.challenge import Challenge
from prep.model.result import GradeResult
from prep.model.sitting import AnswerItem, CodeItem, Item, Sitting, SittingKind, shares_by_topic
from prep.model.submission import Submission
from prep.reports import answer_item, code_item
from prep.reports.basis import basis_facts
from prep.reports.blind import without_name
from prep.reports.code_item import Manner
from prep.reports.first_page import (
    decision_section,
    glance,
    right_section,
    signed_section,
    since_section,
    skills_section,
    wrong_section,
)
from prep.reports.foreign import file_name, shown_line
from prep.reports.history import history_blocks
from prep.reports.inline import plain
from prep.reports.next_steps import next_steps
from prep.reports.notes import ReviewSheet, RubricLine, SignedResult, SimilarityNote
from prep.reports.pictures import Bar, Bars
from prep.reports.review_sections import form_section, marks_section, similarity_section
from prep.reports.syntax import with_colours
from prep.reports.view import (
    Audience,
    Block,
    Column,
    Facts,
    Headline,
    Prose,
    ReportView,
    Section,
    Steps,
    Table,
    Tone,
)
from prep.reports.wording import (
    band_words,
    count_words,
    duration_words,
    exact_share_words,
    item_title,
    limit_minutes,
    moment_words,
    share_words,
    tone_of_share,
    topic_words,
)

_KINDS: Final = {
    SittingKind.CHALLENGE: "Challenge",
    SittingKind.DRILL: "Drill",
    SittingKind.INTERVIEW: "Mock interview",
    SittingKind.ASSESSMENT: "Assessment",
}

PLAIN_RUBRIC: Final = (
    RubricLine(title="Correctness and edge cases", levels=()),
    RubricLine(title="Clarity of code and words", levels=()),
    RubricLine(title="Choice of method, and reasons for it", levels=()),
)
"""What the form asks when a team has no rubric of its own."""


def summarize(challenge: Challenge, result: GradeResult, submission: Submission, *, named: bool = True) -> ReportView:
    """The candidate's report on one graded submission that nobody timed, with or without its file's name."""
    item = CodeItem(challenge=challenge, result=result, submission=submission)
    return summarize_sitting(
        Sitting(
            kind=SittingKind.CHALLENGE,
            title=challenge.spec.title,
            person="",
            started_at=result.started_at,
            finished_at=result.started_at + timedelta(seconds=round(result.time_s, 3)),
            items=(item,),
        ),
        named=named,
    )


def summarize_sitting(
    sitting: Sitting,
    *,
    audience: Audience = Audience.CANDIDATE,
    number: str = "",
    similarity: Sequence[SimilarityNote] = (),
    review: ReviewSheet | None = None,
    style: bool = True,
    signed: SignedResult | None = None,
    named: bool = True,
) -> ReportView:
    """The report on a sitting, all foreign text in it made visible and cut.

    Args:
        sitting: What was done, graded.
        audience: The candidate, or a reviewer. A reviewer's report shows no name and no file name, and the name is
            left out of the work as well, where it is written as in `sitting.person`.
        number: What stands for the person in a reviewer's report; without it, `sitting.person` where that looks like a
            number, as "C-017" does.
        similarity: What to look at beside other submissions; only shown to reviewers.
        review: The team's rubric, and the marks that were given; a candidate sees the marks meant for candidates.
        style: Whether ruff is asked for remarks on Python files; they are read, never run.
        signed: The result as the team signed it.
        named: Whether a candidate's own report says whose it is; without it, the name is left out of the work, too.
    """
    sheet = review or ReviewSheet()
    manner = Manner(audience=audience, style=style, comments=sheet.lines)
    placed = [(f"item-{n}", item_title(item), item) for n, item in enumerate(sitting.items, 1)]
    appendix = _appendix(sitting, placed, manner, similarity, sheet, named=named)
    view = ReportView(
        title=shown_line(sitting.title, 120) or _KINDS[sitting.kind],
        subtitle=_subtitle(sitting, audience, number, named=named),
        facts=tuple(_facts(sitting, audience, named=named)),
        audience=audience,
        made_at=sitting.finished_at,
        sections=(
            *_first_page(sitting, placed, audience, signed),
            *(replace(section, is_appendix=True) for section in appendix),
        ),
    )
    if (audience is Audience.REVIEWER or not named) and not _is_number(sitting.person):
        view = without_name(view, sitting.person)
    return with_colours(view)


def _first_page(
    sitting: Sitting, placed: Sequence[tuple[str, str, Item]], audience: Audience, signed: SignedResult | None
) -> Iterator[Section]:
    yield Section(id="result", title="Result", level=2, blocks=(*_result(sitting), *glance(sitting)))
    yield from right_section(placed)
    if audience is Audience.REVIEWER:
        yield from wrong_section(placed)
        yield decision_section()
        return
    parts = placed if len(placed) > 1 else [(*_only_section(item), item) for *_, item in placed]
    steps = next_steps(parts, has_prep=sitting.kind is not SittingKind.ASSESSMENT)
    if steps:
        yield Section(id="next", title="What to do next", level=2, blocks=(Steps(steps=steps),))
    yield from since_section(placed)
    yield from skills_section(sitting)
    yield from signed_section(signed)


def _appendix(
    sitting: Sitting,
    placed: Sequence[tuple[str, str, Item]],
    manner: Manner,
    similarity: Sequence[SimilarityNote],
    review: ReviewSheet,
    *,
    named: bool,
) -> Iterator[Section]:
    if manner.audience is Audience.CANDIDATE:
        yield from marks_section(review, manner.audience)
    if len(placed) > 1:
        yield Section(id="overview", title="Item by item", level=2, blocks=tuple(_overview(sitting)))
    for id_, title, item in placed:
        yield from _item(id_, title, item, manner, alone=len(placed) == 1)
    history = tuple(history_blocks(sitting)) if manner.audience is Audience.CANDIDATE else ()
    if history:
        yield Section(id="history", title="Beside earlier ones", level=2, blocks=history)
    if manner.audience is Audience.REVIEWER:
        yield similarity_section(similarity)
        yield from marks_section(review, manner.audience)
        yield form_section(review.rubric or PLAIN_RUBRIC)
    yield from _basis(placed, manner.audience, named=named, has_prep=sitting.kind is not SittingKind.ASSESSMENT)


def _item(id_: str, title: str, item: Item, manner: Manner, *, alone: bool) -> Iterator[Section]:
    """One item's sections, under a heading of its own where there are several."""
    level = 2 if alone else 3
    prefix = "" if alone else f"{id_}-"
    if not alone:
        number = id_.removeprefix("item-")
        blocks = (_outcome(item), Prose(text=plain(_meaning(item))))
        yield Section(id=id_, title=f"{number}. {title}", level=2, blocks=blocks)
    if isinstance(item, CodeItem):
        yield from code_item.code_sections(item, prefix, level, manner)
    else:
        yield from answer_item.answer_sections(item, prefix, level, manner.audience)


def _only_section(item: Item) -> tuple[str, str]:
    """Id and title of the section to send a reader to where there is but one item."""
    return ("checks", "Check by check") if isinstance(item, CodeItem) else ("points", "Point by point")


def _subtitle(sitting: Sitting, audience: Audience, number: str, *, named: bool) -> str:
    kind = _KINDS[sitting.kind]
    if audience is Audience.REVIEWER:
        return f"{kind}, reviewer's report: candidate {_number(sitting, number)}"
    person = shown_line(sitting.person if named else number, 80)
    return f"{kind}, report for {person}" if person else f"{kind}, report"


def _number(sitting: Sitting, number: str) -> str:
    if number:
        return shown_line(number, 40)
    return shown_line(sitting.person, 40) if _is_number(sitting.person) else "without a number"


def _is_number(person: str) -> bool:
    """Whether it stands for a person without naming anybody, as "C-017" does."""
    letters = sum(character.isalpha() for character in person)
    digits = sum(character.isdigit() for character in person)
    return 0 < digits >= letters and len(person) <= 24


def _facts(sitting: Sitting, audience: Audience, *, named: bool) -> Iterator[str]:
    yield moment_words(sitting.finished_at)
    if len(sitting.items) == 1:
        (item,) = sitting.items
        if isinstance(item, CodeItem):
            yield f"{item.challenge.id}, {item.challenge.spec.level}"
        else:
            yield f"{topic_words(item.question.topic)}, {item.question.level}"
    if named and audience is Audience.CANDIDATE and len(sitting.items) == 1 and isinstance(sitting.items[0], CodeItem):
        name = shown_line(file_name(sitting.items[0].submission.name), 120)
        if name:
            yield name


def _result(sitting: Sitting) -> Iterator[Block]:
    if len(sitting.items) == 1 and sitting.overall is None:
        yield _outcome(sitting.items[0])
        yield Prose(text=plain(_meaning(sitting.items[0])))
        yield from _how_sure(sitting)
        return
    graded = [item for item in sitting.items if item.is_graded]
    if not graded and (sitting.overall is None or sitting.overall.review is None):
        yield Headline(figure="not graded", label="nothing could be graded", tone=Tone.NEUTRAL)
        yield from _how_sure(sitting)
        yield from _left_open(sitting)
        return
    share = sitting.share
    yield Headline(figure=_figure(sitting), label=_label(sitting, len(graded)), tone=tone_of_share(share))
    alone = sitting.items[0] if len(sitting.items) == 1 else None
    yield Prose(text=plain(_meaning(alone) if alone else f"{band_words(share)} {_range(graded)}".strip()))
    yield from _how_sure(sitting)
    yield from _left_open(sitting)


def _left_open(sitting: Sitting) -> Iterator[Block]:
    """Why some items have no share."""
    open_ = [item for item in sitting.items if not item.is_graded]
    waiting = [item for item in open_ if isinstance(item, AnswerItem)]
    unread = [item for item in open_ if isinstance(item, CodeItem) and item.result.unreadable]
    for items, one, sentence in (
        (waiting, "answer", "A person has to read {}, which the grader could not; that counts neither way yet."),
        (unread, "submission", "{} could not be read; that counts neither way."),
        (
            [item for item in open_ if item not in waiting and item not in unread],
            "item",
            "The grader failed on {}, which is its own fault; that counts neither way.",
        ),
    ):
        if items:
            yield Prose(text=plain(sentence.format(count_words(len(items), one))))


def _figure(sitting: Sitting) -> str:
    """To the digit that ranking and exports give it with, where they speak of it, too."""
    return share_words(sitting.share) if sitting.overall is None else exact_share_words(sitting.share)


def _label(sitting: Sitting, graded: int) -> str:
    overall = sitting.overall
    reviewed = " and the review" if overall is not None and overall.review is not None else ""
    so_far = "" if overall is None or overall.is_final else ", so far"
    return f"over {count_words(graded, 'item')}{reviewed}{so_far}"


def _how_sure(sitting: Sitting) -> Iterator[Block]:
    """The interval where there is one, and what is still to come."""
    found, overall = sitting.interval, sitting.overall
    is_final = overall is None or overall.is_final
    if any(item.is_graded for item in sitting.items) and not found.is_exact:
        between = f"{exact_share_words(found.low)} and {exact_share_words(found.high)}"
        sentence = (
            f"It most likely lies between {between}{_why_inexact(sitting)}."
            if is_final
            else f"It may still end anywhere between {between}."
        )
        yield Prose(text=plain(sentence), small=True)
    if overall is not None and not is_final:
        yield Prose(text=plain(f"Not complete, still to come: {', '.join(overall.waiting_for)}.", strong=True))


def _why_inexact(sitting: Sitting) -> str:
    """What of it is not exact: only what there is."""
    kinds = {
        "metrics": any(
            check.metric for item in sitting.items if isinstance(item, CodeItem) for check in item.result.checks
        ),
        "answers in words": any(isinstance(item, AnswerItem) for item in sitting.items),
        "reviews": sitting.overall is not None and sitting.overall.review is not None,
    }
    *first, last = [kind for kind, is_there in kinds.items() if is_there] or [""]
    named = f"{', '.join(first)} and {last}" if first else last
    return f": {named} are not exact" if named else ""


def _range(items: Sequence[Item]) -> str:
    if not items:
        return ""
    best, worst = max(items, key=lambda item: item.share), min(items, key=lambda item: item.share)
    if best.share == worst.share:
        return ""
    first, last = (f"“{item_title(item)}” ({share_words(item.share)})" for item in (best, worst))
    return f"The strongest part is {first}, the weakest {last}."


def _overview(sitting: Sitting) -> Iterator[Block]:
    found = shares_by_topic(sitting.items)
    if len(found) > 1:
        bars = tuple(Bar(topic_words(topic), share, share_words(share)) for topic, share in found.items())
        told = "; ".join(f"{bar.label}: {bar.figure}" for bar in bars)
        yield Bars(
            title="By skill",
            description=f"Shares by topic, in the order they came. {told}.",
            header=("Topic", "Share"),
            bars=bars,
        )
    columns = (
        Column("Item"),
        Column("Kind"),
        Column("Share", numeric=True),
        Column("Weight", numeric=True),
        Column("Time taken", numeric=True),
        Column("Time allowed", numeric=True),
    )
    yield Table(caption="Every item", columns=columns, rows=tuple(map(_overview_row, sitting.items)))


def _overview_row(item: Item) -> tuple[str, ...]:
    return (
        item_title(item),
        "code" if isinstance(item, CodeItem) else "question",
        share_words(item.share) if item.is_graded else "not graded",
        f"{item.weight:g}",
        "not measured" if item.taken_s is None else duration_words(item.taken_s),
        f"{limit_minutes(item)} min",
    )


def _basis(
    placed: Sequence[tuple[str, str, Item]], audience: Audience, *, named: bool, has_prep: bool
) -> Iterator[Section]:
    title = "What this result rests on" if audience is Audience.CANDIDATE else "Integrity"
    parts = [(title, item) for _, title, item in placed]
    facts = list(basis_facts(parts, audience, named=named, has_prep=has_prep))
    if len(facts) == 1:
        yield Section(id="basis", title=title, level=2, blocks=(Facts(facts=facts[0][1]),))
        return
    yield Section(id="basis", title=title, level=2, blocks=() if facts else (Prose(text=plain("There are no items.")),))
    for number, (name, told) in enumerate(facts, 1):
        yield Section(id=f"basis-{number}", title=f"{number}. {name}", level=3, blocks=(Facts(facts=told),))


def _outcome(item: Item) -> Headline:
    return code_item.outcome(item) if isinstance(item, CodeItem) else answer_item.outcome(item)


def _meaning(item: Item) -> str:
    return code_item.meaning(item) if isinstance(item, CodeItem) else answer_item.meaning(item)
