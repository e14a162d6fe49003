"""The sections on one graded answer to a concept question."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from prep.model.question import Evidence, KeyPoint, PointResult, PointStanding
from prep.model.sitting import AnswerItem, FollowUpAnswer
from prep.reports.foreign import shown, shown_line
from prep.reports.highlight import Marked, highlight
from prep.reports.inline import inline, plain
from prep.reports.view import Answer, Audience, Block, Entry, Headline, Prose, Quote, Section, Tone
from prep.reports.wording import band_words, count_words, share_words, tone_of_share

MODEL_ANSWER: Final = "model-answer"
"""The section's id, after the prefix of its item."""

MAX_ANSWER: Final = 6000
_MAX_QUOTE: Final = 400
_STANDINGS: Final = {
    PointStanding.FOUND: ("✓", Tone.GOOD, "made"),
    PointStanding.PERHAPS: ("~", Tone.NEUTRAL, "perhaps made"),
    PointStanding.NOT_FOUND: ("✗", Tone.BAD, "missing"),
}


def answer_sections(item: AnswerItem, prefix: str, level: int, audience: Audience) -> Iterator[Section]:
    """The question, the answer with its evidence, point by point, follow-ups, a model answer."""
    own = "Your answer" if audience is Audience.CANDIDATE else "The answer"
    yield Section(
        id=f"{prefix}question",
        title="The question",
        level=level,
        blocks=tuple(Prose(text=inline(part)) for part in _paragraphs(item.question.question)),
    )
    yield Section(id=f"{prefix}answer", title=own, level=level, blocks=tuple(_answer(item)))
    yield Section(
        id=f"{prefix}points", title="Point by point", level=level, blocks=tuple(_points(item, audience, prefix))
    )
    if item.result.misconceptions or item.result.doubts:
        yield Section(
            id=f"{prefix}misconceptions",
            title="What to put right",
            level=level,
            blocks=tuple(_misconceptions(item, prefix)),
        )
    if item.follow_ups:
        yield Section(
            id=f"{prefix}follow-ups",
            title="Follow-up questions",
            level=level,
            blocks=tuple(_follow_up(asked) for asked in item.follow_ups),
        )
    yield Section(
        id=f"{prefix}{MODEL_ANSWER}",
        title="A model answer",
        level=level,
        blocks=tuple(Prose(text=inline(part)) for part in _paragraphs(item.question.model_answer)),
    )


def outcome(item: AnswerItem) -> Headline:
    if not item.is_graded:
        return Headline(figure="not scored", label="a person has to read it", tone=Tone.NEUTRAL)
    found = sum(point.found for point in item.result.points)
    label = f"{found} of {count_words(len(item.question.points), 'key point')} made"
    return Headline(figure=share_words(item.share), label=label, tone=tone_of_share(item.share))


def meaning(item: AnswerItem) -> str:
    """What the grade of an answer means, in a few sentences."""
    if not item.is_graded:
        return " ".join(shown_line(remark, _MAX_QUOTE) for remark in item.result.remarks)
    found = any(point.found for point in item.result.points)
    undone = item.share < 0.005 and found and item.result.misconceptions
    sentences = ["What is right in it is undone by what is wrong." if undone else band_words(item.share)]
    sentences += [shown_line(remark, _MAX_QUOTE) for remark in item.result.remarks]
    wrong = len(item.result.misconceptions)
    if wrong:
        sentences.append(
            f"It holds {count_words(wrong, 'misconception')}, which {'costs' if wrong == 1 else 'cost'} marks."
        )
    if item.result.needs_review:
        sentences.append("A person should look at it before it counts.")
    return " ".join(sentences)


def point_entry(prefix: str, point: str) -> str:
    """Where a report speaks of a key point."""
    return f"{prefix}point-{point}"


def misconception_entry(prefix: str, misconception: str) -> str:
    """Where a report speaks of a misconception."""
    return f"{prefix}misconception-{misconception}"


def label_of(item: AnswerItem, point_id: str) -> str:
    """The number under which a key point is spoken of."""
    return str(next((n for n, point in enumerate(item.question.points, 1) if point.id == point_id), "?"))


