"""`prep drill`: concept questions without the app."""

import json

import click

from prep.cli.context import Settings, pass_settings
from prep.cli.dialogue import Dialogue
from prep.cli.grades import say_grade
from prep.model.challenge import Level
from prep.model.question import Question
from prep.model.text import count_words, one_line
from prep.practice.desk.desk import Desk
from prep.practice.drafts.claims import arguable
from prep.practice.progress.drill import NO_LIMIT, Asked, drill_queue, named
from prep.practice.record.drills import end_drill, end_old_drills
from prep.practice.record.schedule import Rating, tell_due
from prep.practice.work.answering import Answering, Rated
from prep.store.folders import data_folder

_HINT = "?"
"""A line that holds only this asks for the first step."""


@click.command()
@click.argument("question_ids", metavar="[QUESTION]...", nargs=-1)
@click.option("--topic", help="Only questions of this topic.")
@click.option("--level", type=click.Choice([level.value for level in Level]), help="Only questions of this level.")
@click.option("--count", type=click.IntRange(1, 1000), default=5, show_default=True, help="At most this many.")
@click.option("--more", is_flag=True, help="Also ask what is beyond today's share.")
@click.option("--list", "only_list", is_flag=True, help="Only show what would be asked, and why.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object for each question; the rest goes to stderr.")
@pass_settings
def drill(
    settings: Settings,
    question_ids: tuple[str, ...],
    topic: str | None,
    level: str | None,
    count: int,
    more: bool,
    only_list: bool,
    as_json: bool,
) -> None:
    """Answer concept questions: due ones first, then new ones.

    An answer ends with a line that holds only a full stop. It is graded at once; then come follow-up questions for
    credit, the model answer, and your own rating, by which the question is asked again. What you type is kept; the
    end of the input (Ctrl-D) ends the drill. All of it works in a pipe.
    """
    desk = Desk(settings.roots, data_folder())
    try:
        end_old_drills(desk)
        asked = _named(desk, question_ids) or _queued(desk, topic, level, count, more=more)
        if only_list:
            _list(asked, as_json=as_json)
        else:
            _drill(desk, asked, Dialogue(quiet_stdout=as_json), as_json=as_json)
    finally:
        desk.close()


def _named(desk: Desk, question_ids: tuple[str, ...]) -> list[Asked]:
    return list(named((desk.library.question(name) for name in question_ids), "you asked for it"))


def _queued(desk: Desk, topic: str | None, level: str | None, count: int, *, more: bool) -> list[Asked]:
    if topic is not None and topic not in desk.library.topics:
        from prep.catalog.reader import suggest  # only for a typing error

        raise click.UsageError(f"no topic `{one_line(topic, 60)}`; {suggest(topic, desk.library.topics)}")
    wanted = Level(level) if level else None
    queue = drill_queue(desk, topic=topic, level=wanted, portion=NO_LIMIT if more else None)
    if not queue.asked and queue.due_later + queue.new_later:
        waiting = queue.due_later + queue.new_later
        click.echo(
            f"Enough for today by your plan; {waiting} more another day (--more asks them all the same).", err=True
        )
    elif not queue.asked:
        later = f"; the next is due {tell_due(queue.next_due, desk.now())}" if queue.next_due else ""
        click.echo(f"Nothing is due{later}.", err=True)
    return list(queue.asked[:count])


def _list(asked: list[Asked], *, as_json: bool) -> None:
    for one in asked:
        if as_json:
            click.echo(json.dumps({"question": one.question.id, "topic": one.question.topic, "why": one.why}))
        else:
            click.echo(f"{one.question.id:<32} {one.question.topic:<20} {one.why}")


def _drill(desk: Desk, asked: list[Asked], dialogue: Dialogue, *, as_json: bool) -> None:
    for number, one in enumerate(asked, 1):
        dialogue.say(f"Question {number} of {len(asked)} ({one.why})")
        rated = _answer(desk, one.question, dialogue)
        if rated is not None and as_json:
            click.echo(json.dumps(_plain(rated), ensure_ascii=False))
        if dialogue.ended:
            break
    kept = end_drill(desk)
    if kept is not None:
        dialogue.say(f"{kept.record.title}: {kept.record.share:.0%}. The report lies in {kept.report}")


