"""`prep question`, `prep answer` and `prep answers`."""

import getpass
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from prep.catalog.questions import load_question, load_questions
from prep.cli.context import Settings, note, pass_settings
from prep.model.errors import SubmissionError
from prep.model.question import AnswerResult, Question
from prep.model.text import one_line, visible
from prep.store.folders import data_folder

if TYPE_CHECKING:
    from prep.concepts.grade import Grader
    from prep.concepts.marked import MarkedStore

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False, allow_dash=True)
_MOST_BYTES = 1_000_000


@click.group()
def question() -> None:
    """List and show concept questions, and teach the grader with marked answers."""


@question.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@pass_settings
def list_questions(settings: Settings, as_json: bool) -> None:
    """List all questions by topic."""
    found = sorted(load_questions(settings.roots), key=lambda one: (one.topic, one.id))
    width = max((len(one.id) for one in found), default=0)
    for one in found:
        if as_json:
            click.echo(json.dumps(_public(one)))
        else:
            click.echo(f"{one.id:{width}}  {one.topic:18} {one.level:12} {one.time_limit_minutes:2} min")


@question.command()
@click.argument("question_id", metavar="QUESTION")
@click.option("--answers", "with_rubric", is_flag=True, help="Also what a good answer says.")
@click.option("--json", "as_json", is_flag=True, help="As a JSON object.")
@pass_settings
def show(settings: Settings, question_id: str, with_rubric: bool, as_json: bool) -> None:
    """Show a question."""
    found = load_question(settings.roots, question_id)
    if as_json:
        click.echo(json.dumps(asdict(found) if with_rubric else _public(found)))
        return
    click.echo(found.question.strip())
    click.echo(f"\n{found.topic}, {found.level}, {found.time_limit_minutes} minutes")
    if with_rubric:
        click.echo("\nA good answer\n" + found.model_answer.strip() + "\n")
        for point in found.points:
            click.echo(f"  {point.weight:g}  {point.description}")


@question.command()
@click.argument("question_id", metavar="QUESTION")
@click.option("--file", "file", type=_FILE, required=True, help="The answer; - reads standard input.")
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
    from prep.concepts.marked import mark as marked_by  # noqa: PLC0415 - not for the other commands

    found = load_question(settings.roots, question_id)
    _require_known(points, [point.id for point in found.points], "point")
    _require_known(misconceptions, [one.id for one in found.misconceptions], "misconception")
    marked = marked_by(
        question=found.id,
        answer=_read(file),
        score=score,
        by=by or getpass.getuser(),
        now=datetime.now(UTC),
        points=points or None,
        misconceptions=misconceptions,
    )
    _store().add(marked)
    note(f"kept as {marked.id}, marked by {one_line(marked.marked_by)}")


@click.command()
@click.argument("question_id", metavar="QUESTION")
@click.option("--file", "file", type=_FILE, required=True, help="The answer; - reads standard input.")
@click.option("--json", "as_json", is_flag=True, help="As a JSON object.")
@pass_settings
def answer(settings: Settings, question_id: str, file: Path, as_json: bool) -> None:
    """Grade an answer to a concept question."""
    found = load_question(settings.roots, question_id)
    text = _read(file)
    result = _grader().grade(found, text)
    if as_json:
        click.echo(json.dumps(as_json_object(result), ensure_ascii=False))
    else:
        _print_result(found, result)


@click.command()
@click.option(
    "--jsonl", "file", type=click.File("r", encoding="utf-8"), required=True, help="Lines of question, answer."
)
@pass_settings
def answers(settings: Settings, file: TextIO) -> None:
    """Grade many answers: lines of {"question": ID, "answer": TEXT} in, one result a line out, in order."""
    questions = {one.id: one for one in load_questions(settings.roots)}
    grader = _grader()
    for number, (question_id, text) in enumerate(_parse_lines(file), 1):
        if question_id not in questions:
            raise SubmissionError(f"line {number}: no question `{one_line(question_id)}`; see `prep question list`")
        click.echo(json.dumps(as_json_object(grader.grade(questions[question_id], text)), ensure_ascii=False))


def as_json_object(result: AnswerResult) -> dict[str, Any]:
    """The result as `--json` writes it."""
    return asdict(result)


def _grader() -> "Grader":
    from prep.concepts.grade import default_grader  # noqa: PLC0415 - loads the model

    marked: dict[str, list[Any]] = {}
    for one in _store().all():
        marked.setdefault(one.question, []).append(one)
    return default_grader(marked)


def _store() -> "MarkedStore":
    from prep.concepts.marked import MarkedStore  # noqa: PLC0415 - as above

    return MarkedStore(data_folder() / "marked-answers.jsonl")


def _public(one: Question) -> dict[str, Any]:
    """What a candidate may see before answering."""
    shown = ("id", "topic", "level", "time_limit_minutes", "question")
    return {name: getattr(one, name) for name in shown}


def _require_known(names: tuple[str, ...], known: list[str], what: str) -> None:
    from prep.catalog.reader import suggest  # noqa: PLC0415 - only for a typing error

    for name in names:
        if name not in known:
            hint = suggest(name, known) if known else "it has none"
            raise click.UsageError(f"the question has no {what} `{name}`; {hint}")


def _read(file: Path) -> str:
    """The text of a file or of standard input.

    Raises:
        SubmissionError: it is no UTF-8, or far too long to be an answer.
    """
    try:
        raw = sys.stdin.buffer.read(_MOST_BYTES + 1) if str(file) == "-" else file.read_bytes()
    except OSError as error:
        raise SubmissionError(f"{file}: cannot be read: {error.strerror}") from None
    if len(raw) > _MOST_BYTES:
        raise SubmissionError(f"{file}: over {_MOST_BYTES:,} bytes; that is no answer to a question")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise SubmissionError(f"{file}: not UTF-8; save it as UTF-8") from None


def _parse_lines(file: TextIO) -> Iterator[tuple[str, str]]:
    try:
        for number, line in enumerate(file, 1):
            if line.strip():
                yield _parse_line(line, number)
    except UnicodeDecodeError:
        raise SubmissionError("the file is not UTF-8; save it as UTF-8") from None


def _parse_line(line: str, number: int) -> tuple[str, str]:
    try:
        entry = json.loads(line)
    except ValueError as error:
        raise SubmissionError(f"line {number}: not JSON: {error}") from None
    if not isinstance(entry, dict) or not all(isinstance(entry.get(key), str) for key in ("question", "answer")):
        raise SubmissionError(f'line {number}: write {{"question": ID, "answer": TEXT}}')
    return entry["question"], entry["answer"]


def _print_result(one: Question, result: AnswerResult) -> None:
    click.echo(f"{result.score:.0%} of the marks, confidence {result.confidence:.0%}")
    for point, found in zip(one.points, result.points, strict=True):
        click.echo(f"{'✓' if found.found else '✗'} {point.description}")
        if found.evidence:
            click.echo(f"    you wrote: “{one_line(visible(found.evidence.quote))}”")
    for wrong in result.misconceptions:
        click.echo(f"! “{one_line(visible(wrong.evidence.quote))}”\n    {wrong.feedback}")
    for follow_up in result.follow_ups:
        click.echo(f"? {follow_up.question}")
    if result.nearest:
        click.echo(f"nearest marked answer: {result.nearest.id}, scored {result.nearest.score:.0%}")
    if result.needs_review:
        click.echo("A person should look at this answer: " + ", ".join(result.flags))