def _answer(item: AnswerItem) -> Iterator[Block]:
    marked = [
        *(Marked(label_of(item, p.id), p.evidence) for p in item.result.points if p.found and p.evidence),
        *(Marked(_letter(n), wrong.evidence, is_wrong=True) for n, wrong in enumerate(item.result.misconceptions)),
    ]
    if not item.answer.strip():
        yield Prose(text=plain("There is no answer."))
        return
    if marked:
        yield Prose(
            text=plain(
                "Underlined with a number: evidence for that key point below. "
                "Underlined with a letter: something to put right."
            ),
            small=True,
        )
    left = len(item.answer) - MAX_ANSWER
    yield Answer(
        label="The answer, as it was written",
        segments=highlight(item.answer, marked, MAX_ANSWER),
        left_out=f"The answer goes on for {count_words(left, 'more character')}." if left > 0 else "",
    )


def _points(item: AnswerItem, audience: Audience, prefix: str) -> Iterator[Entry]:
    results = {result.id: result for result in item.result.points}
    asked = {follow_up.point: follow_up.question for follow_up in item.result.follow_ups}
    for number, point in enumerate(item.question.points, 1):
        entry = _point(number, point, results.get(point.id), asked.get(point.id) or point.follow_up, audience)
        yield replace(entry, id=point_entry(prefix, point.id))


def _point(number: int, point: KeyPoint, result: PointResult | None, follow_up: str, audience: Audience) -> Entry:
    found = result is not None and result.found
    blocks: list[Prose | Quote] = []
    if result is not None and result.found and result.evidence is not None:
        blocks.append(
            _evidence("In your words" if audience is Audience.CANDIDATE else "In these words", result.evidence)
        )
    elif not found and follow_up:
        blocks.append(Prose(text=(*plain("Ask yourself: ", strong=True), *inline(follow_up))))
    sure = f" · probability {result.probability:.2f}" if result is not None and audience is Audience.REVIEWER else ""
    standing = result.standing if result is not None else PointStanding.NOT_FOUND
    mark, tone, remark = _STANDINGS[standing]
    return Entry(
        mark=mark,
        tone=tone,
        title=(*plain(f"{number}. "), *inline(point.description)),
        remark=f"{remark}{sure}",
        points=f"weight {point.weight:g}",
        blocks=tuple(blocks),
    )


def _misconceptions(item: AnswerItem, prefix: str) -> Iterator[Entry]:
    declared = {wrong.id: wrong for wrong in item.question.misconceptions}
    for number, wrong in enumerate(item.result.misconceptions):
        known = declared.get(wrong.id)
        said = wrong.feedback or (known.feedback if known else "a misconception")
        yield Entry(
            mark="✗",
            tone=Tone.BAD,
            title=(*plain(f"{_letter(number)}. "), *inline(said)),
            remark="misconception",
            points=f"costs {known.penalty:g}" if known and known.penalty else "",
            blocks=(_evidence("It is in these words", wrong.evidence),),
            id=misconception_entry(prefix, wrong.id),
        )
    for doubt in item.result.doubts:
        yield Entry(
            mark="?",
            tone=Tone.NEUTRAL,
            title=(*plain("Did you mean this? If so: "), *inline(doubt.feedback)),
            remark="a question, which costs nothing",
            blocks=(_evidence("It may be in these words", doubt.evidence),),
        )


def _follow_up(asked: FollowUpAnswer) -> Entry:
    return Entry(
        mark="✓" if asked.found else "✗",
        tone=Tone.GOOD if asked.found else Tone.BAD,
        title=inline(asked.question),
        remark="made the point" if asked.found else "did not make the point",
        blocks=(Quote(label="Answered", text=shown(asked.answer, 1500).strip() or "nothing", code=False),),
    )


def _evidence(label: str, evidence: Evidence) -> Quote:
    return Quote(label=label, text=shown_line(evidence.quote, _MAX_QUOTE), code=False)


def _letter(number: int) -> str:
    return chr(ord("A") + number) if number < 26 else f"A{number}"


def _paragraphs(text: str) -> list[str]:
    return [part for part in text.strip().split("\n\n") if part.strip()]
