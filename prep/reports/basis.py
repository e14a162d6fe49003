"""What a result rests on: what it was graded with, how well it was shut in, and how to do it again."""

import shlex
from collections.abc import Iterator, Sequence
from typing import Final

from prep.model.isolation import Isolation
from prep.model.sitting import AnswerItem, CodeItem, Item
from prep.reports.foreign import file_name, shown_line
from prep.reports.view import Audience, Fact
from prep.reports.wording import moment_words

_REPEAT: Final = "Repeat it with"
_ISOLATION: Final = {
    Isolation.FULL: "full: a jail of its own, without network",
    Isolation.PROCESS: "process: a process of its own with limits, weaker than the full jail",
}


def basis_facts(
    items: Sequence[tuple[str, Item]], audience: Audience, *, named: bool = True, has_prep: bool = True
) -> Iterator[tuple[str, tuple[Fact, ...]]]:
    """For each item under its title: the facts, more of them for reviewers; without names, no file's either.

    For a candidate without prep there is nothing to type.
    """
    for title, item in items:
        facts = _of_code(item, audience, named=named) if isinstance(item, CodeItem) else _of_answer(item, audience)
        is_typed = has_prep or audience is Audience.REVIEWER
        yield title, tuple(fact for fact in facts if is_typed or fact.name != _REPEAT)


def _of_code(item: CodeItem, audience: Audience, *, named: bool) -> Iterator[Fact]:
    result = item.result
    yield Fact("Challenge", f"{shown_line(result.challenge, 120)}, version {shown_line(result.fingerprint, 80)}")
    if result.fingerprint != item.challenge.fingerprint:
        yield Fact("Note", "the challenge has changed since; titles and advice are those of its present version")
    yield Fact("Graded", moment_words(result.started_at))
    yield Fact("Isolation", _ISOLATION[result.isolation])
    versions = ", ".join(
        f"{shown_line(name, 40)} {shown_line(version, 40)}" for name, version in result.versions.items()
    )
    yield Fact("Versions", versions or "not recorded")
    if audience is Audience.REVIEWER:
        hidden = sum(check.visibility == "hidden" for check in result.checks)
        yield Fact(
            "Checks", f"{len(result.checks)} reported, {len(item.challenge.spec.checks)} declared, {hidden} hidden"
        )
        yield Fact("Time of grading", f"{result.time_s:.2f} s by the wall clock, {result.cpu_s:.2f} s of CPU")
    yield Fact(_REPEAT, _repeat(item, named=named and audience is Audience.CANDIDATE), code=True)


def _repeat(item: CodeItem, *, named: bool) -> str:
    """The file alone: its folder is the grader's; reviewers are not even told its name, which often is a person's."""
    place = shown_line(file_name(item.submission.name), 120) if named else ""
    return f"prep grade {shown_line(item.result.challenge, 120)} {shlex.quote(place) if place else 'SUBMISSION'}"


def _of_answer(item: AnswerItem, audience: Audience) -> Iterator[Fact]:
    result = item.result
    yield Fact("Question", f"{item.question.id}, {item.question.topic}, {item.question.level}")
    yield Fact("Matcher", shown_line(result.matcher, 80))
    yield Fact("Confidence", f"{result.confidence:.2f} of 1")
    noticed = [shown_line(remark, 400) for remark in result.remarks]
    if noticed:
        yield Fact("Noticed", " ".join(noticed))
    if result.nearest is not None:
        near = result.nearest
        yield Fact(
            "Nearest marked answer", f"{shown_line(near.id, 60)}, {near.similarity:.2f} alike, marked {near.score:.2f}"
        )
    if audience is Audience.REVIEWER:
        yield Fact("Needs review", "yes" if result.needs_review else "no")
    yield Fact(_REPEAT, f"prep answer {item.question.id} --file ANSWER", code=True)
