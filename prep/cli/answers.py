"""`prep answer` and `prep answers`: grade answers to concept questions."""

import json
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

import click

from prep.catalog.questions import load_question, load_questions
from prep.cli.context import Settings, note, pass_settings
from prep.cli.exits import ExitCode
from prep.cli.grades import say_grade
from prep.model.errors import SubmissionError
from prep.model.question import AnswerResult, Question, SecondOpinion
from prep.model.text import one_line
from prep.store.folders import data_folder

if TYPE_CHECKING:
    from prep.concepts.grade.grader import AnswerGrader
    from prep.concepts.grade.marked import MarkedStore
    from prep.concepts.judge import Judge

ANSWER_FILE = click.Path(path_type=Path, exists=True, dir_okay=False, allow_dash=True)
_MOST_BYTES = 1_000_000
_KEY_VARIABLE = "PREP_JUDGE_KEY"


@click.command()
@click.argument("question_id", metavar="QUESTION")
@click.option("--file", "file", type=ANSWER_FILE, required=True, help="A file with the answer; - reads standard input.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@click.option(
    "--judge-url",
    envvar="PREP_JUDGE_URL",
    metavar="URL",
    help="Ask a language model there for a second opinion; any endpoint like OpenAI's, such as "
    f"http://localhost:11434/v1. {_KEY_VARIABLE} holds its key. It gets the question and the answer, and never "
    "changes the score.",
)
@click.option("--judge-model", envvar="PREP_JUDGE_MODEL", metavar="NAME", help="The model to ask.")
@click.option(
    "--judge-timeout",
    type=click.FloatRange(0, 600, min_open=True),
    default=30.0,
    show_default=True,
    help="Seconds to wait for it.",
)
@pass_settings
def answer(
    settings: Settings,
    question_id: str,
    file: Path,
    as_json: bool,
    judge_url: str | None,
    judge_model: str | None,
    judge_timeout: float,
) -> None:
    """Grade an answer to a concept question."""
    from prep.concepts.as_json import answer_object  # loads numpy

    found = load_question(settings.roots, question_id)
    judge = _judge(judge_url, judge_model, judge_timeout)
    text = read_answer(file)
    result = _grader().grade(found, text)
    opinion = judge.opinion(found, text) if judge else None
    if as_json:
        click.echo(json.dumps(answer_object(result, opinion), ensure_ascii=False))
    else:
        _print_result(found, result)
        if opinion:
            _print_opinion(opinion)


@click.command()
@click.option(
    "--jsonl", "file", type=click.File("rb"), required=True, help="Lines of question, answer; - is standard input."
)
@click.pass_context
@pass_settings
def answers(settings: Settings, ctx: click.Context, file: BinaryIO) -> None:
    """Grade many answers: lines of {"question": ID, "answer": TEXT} in, one result a line out, in order.

    An "id" in a line is repeated in its result. A line that cannot be graded is reported on standard error, and the
    rest goes on.
    """
    from prep.concepts.as_json import answer_object  # loads numpy

    questions = {one.id: one for one in load_questions(settings.roots)}
    grader = _grader()
    graded = failed = 0
    for number, raw in _lines(file):
        try:
            line = _parse_line(raw, number, questions)
        except SubmissionError as error:
            note(str(error))
            failed += 1
            continue
        written = answer_object(grader.grade(line.question, line.answer)) | line.extra
        click.echo(json.dumps(written, ensure_ascii=False))
        graded += 1
    if not graded and not failed:
        note('there is no line to grade; write {"question": ID, "answer": TEXT}, one a line')
        ctx.exit(ExitCode.SUBMISSION)
    if failed:
        note(f"{graded} graded, {failed} not: correct the lines named above and hand those in again")
        ctx.exit(ExitCode.SUBMISSION)


