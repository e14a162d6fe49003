"""What stands on the first page: for whoever reads no further."""

from collections.abc import Iterator, Sequence
from typing import Final

from prep.diagnosis.causes import Certainty
from prep.diagnosis.diagnose import diagnose
from prep.model.sitting import AnswerItem, CodeItem, EarlierAttempt, Item, Sitting, shares_by_topic
from prep.model.verdict import Verdict
from prep.reports.foreign import shown_line
from prep.reports.inline import inline, plain
from prep.reports.notes import SignedResult
from prep.reports.view import (
    Block,
    Bullets,
    Column,
    Fact,
    Facts,
    FormLevel,
    FormRow,
    Inline,
    PaperForm,
    Seal,
    Section,
    Table,
)
from prep.reports.wording import (
    count_words,
    date_words,
    duration_words,
    item_title,
    limit_minutes,
    points_words,
    share_words,
    topic_words,
)

_MOST: Final = 3
_MOST_SKILLS: Final = 6
_STRONG: Final = 0.6
"""From this share on an item of several is named among what is right."""

Placed = Sequence[tuple[str, str, Item]]
"""Items with the id and title of their sections."""


def right_section(placed: Placed) -> Iterator[Section]:
    """What is right, the weightiest first; nothing where nothing is."""
    found = list(_right([item for *_, item in placed]))
    if found:
        listed = found[:_MOST]
        if left := len(found) - len(listed):
            listed.append(
                plain(f"and {left} more, which stand below" if left > 1 else "and one more, which stands below")
            )
        yield Section(id="right", title="What is right", level=2, blocks=(Bullets(items=tuple(listed)),))


def wrong_section(placed: Placed) -> Iterator[Section]:
    """For reviewers: what is wrong, in a line for each item."""
    found = [line for _, title, item in placed for line in _wrong(title, item, alone=len(placed) == 1)]
    if found:
        yield Section(id="wrong", title="What is wrong", level=2, blocks=(Bullets(items=tuple(found[: 2 * _MOST])),))


def glance(sitting: Sitting) -> Iterator[Block]:
    """Time, hints and place, in a line each."""
    facts = []
    if any(item.taken_s is not None for item in sitting.items):
        taken = sum(item.taken_s or 0.0 for item in sitting.items)
        allowed = sum(map(limit_minutes, sitting.items))
        facts.append(Fact("Time", f"{duration_words(taken)} of {allowed} min allowed"))
    if sitting.place is not None:
        place = sitting.place
        told = f"{place.best}" if place.best == place.worst else f"{place.best} to {place.worst}"
        facts.append(Fact("Place", f"{told} of {count_words(place.of, 'person', 'people')}, as far as scores can tell"))
    if facts:
        yield Facts(facts=tuple(facts))


def since_section(placed: Placed) -> Iterator[Section]:
    """What turned since the person's last attempt at the same thing."""
    pairs = [(title, item, item.earlier[-1]) for _, title, item in placed if item.earlier and item.is_graded]
    lines = [line for title, item, last in pairs for line in _turned(title, item, last, alone=len(placed) == 1)]
    if lines:
        yield Section(id="since", title="Since your last attempt", level=2, blocks=(Bullets(items=tuple(lines[:5])),))


def skills_section(sitting: Sitting) -> Iterator[Section]:
    """Topic by topic: before, the last time, this time."""
    before = {skill.topic: skill for skill in sitting.skills}
    now = [*shares_by_topic(sitting.items).items()]
    if not before or not now:
        return
    rows = []
    for topic, share in now[:_MOST_SKILLS]:
        skill = before.get(topic)
        earlier = f"{share_words(skill.mean)} ({skill.answers})" if skill else "new"
        rows.append((topic_words(topic), earlier, share_words(skill.last) if skill else "", share_words(share)))
    columns = (
        Column("Topic"),
        Column("Earlier mean (answers)", numeric=True),
        Column("Last time", numeric=True),
        Column("This time", numeric=True),
    )
    table = Table(caption="Shares by topic", columns=columns, rows=tuple(rows))
    yield Section(id="skills", title="Skills over time", level=2, blocks=(table,))


def decision_section() -> Section:
    """What a team decides, to be ticked and signed."""
    choices = ("Go on", "Stop here", "Talk to the candidate first")
    row = FormRow(title="Decision", description="", levels=tuple(FormLevel(choice, "") for choice in choices))
    lines = ("Reason", "Name and signature", "Date")
    return Section(id="decision", title="Decision and sign-off", level=2, blocks=(PaperForm(rows=(row,), lines=lines),))


def signed_section(signed: SignedResult | None) -> Iterator[Section]:
    """The result as it was signed."""
    if signed is None:
        return
    says = (
        *plain("This result is signed. Scan the code, or keep this file, and run "),
        *inline("`prep verify`"),
        *plain(
            " with either: it shows whose result it is, what it came to and which key signed it, and needs no network. "
            f"The key's fingerprint is {signed.key}: compare it with the one that the team gives you itself."
        ),
    )
    yield Section(id="signed", title="Signed result", level=2, blocks=(Seal(text=signed.text, says=says),))


