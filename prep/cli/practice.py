"""`prep practice`: coding challenges without the app; drafts, clocks and attempts are the app's own."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from prep.cli.context import Settings, note, pass_settings
from prep.cli.dialogue import Dialogue
from prep.cli.exits import ExitCode
from prep.cli.grades import say_checks
from prep.model.errors import SubmissionError
from prep.model.submission import ENTRY_FILE
from prep.model.text import one_line
from prep.model.verdict import Verdict
from prep.practice.desk.desk import Desk
from prep.practice.desk.library import Library
from prep.practice.drafts.challenges import Way
from prep.practice.work.session import RunOutcome, Session
from prep.store.folders import data_folder

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False, allow_dash=True)
_MOST_BYTES = 1_000_000

_challenge = click.argument("challenge_id", metavar="CHALLENGE")
_file = click.option("--file", "file", type=_FILE, help="Take your work from this file; - reads standard input.")


@click.group(invoke_without_command=True)
@click.pass_context
@pass_settings
def practice(settings: Settings, ctx: click.Context) -> None:
    """Solve coding challenges against the clock, each with its draft, hints, attempts and reports.

    Without a command, shows how far you are in each challenge.
    """
    if ctx.invoked_subcommand is not None:
        return
    from prep.practice.progress.shelf import ShelfKind, load_shelf

    desk = Desk(settings.roots, data_folder())
    try:
        shelf = load_shelf(desk)
        for choice in shelf.choices:
            if choice.kind is not ShelfKind.QUESTION:
                click.echo(f"{choice.id:<36} {choice.standing}")
        for problem in shelf.problems:
            note(f"prep: {problem}")
    finally:
        desk.close()


@practice.command()
@_challenge
@click.option("--untimed", is_flag=True, help="Without a time limit; the clock only counts.")
@click.option("--from-memory", is_flag=True, help="Solve it once more, from the starter, in ten minutes.")
@click.option("--preview", is_flag=True, help="Only read it; no clock starts.")
@pass_settings
def start(settings: Settings, challenge_id: str, untimed: bool, from_memory: bool, preview: bool) -> None:
    """Begin a challenge, or go on with it: the prompt, the clock, and where your file lies."""
    way = Way.FROM_MEMORY if from_memory else Way.UNTIMED if untimed else None
    if preview:
        challenge = Library(settings.roots).challenge(challenge_id)
        click.echo(f"{challenge.prompt.strip()}\n")
        click.echo(f"{challenge.spec.level}, {challenge.spec.time_limit_minutes} minutes; no clock has started.")
        return
    with _session(settings, challenge_id, way) as session:
        session.begin()
        challenge = session.challenge
        click.echo(challenge.prompt.strip())
        click.echo(f"\nLevel {challenge.spec.level}, {challenge.max_points:g} points.")
        click.echo(f"Clock: {session.clock.tell(session.desk.now())}")
        click.echo(f"Hints: {session.hints_left} left; each costs {session.hint_price:g} points")
        click.echo(f"Your file: {session.folder / ENTRY_FILE}")
        if session.given:
            click.echo(f"Beside it: {', '.join(session.given)}")
        if session.interrupted_at is not None:
            note("Your last submission was not graded to its end, and does not count; submit it again.")


@practice.command()
@_challenge
@_file
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@click.pass_context
@pass_settings
def test(settings: Settings, ctx: click.Context, challenge_id: str, file: Path | None, as_json: bool) -> None:
    """Run the public tests on your work; nothing is counted."""
    with _session(settings, challenge_id) as session:
        outcome = session.check(_text(session, file), lambda _: None)
        _tell(session, outcome, as_json=as_json)
        if outcome.result.verdict is not Verdict.ACCEPTED:
            ctx.exit(_failed(outcome))


@practice.command("try")
@_challenge
@click.argument("typed", metavar="CODE")
@_file
@pass_settings
def try_(settings: Settings, challenge_id: str, typed: str, file: Path | None) -> None:
    """Run code such as "fit([1, 2])" on your work, and show what it prints and returns; nothing is counted."""
    with _session(settings, challenge_id) as session:
        click.echo(session.try_out(_text(session, file), typed))


@practice.command()
@_challenge
@_file
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@click.pass_context
@pass_settings
def submit(settings: Settings, ctx: click.Context, challenge_id: str, file: Path | None, as_json: bool) -> None:
    """Submit your work to all tests; it is kept as an attempt with a report."""
    with _session(settings, challenge_id) as session:
        outcome = session.submit(_text(session, file), lambda _: None)
        _tell(session, outcome, as_json=as_json)
        if outcome.report is not None:
            note(f"The report lies in {outcome.report}")
        if outcome.scheduled:
            note(f"What failed asks for: {', '.join(outcome.scheduled)} (prep drill)")
        if outcome.is_withheld:
            note(f"A hint says what to look at, for {session.hint_price:g} points: prep practice hint {challenge_id}")
        if outcome.problem:
            note(f"prep: not kept as an attempt: {outcome.problem}")
            ctx.exit(ExitCode.STORAGE)
        if outcome.result.verdict is Verdict.GRADER_ERROR:
            ctx.exit(ExitCode.GRADER)


@practice.command()
@_challenge
@click.option("--yes", is_flag=True, help="Do not ask.")
@pass_settings
def hint(settings: Settings, challenge_id: str, yes: bool) -> None:
    """Show the hints you took, and take another, which costs points; you are asked before."""
    with _session(settings, challenge_id) as session:
        for number, text in enumerate(session.hints, 1):
            click.echo(f"Hint {number}\n{text.strip()}\n")
        if not session.hints_left:
            note("There are no more hints.")
        elif yes or _agrees(f"The next hint costs {session.hint_price:g} points. Take it? [y/N]"):
            click.echo(f"Hint {len(session.hints) + 1}\n{session.take_hint().strip()}")


@practice.command("give-up")
@_challenge
@click.option("--yes", is_flag=True, help="Do not ask.")
@pass_settings
def give_up(settings: Settings, challenge_id: str, yes: bool) -> None:
    """Give up, and read the solution; later attempts are kept but do not count."""
    with _session(settings, challenge_id) as session:
        if session.may_see_solution or yes or _agrees("Later attempts will not count. Give up? [y/N]"):
            session.give_up()
            _say_solution(session)


@practice.command()
@_challenge
@click.option("--diff", "as_diff", is_flag=True, help="Show how the reference differs from your text instead.")
@pass_settings
def solution(settings: Settings, challenge_id: str, as_diff: bool) -> None:
    """Show the reference solution and its explanation, once you have finished or given up."""
    with _session(settings, challenge_id) as session:
        if not session.may_see_solution:
            raise click.UsageError(f"finish it first, or give up: prep practice give-up {challenge_id}")
        if as_diff:
            _say_difference(session)
        else:
            _say_solution(session)


@practice.command()
@_challenge
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per line.")
@pass_settings
def attempts(settings: Settings, challenge_id: str, as_json: bool) -> None:
    """List your attempts, numbered from the first."""
    from prep.practice.record.attempts import list_attempts

    with _session(settings, challenge_id) as session:
        found = list_attempts(session.desk.notebook, challenge_id)
        for number, one in reversed(list(zip(range(len(found), 0, -1), found, strict=True))):
            if as_json:
                facts = {"number": number, "at": one.submitted_at.isoformat(), "points": one.points}
                facts |= {"max_points": one.max_points, "verdict": one.verdict, "hints": one.hints_used}
                click.echo(json.dumps(facts | {"taken_s": one.taken_s, "version": one.version}))
            else:
                when = one.submitted_at.astimezone().strftime("%Y-%m-%d %H:%M")
                aided = ", after the solution" if one.aided else ""
                click.echo(f"{number:>3}  {when}  {one.points:g}/{one.max_points:g}  {one.verdict}{aided}")


@practice.command()
@_challenge
@click.argument("before", type=click.IntRange(1), required=False)
@click.argument("after", type=click.IntRange(1), required=False)
@pass_settings
def diff(settings: Settings, challenge_id: str, before: int | None, after: int | None) -> None:
    """Show what changed between two attempts; the last two unless you name them."""
    from prep.practice.record.attempts import list_attempts
    from prep.practice.shown.differences import differences

    with _session(settings, challenge_id) as session:
        found = list_attempts(session.desk.notebook, challenge_id)[::-1]
        last = after or len(found)
        first = before or last - 1
        if not 1 <= first <= len(found) or not 1 <= last <= len(found):
            raise click.UsageError(f"there are {len(found)} attempts; name two of them")
        lines = differences(found[first - 1].text, found[last - 1].text)
        click.echo(f"From attempt {first} to attempt {last}:" if lines else "They are the same.")
        for line in lines:
            click.echo(str(line))


@practice.command()
@_challenge
@pass_settings
def restart(settings: Settings, challenge_id: str) -> None:
    """Start the clock again, with the whole time."""
    with _session(settings, challenge_id) as session:
        session.restart_clock()
        note(f"Clock: {session.clock.tell(session.desk.now())}")


@contextmanager
def _session(settings: Settings, challenge_id: str, way: Way | None = None) -> Iterator[Session]:
    desk = Desk(settings.roots, data_folder())
    try:
        yield Session(desk, challenge_id, way)
    finally:
        desk.close()


def _text(session: Session, file: Path | None) -> str:
    """The draft, or what a file holds, which then becomes the draft."""
    if file is None:
        return session.text
    raw = sys.stdin.buffer.read(_MOST_BYTES + 1) if str(file) == "-" else _bytes(file)
    if len(raw) > _MOST_BYTES:
        raise SubmissionError(f"{file}: over {_MOST_BYTES:,} bytes; that is not a solution")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise SubmissionError(f"{file}: not UTF-8; save it as UTF-8") from None
    session.begin()
    session.save(text)
    return text


def _bytes(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(_MOST_BYTES + 1)
    except OSError as error:
        raise SubmissionError(f"{file}: cannot be read: {error.strerror}") from None


def _tell(session: Session, outcome: RunOutcome, *, as_json: bool) -> None:
    if session.weakness:
        note(f"prep: no full jail on this machine, which is fine for your own code: {one_line(session.weakness)}")
    if as_json:
        click.echo(json.dumps(outcome.result.as_plain()))
    else:
        cost = session.help.cost(session.challenge) if outcome.report else 0.0
        say_checks(session.sayable, outcome.result, Dialogue(), cost)


def _failed(outcome: RunOutcome) -> ExitCode:
    return ExitCode.GRADER if outcome.result.verdict is Verdict.GRADER_ERROR else ExitCode.CHECKS_FAILED


def _agrees(text: str) -> bool:
    said = Dialogue(quiet_stdout=True).ask(text)
    if said is None:
        raise click.UsageError("nobody is there to answer; --yes says yes beforehand")
    return said.casefold() in ("y", "yes")


def _say_difference(session: Session) -> None:
    from prep.practice.shown.differences import differences

    lines = differences(session.text, session.solution().source)
    click.echo("From your text to the reference:" if lines else "Your text is the reference.")
    for line in lines:
        click.echo(str(line))


def _say_solution(session: Session) -> None:
    found = session.solution()
    click.echo(found.markdown)
    click.echo(found.source)