def _answer(desk: Desk, question: Question, dialogue: Dialogue) -> Rated | None:
    """Ask, grade, follow up, rate; None if the question was passed over."""
    answering = Answering(desk, question)
    answering.begin()
    _say_question(answering, dialogue)
    if answering.graded is None:
        wishes = {_HINT: lambda: dialogue.say(answering.take_hint())}
        text = dialogue.read_text(answering.save, answering.text, wishes)
        if text is None or not text.strip():
            dialogue.say("Passed over.\n")
            return None
        answering.grade(text)
    assert answering.graded is not None
    say_grade(question, answering.graded.result, dialogue.say)
    while (follow_up := answering.follow_up) is not None and not dialogue.ended:
        dialogue.say(f"\nFollow-up for credit: {follow_up.question}")
        said = dialogue.ask("Your answer in one line (Enter passes):")
        if said is None:
            break
        answer = answering.answer_follow_up(follow_up, said)
        if said:
            dialogue.say("✓ That makes the point." if answer.found else "✗ That does not make the point.")
    if answering.graded.follow_ups:
        dialogue.say(f"\nWith follow-ups: {answering.result.score:.0%} of the marks")
    dialogue.say(f"\nA good answer:\n{question.model_answer.strip()}\n")
    for one in question.reading:
        dialogue.say(f"Read up on it: {one.line}")
    rated = answering.rate(_ask_rating(answering, dialogue))
    dialogue.say(f"{question.id}: {rated.tell(desk.now())}.\n")
    return rated


def _say_question(answering: Answering, dialogue: Dialogue) -> None:
    question = answering.question
    dialogue.say(
        f"{question.id}: {question.topic}, {question.level}, {count_words(question.time_limit_minutes, 'minute')}"
    )
    dialogue.say(f"\n{question.question.strip()}\n")
    if answering.graded is not None:
        dialogue.say("You answered this one already; here is how it was graded.")
        return
    dialogue.say(f"Clock: {answering.clock.tell(answering.desk.now())}. A line with only a full stop ends your answer.")
    dialogue.say(answering.hint or f"A line with only {_HINT} shows a first step, whose point then counts half.")
    if answering.text.strip():
        dialogue.say(f"You wrote this before; go on below it:\n{answering.text}")


def _ask_rating(answering: Answering, dialogue: Dialogue) -> Rating:
    choices = ", ".join(f"{rating.value} {rating.name.lower()} ({rating.meaning})" for rating in Rating)
    dialogue.say(
        "To disagree: `object 2` on the second point, `object a` on the first misconception; again takes back."
    )
    while True:
        suggested = answering.suggested
        said = dialogue.ask(f"How well did you know it? {choices}; Enter means {suggested.value}:")
        if not said:
            return suggested
        for rating in Rating:
            if said.casefold() in (str(rating.value), rating.name.casefold()):
                return rating
        if said.casefold().startswith("object "):
            _object(answering, said.split()[-1].casefold(), dialogue)
        else:
            dialogue.say(f"`{one_line(said, 40)}` is not a rating; type 1, 2, 3 or 4.")


def _object(answering: Answering, label: str, dialogue: Dialogue) -> None:
    """Disagree with the grader about one point or misconception."""
    assert answering.graded is not None
    found = {one.label: one for one in arguable(answering.question, answering.graded.result)}
    if label not in found:
        dialogue.say(f"There is no `{one_line(label, 20)}`; there are {', '.join(found)}.")
        return
    answering.dispute(found[label].claim)
    made = found[label].claim in answering.graded.claims
    held = f"“{found[label].claim.words}”" if made else "taken back"
    dialogue.say(f"{found[label].text}: {held}. {answering.result.score:.0%} of the marks, by your word.")


def _plain(rated: Rated) -> dict[str, object]:
    item = rated.item
    return {
        "question": item.question.id,
        "share": item.share,
        "points": {point.id: point.found for point in item.result.points},
        "misconceptions": [one.id for one in item.result.misconceptions],
        "follow_ups": {one.point: one.found for one in item.follow_ups},
        "rating": int(rated.rating),
        "due": rated.due.isoformat(),
        "taken_s": item.taken_s,
    }