def _right(items: Sequence[Item]) -> Iterator[Inline]:
    if len(items) == 1:
        yield from _right_within(items[0])
        return
    strong = sorted((i for i in items if i.is_graded and i.share >= _STRONG), key=lambda i: (-i.share, -i.weight))
    for item in strong:
        yield plain(f"“{item_title(item)}”: {share_words(item.share)}")
    if not strong:
        best = sorted((item for item in items if item.is_graded), key=lambda item: -item.share)
        for item in best:
            for line in list(_right_within(item))[:1]:
                yield (*line, *plain(f" (in “{item_title(item)}”)"))


def _right_within(item: Item) -> Iterator[Inline]:
    if isinstance(item, AnswerItem):
        made = {point.id for point in item.result.points if point.found}
        for point in sorted((p for p in item.question.points if p.id in made), key=lambda p: -p.weight):
            yield inline(point.description)
        return
    declared = {check.id: check for check in item.challenge.spec.checks}
    results = [check for check in item.result.checks if check.id in declared]
    told: set[str] = set()
    for criterion in item.challenge.spec.criteria:
        checks = [check for check in results if declared[check.id].criterion == criterion.id]
        if checks and all(check.verdict is Verdict.ACCEPTED for check in checks):
            told |= {check.id for check in checks}
            points = points_words(sum(c.points for c in checks), sum(c.max_points for c in checks))
            yield (*inline(f"**{criterion.title}**"), *plain(f": {points} points"))
    passed = [c for c in results if c.verdict is Verdict.ACCEPTED and c.id not in told]
    for check in sorted(passed, key=lambda check: -check.points):
        yield inline(declared[check.id].title)


def _wrong(title: str, item: Item, *, alone: bool) -> Iterator[Inline]:
    place = () if alone else plain(f"“{title}”: ")
    if isinstance(item, AnswerItem):
        found = {point.id for point in item.result.points if point.found}
        missing = [point.description for point in item.question.points if point.id not in found]
        if item.is_graded and missing:
            more = f", and {count_words(len(missing) - 2, 'more point')}" if len(missing) > 2 else ""
            yield (*place, *plain("missing: "), *inline("; ".join(missing[:2])), *plain(more))
        for wrong in item.result.misconceptions:
            yield (*place, *plain("holds a misconception: "), *inline(wrong.feedback))
        return
    failed = [check for check in item.result.checks if check.verdict.is_failure]
    causes = diagnose(item.challenge, item.result).causes
    titles = {check.id: check.title for check in item.challenge.spec.checks}
    if item.result.verdict is Verdict.IMPORT_ERROR:
        yield (*place, *plain("could not be loaded"))
    elif causes:
        sure = "" if causes[0].certainty is Certainty.CERTAIN else "likely: "
        yield (*place, *plain(sure), *inline(" Or: ".join(cause.mistake.why for cause in causes)))
    elif failed:
        named = " and ".join(f"“{titles.get(check.id, check.id)}”" for check in failed[:2])
        more = f", and {count_words(len(failed) - 2, 'more check')}" if len(failed) > 2 else ""
        yield (*place, *plain("fails "), *inline(named), *plain(more))


def _turned(title: str, item: Item, last: EarlierAttempt, *, alone: bool) -> Iterator[Inline]:
    place = "" if alone else f"“{title}”: "
    shares = f"{share_words(last.share)} on {date_words(last.at)}, {share_words(item.share)} now"
    names, passed = _names(item), _passed(item)
    turned = [
        (_way(item, better=better), [names[one] for one in names if one in changed & last.judged])
        for better, changed in ((True, passed - last.passed), (False, last.passed - passed))
    ]
    told = [part for way, titles in turned for part in _listed(way, titles)]
    same = "" if told else " The same checks pass." if isinstance(item, CodeItem) else " The same points are made."
    yield (
        *plain(f"{place}{shares}.{same}"),
        *(() if alone else (span for part in told for span in (*plain(" "), *part))),
    )
    if alone:
        yield from told


def _way(item: Item, *, better: bool) -> str:
    if isinstance(item, CodeItem):
        return "Now passes: " if better else "No longer passes: "
    return "Now made: " if better else "Made last time and missing now: "


def _listed(way: str, titles: Sequence[str]) -> Iterator[Inline]:
    if titles:
        more = f", and {count_words(len(titles) - _MOST, 'more', 'more')}" if len(titles) > _MOST else ""
        yield (
            *plain(way, strong=True),
            *inline("; ".join(title.rstrip(".") for title in titles[:_MOST])),
            *plain(f"{more}."),
        )


def _names(item: Item) -> dict[str, str]:
    if isinstance(item, CodeItem):
        return {check.id: check.title for check in item.challenge.spec.checks}
    return {point.id: shown_line(point.description, 160) for point in item.question.points}


def _passed(item: Item) -> frozenset[str]:
    if isinstance(item, CodeItem):
        return frozenset(check.id for check in item.result.checks if check.verdict is Verdict.ACCEPTED)
    return frozenset(point.id for point in item.result.points if point.found)
