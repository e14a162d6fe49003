"""What to do next: what cost most first, each step with where it comes from and what to type."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from prep.model.challenge import Challenge
from prep.model.sitting import AnswerItem, CodeItem, Item
from prep.reports.answer_item import MODEL_ANSWER, misconception_entry, point_entry
from prep.reports.code_steps import code_steps
from prep.reports.inline import inline, plain, text_of
from prep.reports.view import Inline, Span, Step
from prep.reports.wording import question_title, topic_words

MOST: Final = 3
_KNOWN: Final = 0.6
"""From this share on there is something to explain to others."""

_CHALLENGE_ID: Final = re.compile(r"[a-z0-9-]+/[a-z0-9-]+")


@dataclass(frozen=True)
class _Loss:
    """A step, and what share of everything is lost for want of it."""

    share: float
    step: Step


def next_steps(items: Sequence[tuple[str, str, Item]], *, has_prep: bool = True) -> tuple[Step, ...]:
    """Three steps at most, from items with the id and title of their sections: what to fix, then where to go on.

    Args:
        has_prep: whoever reads it can type prep's commands; a take-home's candidate has none but `prep take`.
    """
    weight = sum(item.weight for *_, item in items) or 1.0
    losses = [
        replace(loss, share=loss.share * item.weight / weight)
        for where, title, item in items
        for loss in _losses(where, title, item)
    ]
    losses.sort(key=lambda loss: -loss.share)
    weakest_first = sorted((item for *_, item in items), key=lambda item: item.share)
    further = (step for item in weakest_first for step in _further(item))
    steps: dict[str, Step] = {}
    for step in (*(loss.step for loss in losses), *further):
        told = step if has_prep else _without_commands(step)
        if told is not None:
            steps.setdefault(text_of(told.text), told)
    return tuple(steps.values())[:MOST]


def _without_commands(step: Step) -> Step | None:
    """What is left for whoever has no prep; nothing of a step that leads on to what only prep has."""
    leads_on = not step.where and step.command.startswith(("prep drill", "prep practice", "prep show"))
    if leads_on or _names_prep(step.text):
        return None
    return replace(step, command="", reading=() if _names_prep(step.reading) else step.reading)


def _names_prep(text: Inline) -> bool:
    return any(span.code and span.text.startswith("prep ") for span in text)


def _losses(where: str, title: str, item: Item) -> Iterator[_Loss]:
    if isinstance(item, CodeItem):
        yield from _code_losses(where, item)
    else:
        prefix = f"{where}-" if where.startswith("item-") else ""
        yield from _answer_losses(prefix, title, item)


def _code_losses(where: str, item: CodeItem) -> Iterator[_Loss]:
    prefix = f"{where}-" if where.startswith("item-") else ""
    return (_Loss(told.share, told.step) for told in code_steps(item, prefix))


def _answer_losses(prefix: str, title: str, item: AnswerItem) -> Iterator[_Loss]:
    most = item.question.max_weight or 1.0
    command = f"prep question show {item.question.id}"
    reading = (Span("the model answer", href=f"#{prefix}{MODEL_ANSWER}"),)
    for wrong in item.result.misconceptions:
        penalty = next((known.penalty for known in item.question.misconceptions if known.id == wrong.id), 0.0)
        text = (*plain("Put right: ", strong=True), *inline(wrong.feedback))
        where = misconception_entry(prefix, wrong.id)
        step = Step(text=text, where=where, where_title=title, command=command, reading=reading)
        # A wrong belief comes before what was left unsaid in the same answer.
        yield _Loss(1.0 - item.share + penalty / most, step)
    found = {point.id for point in item.result.points if point.found}
    missing = [point for point in item.question.points if point.id not in found]
    if missing:
        heaviest = max(missing, key=lambda point: point.weight)
        text = (*plain("Answer aloud: ", strong=True), *inline(heaviest.follow_up or heaviest.description))
        where = point_entry(prefix, heaviest.id)
        lost = sum(point.weight for point in missing) / most
        yield _Loss(lost, Step(text=text, where=where, where_title=title, command=command, reading=reading))


def _further(item: Item) -> Iterator[Step]:
    """For whoever has nothing left to fix: more of what went badly, and words for what went well."""
    if isinstance(item, CodeItem):
        yield from (_read_next(text) for text in item.challenge.spec.read_next)
        yield from _same_topics(item.challenge)
    else:
        question = item.question
        if item.share >= _KNOWN:
            text = f"Explain “{question_title(question)}” in two minutes to somebody who does not know the words."
            yield Step(text=plain(text), command=f"prep question show {question.id}")
        more = f"Go on with other questions on {topic_words(question.topic)}."
        yield Step(text=plain(more), command=drill_command(question.topic))


def _read_next(text: str) -> Step:
    if _CHALLENGE_ID.fullmatch(text):
        return Step(text=(*plain("Solve next: "), Span(text, code=True)), command=f"prep practice start {text}")
    spans = inline(text)
    named = next((span.text for span in spans if span.code and _CHALLENGE_ID.fullmatch(span.text)), "")
    return Step(text=spans, command=f"prep show {named}" if named else "")


def _same_topics(challenge: Challenge) -> Iterator[Step]:
    for topic in challenge.spec.topics:
        yield Step(
            text=plain(f"Say in words what you did: questions on {topic_words(topic)}."), command=drill_command(topic)
        )


def drill_command(topic: str) -> str:
    """What asks the questions of a topic."""
    return f"prep drill --topic {topic}"