def read_answer(file: Path) -> str:
    """The text of a file or of standard input.

    Raises:
        SubmissionError: it is not UTF-8, or far too long to be an answer.
    """
    try:
        if str(file) == "-":
            raw = sys.stdin.buffer.read(_MOST_BYTES + 1)
        else:
            with file.open("rb") as stream:
                raw = stream.read(_MOST_BYTES + 1)
    except OSError as error:
        raise SubmissionError(f"{file}: cannot be read: {error.strerror}") from None
    if len(raw) > _MOST_BYTES:
        raise SubmissionError(f"{file}: over {_MOST_BYTES:,} bytes; that is not an answer to a question")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise SubmissionError(f"{file}: not UTF-8; save it as UTF-8") from None


def marked_store() -> "MarkedStore":
    """The team's own marked answers, in the data folder."""
    from prep.concepts.grade.marked import MarkedStore  # loads numpy

    return MarkedStore(data_folder() / "marked-answers.jsonl")


def _grader() -> "AnswerGrader":
    from prep.concepts.grade.grader import default_grader  # loads the model

    marked: dict[str, list[Any]] = {}
    store = marked_store()
    for one in store.all():
        marked.setdefault(one.question, []).append(one)
    unusable = store.unusable_lines()
    if unusable:
        lines = ", ".join(map(str, unusable[:5])) + (", …" if len(unusable) > 5 else "")
        note(f"{store.path}: left out line {lines}, which holds no marked answer with words in it; the others count")
    return default_grader(marked)


def _judge(url: str | None, model: str | None, timeout_s: float) -> "Judge | None":
    if not url:
        return None
    if not model:
        raise click.UsageError("name the model to ask with --judge-model or PREP_JUDGE_MODEL")
    from prep.concepts.judge import Endpoint, Judge

    return Judge(Endpoint(url=url, model=model, key=os.environ.get(_KEY_VARIABLE), timeout_s=timeout_s))


class _AnswerLine(NamedTuple):
    question: Question
    answer: str
    extra: dict[str, Any]


def _lines(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The lines that hold something, with their numbers; of one that is too long only the beginning."""
    number = 0
    while raw := file.readline(_MOST_BYTES + 1):
        number += 1
        if raw.strip():
            yield number, raw
        while len(raw) > _MOST_BYTES and not raw.endswith(b"\n"):
            raw = file.readline(_MOST_BYTES + 1)


def _parse_line(raw: bytes, number: int, questions: Mapping[str, Question]) -> _AnswerLine:
    """What a line asks for.

    Raises:
        SubmissionError: it is not such a line.
    """
    if len(raw) > _MOST_BYTES:
        raise SubmissionError(f"line {number}: over {_MOST_BYTES:,} bytes; that is not an answer to a question")
    try:
        entry = json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError:
        raise SubmissionError(f"line {number}: not UTF-8; save the file as UTF-8") from None
    except (ValueError, RecursionError) as error:
        raise SubmissionError(f"line {number}: not JSON: {one_line(str(error))}") from None
    if not isinstance(entry, dict) or not all(isinstance(entry.get(key), str) for key in ("question", "answer")):
        raise SubmissionError(f'line {number}: write {{"question": ID, "answer": TEXT}}')
    if entry["question"] not in questions:
        raise SubmissionError(f"line {number}: no question `{one_line(entry['question'])}`; see `prep question list`")
    extra = {"id": entry["id"]} if isinstance(entry.get("id"), str | int) else {}
    return _AnswerLine(questions[entry["question"]], entry["answer"], extra)


def _print_result(one: Question, result: AnswerResult) -> None:
    say_grade(one, result, click.echo)
    for follow_up in result.follow_ups:
        click.echo(f"? {follow_up.question}")
    if result.nearest:
        near = result.nearest
        click.echo(f"nearest marked answer: {near.id}, {near.score:.0%} by {one_line(near.marked_by)}")


def _print_opinion(opinion: SecondOpinion) -> None:
    """What the model said, with everything in it that could steer a terminal spelled out."""
    model = one_line(opinion.model)
    if opinion.score is None:
        click.echo(f"second opinion of {model}: none; {opinion.problem}")
    else:
        click.echo(f"second opinion of {model}, which changes nothing: {opinion.score:.0%}. {opinion.comment}")
