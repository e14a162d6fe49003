"""`prep question`: lists, shows, teaches and exports concept questions."""

import getpass
import json
import math
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from prep.catalog.questions import load_question, load_questions
from prep.cli.answers import ANSWER_FILE, marked_store, read_answer
from prep.cli.context import Settings, note, pass_settings
from prep.model.errors import SubmissionError
from prep.model.question import Question
from prep.model.text import count_words, one_line


@click.group()
def question() -> None:
    """List and show concept questions, teach the grader with marked answers, export a deck of cards."""


@question.command("list")
@click.option("--topic", help="Only the questions of one topic.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per line.")
@pass_settings
def list_questions(settings: Settings, topic: str | None, as_json: bool) -> None:
    """List all questions by topic."""
    found = _choose(settings, topic)
    width = max((len(one.id) for one in found), default=0)
    for one in found:
        if as_json:
            click.echo(json.dumps(_public(one)))
        else:
            click.echo(f"{one.id:{width}}  {one.topic:18} {one.level:12} {one.time_limit_minutes:2} min")


@question.command()
@click.argument("question_id", metavar="QUESTION")
@click.option("--answers", "with_rubric", is_flag=True, help="Also what a good answer says.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@pass_settings
def show(settings: Settings, question_id: str, with_rubric: bool, as_json: bool) -> None:
    """Show a question."""
    found = load_question(settings.roots, question_id)
    if as_json:
        click.echo(json.dumps(asdict(found) if with_rubric else _public(found)))
        return
    click.echo(found.question.strip())
    click.echo(f"\n{found.topic}, {found.level}, {count_words(found.time_limit_minutes, 'minute')}")
    if with_rubric:
        click.echo("\nA good answer\n" + found.model_answer.strip() + "\n")
        for point in found.points:
            click.echo(f"  {point.weight:g}  {point.description}")
        for wrong in found.misconceptions:
            click.echo(f"  -{wrong.penalty:g}  {wrong.feedback}")
    for one in found.reading:
        click.echo(f"Read up on it: {one.line}")


@question.command()
@click.argument("question_id", metavar="QUESTION")
@click.option("--file", "file", type=ANSWER_FILE, required=True, help="A file with the answer; - reads standard input.")
@click.option("--score", type=click.FloatRange(0, 1), required=True, help="What the answer is worth, 0 to 1.")
@click.option("--point", "points", multiple=True, metavar="ID", help="A key point it makes; can be repeated.")
@click.option("--misconception", "misconceptions", multiple=True, metavar="ID", help="One it holds; can be repeated.")
@click.option("--by", default=None, help="Who marked it; your login name unless given.")
@pass_settings
def mark(
    settings: Settings,
    question_id: str,
    file: Path,
    score: float,
    points: tuple[str, ...],
    misconceptions: tuple[str, ...],
    by: str | None,
) -> None:
    """Keep an answer with your mark: it pulls the score of answers like it, on this machine only."""
    from prep.concepts.grade.marked import mark as marked_by
    from prep.concepts.grade.marked import says_something

    found = load_question(settings.roots, question_id)
    if not math.isfinite(score):
        raise click.BadParameter("write a number from 0 to 1", param_hint="'--score'")
    _require_known(points, [point.id for point in found.points], "point")
    _require_known(misconceptions, [one.id for one in found.misconceptions], "misconception")
    text = read_answer(file)
    if not says_something(text):
        raise SubmissionError(f"{one_line(str(file))}: there is no word in it, so nothing can be learnt from its mark")
    marked = marked_by(
        question=found.id,
        answer=text,
        score=score,
        by=by or getpass.getuser(),
        now=datetime.now(UTC),
        points=points or None,
        misconceptions=misconceptions,
    )
    marked_store().add(marked)
    note(f"kept as {marked.id}, marked by {one_line(marked.marked_by)}")


@question.command()
@click.option("--anki", "file", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The .apkg file.")
@click.option("--topic", help="Only the questions of one topic.")
@pass_settings
def export(settings: Settings, file: Path, topic: str | None) -> None:
    """Write the questions as a deck for Anki; importing a newer one keeps what you have learned."""
    from prep.concepts.anki import write_anki

    found = _choose(settings, topic)
    write_anki(found, file)
    note(f"{count_words(len(found), 'card')} in {file}")


@question.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per line, with the whole answer.")
@pass_settings
def disputes(settings: Settings, as_json: bool) -> None:
    """List where you disagreed with the grader: examples that whoever looks after a question may adopt."""
    from prep.practice.desk.desk import Desk
    from prep.practice.record.marking import load_journal
    from prep.store.folders import data_folder

    desk = Desk(settings.roots, data_folder())
    try:
        found = load_journal(desk).disputes
    finally:
        desk.close()
    for one in found:
        if as_json:
            facts = {"question": one.question, "version": one.version, "part": one.part, "id": one.id}
            click.echo(json.dumps(facts | {"said": one.said, "answer": one.answer, "at": one.at.isoformat()}))
        else:
            held = "did say" if one.said else "did not say"
            click.echo(f"{one.question}: {held} `{one.id}` in: {one_line(one.answer, 100)}")


@question.command()
def schema() -> None:
    """Print the JSON Schema of what `prep answer --json` prints."""
    from prep.concepts.as_json import answer_schema

    click.echo(json.dumps(answer_schema(), indent=2))


def _choose(settings: Settings, topic: str | None) -> list[Question]:
    found = sorted(load_questions(settings.roots), key=lambda one: (one.topic, one.id))
    if topic is not None:
        topics = sorted({one.topic for one in found})
        if topic not in topics:
            from prep.catalog.reader import suggest  # only for a typing error

            hint = suggest(topic, topics) if topics else "there are no questions"
            raise click.UsageError(f"no topic `{one_line(topic)}`; {hint}")
    return [one for one in found if topic in (None, one.topic)]


def _public(one: Question) -> dict[str, Any]:
    """What a candidate may see before answering."""
    shown = ("id", "topic", "level", "time_limit_minutes", "question")
    return {name: getattr(one, name) for name in shown}


def _require_known(names: tuple[str, ...], known: list[str], what: str) -> None:
    from prep.catalog.reader import suggest  # only for a typing error

    for name in names:
        if name not in known:
            hint = suggest(name, known) if known else "it has none"
            raise click.UsageError(f"the question has no {what} `{name}`; {hint}")
