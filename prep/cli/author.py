"""`prep author`: writes challenges and proves their tests fair."""

import os
import random
import secrets
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from prep.authoring.bench import OnStep
from prep.authoring.broken.program import draw_faults
from prep.authoring.broken.render import write_task
from prep.authoring.broken.scenario import load_scenario, scenario_ids
from prep.authoring.broken.shipped import shipped_tasks
from prep.authoring.broken.task import Task
from prep.authoring.check import Demands, check_challenge, compares_times, judge
from prep.authoring.coverage import cover, load_topics
from prep.authoring.fork import declare_more, fork_challenge
from prep.authoring.notices import notices
from prep.authoring.outcome import ProofOutcome
from prep.authoring.package import load_package
from prep.authoring.questions import check_questions
from prep.authoring.record import recorded_versions, renew_table
from prep.authoring.side_by_side import OnChallenge, SideBySide
from prep.authoring.skeleton import write_question, write_skeleton
from prep.authoring.symptoms import record_symptoms
from prep.authoring.version import proof_version
from prep.catalog.challenges import challenge_ids, find_challenge, load_challenge
from prep.catalog.questions import find_question
from prep.cli.context import Settings, note, pass_settings
from prep.cli.exits import ExitCode
from prep.grading.grader import Grader
from prep.model.errors import ContentError, StorageError
from prep.model.text import count_words

if TYPE_CHECKING:
    from prep.concepts.grade.grader import AnswerGrader

_TABLE: Final = "{:<36} {:>6} {:>8} {:>8} {:>9} {:>9} {:>5} {:>12} {:>7}"


@click.group()
def author() -> None:
    """Write challenges and prove their tests fair."""


@author.command()
@click.argument("challenge_id", metavar="PROJECT/SLUG")
@click.option(
    "--content",
    type=click.Path(path_type=Path, file_okay=False),
    help="The content folder to write to, created if missing.  [default: that of `prep --content`, else here]",
)
@pass_settings
def new(settings: Settings, challenge_id: str, content: Path | None) -> None:
    """Write a new challenge that works, for you to fill in."""
    target = content or settings.own_content or Path()
    folder = write_skeleton(target, challenge_id)
    note(f"{folder} is yours to fill in; `prep --content {target} author check {challenge_id}` says what is missing")


@author.command("new-question")
@click.argument("question_id", metavar="TOPIC/ID")
@click.option(
    "--content",
    type=click.Path(path_type=Path, file_okay=False),
    help="The content folder to write to, created if missing.  [default: that of `prep --content`, else here]",
)
@pass_settings
def new_question(settings: Settings, question_id: str, content: Path | None) -> None:
    """Write a new concept question that is graded well, with what each part is for, to put yours in its place."""
    target = content or settings.own_content or Path()
    file = write_question(target, question_id)
    note(f"{file} is yours to fill in; `prep --content {target} author check {file.stem}` says what is missing")


@author.command()
@click.argument("origin", metavar="CHALLENGE")
@click.argument("challenge_id", metavar="PROJECT/SLUG")
@click.option(
    "--replace",
    "words",
    multiple=True,
    metavar="OLD=NEW",
    help="A name, a number or a word to replace in all its files; can be repeated.",
)
@click.option("--seed", type=click.IntRange(0), help="Makes the same fork again.  [default: chance]")
@click.option(
    "--content",
    type=click.Path(path_type=Path, file_okay=False),
    help="The content folder to write to, created if missing.  [default: that of `prep --content`, else here]",
)
@click.option("--no-check", is_flag=True, help="Do not prove the fork; `prep author check` does it later.")
@click.option("--jobs", type=click.IntRange(1, 64), default=2, show_default=True, help="Submissions at a time.")
@click.pass_context
@pass_settings
def fork(  # one parameter an option
    settings: Settings,
    ctx: click.Context,
    origin: str,
    challenge_id: str,
    words: tuple[str, ...],
    seed: int | None,
    content: Path | None,
    no_check: bool,
    jobs: int,
) -> None:
    """Write your own version of a challenge: new seeds, your names and numbers, and the proof that it is fair."""
    target = content or settings.own_content or Path()
    pairs = dict(_pair(one) for one in words)
    seed = secrets.randbelow(1_000_000) if seed is None else seed
    made = fork_challenge(settings.roots, origin, target, challenge_id, pairs, seed)
    told = ", ".join(f"{old} {count_words(count, 'time')}" for old, count in made.replaced.items())
    note(f"{made.folder}: {count_words(made.seeds, 'new seed')} (--seed {seed}); replaced: {told or 'nothing'}")
    note(
        f"the reference of {origin} still solves it, after other names: whoever has prep can read that one, and "
        "`prep assess compare` shows who handed it in. Change what is asked, too, in prompt.md, tests and reference.py"
    )
    if no_check:
        return
    outcome = _proved([target.resolve(), *settings.roots], challenge_id, jobs)
    if outcome.evidence is not None and (more := declare_more(made.folder, outcome.evidence.wrong)):
        for name, checks in more.items():
            note(f"with the new data {name} also fails {', '.join(checks)}: added to its `fails`")
        outcome = judge(load_package(made.folder), outcome.evidence, outcome.seconds)
    click.echo(_told(outcome))
    if not outcome.ok and made.seeds:
        note("the seed may be an unlucky one: remove the fork and try another --seed")
    ctx.exit(ExitCode.OK if outcome.ok else ExitCode.CONTENT)


def _proved(roots: Sequence[Path], challenge_id: str, jobs: int) -> ProofOutcome:
    with Grader(lanes=jobs) as grader, _progress([challenge_id]) as on_challenge:
        return check_challenge(
            roots, challenge_id, grader, Demands(repeat=3, mutants=False), on_challenge(challenge_id)
        )


def _pair(text: str) -> tuple[str, str]:
    old, equals, new = text.partition("=")
    if not (old and equals and new):
        raise click.BadParameter(f"{text!r} is not OLD=NEW, such as StandardScaler=ColumnScaler")
    return old, new


@author.command()
@click.argument("scenario_id", metavar="[SCENARIO]", required=False)
@click.argument("challenge_id", metavar="[PROJECT/SLUG]", required=False)
@click.option("--faults", "count", type=click.IntRange(1, 5), default=3, show_default=True, help="How many to plant.")
@click.option("--fault", "names", multiple=True, metavar="NAME", help="Plant this one; can be repeated.")
@click.option("--seed", type=click.IntRange(0), help="Draws the same faults again.  [default: chance]")
@click.option(
    "--content",
    type=click.Path(path_type=Path, file_okay=False),
    help="The content folder to write to, created if missing.  [default: that of `prep --content`, else here]",
)
@click.option("--shipped", is_flag=True, help="Write all tasks anew that come with prep.")
@pass_settings
def broken(  # one parameter an option
    settings: Settings,
    scenario_id: str | None,
    challenge_id: str | None,
    count: int,
    names: tuple[str, ...],
    seed: int | None,
    content: Path | None,
    shipped: bool,
) -> None:
    """Write a task of broken training: a program with faults, each with a check of its own.

    Without arguments it lists the programs and the faults that each can have.
    """
    target = content or settings.own_content or Path()
    if shipped:
        written = [write_task(task, target, again=True) for task in shipped_tasks()]
        note(f"{count_words(len(written), 'task')} written to {target / 'challenges'}")
    elif scenario_id is None:
        click.echo("\n".join(_scenarios()))
    elif challenge_id is None:
        raise click.UsageError("name the challenge to write as PROJECT/SLUG, for example acme/fix-it")
    else:
        scenario = load_scenario(scenario_id)
        seed = secrets.randbelow(1_000_000) if seed is None else seed
        faults = tuple(map(scenario.fault, names)) or draw_faults(scenario, count, random.Random(seed))  # noqa: S311
        folder = write_task(Task(id=challenge_id, scenario=scenario, faults=faults), target)
        drawn = "" if names else f" (--seed {seed})"
        note(f"{folder}: {', '.join(fault.name for fault in faults)}{drawn}")
        note(f"`prep --content {target} author check {challenge_id}` proves it")


def _scenarios() -> Iterator[str]:
    for scenario_id in scenario_ids():
        scenario = load_scenario(scenario_id)
        yield f"{scenario_id}  {scenario.spec.summary}"
        for fault in scenario.spec.faults:
            yield f"    {fault.name:<26} {fault.headline}"


@author.command()
@click.argument("wanted", metavar="[CHALLENGE|QUESTION]...", nargs=-1)
@click.option("--all", "every", is_flag=True, help="Check all challenges and all concept questions.")
@click.option(
    "--after", metavar="CHALLENGE", help="With --all: go on after this one, where an earlier run was stopped."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per line for each challenge.")
@click.option("--report", type=click.Path(path_type=Path, dir_okay=False), help="Write the kill matrices as HTML.")
@click.option(
    "--table",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Renew the rows of what is checked in this table of all challenges.",
)
@click.option("--stale", is_flag=True, help="With --table: only what has changed since its row, or has none.")
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=os.cpu_count() or 1,
    show_default="the number of cores",
    help="Submissions at a time.",
)
@click.option("--no-mutants", is_flag=True, help="Try no mutants and no wrong habits; quicker, and proves less.")
@click.option(
    "--repeat", type=click.IntRange(1, 1000), default=10, show_default=True, help="How often right solutions must pass."
)
@click.pass_context
@pass_settings
def check(  # one parameter an option
    settings: Settings,
    ctx: click.Context,
    wanted: tuple[str, ...],
    every: bool,
    after: str | None,
    as_json: bool,
    report: Path | None,
    table: Path | None,
    stale: bool,
    jobs: int,
    no_mutants: bool,
    repeat: int,
) -> None:
    """Prove that a challenge's tests pass what is right and catch what is wrong.

    For a concept question: that it keeps the rules, and that its model answer and examples are graded as it says.
    """
    named = [one for one in wanted if "/" not in one]
    ids = _choose(settings, wanted, every=every, after=after)
    if table is not None and no_mutants:
        raise click.UsageError("--table lists mutants and habits; leave --no-mutants out")
    if stale:
        if table is None:
            raise click.UsageError("--stale goes with --table")
        known = recorded_versions(table)
        ids = [one for one in ids if known.get(one) != _version(settings, one)]
    questions = [None] if every and after is None else named
    demands = Demands(repeat=repeat, mutants=not no_mutants)
    outcomes: list[ProofOutcome] = []
    code = ExitCode.OK
    try:
        for outcome in _check_all(settings, ids, demands, jobs, questions):
            outcomes.append(outcome)
            click.echo(outcome.as_json() if as_json else _told(outcome))
            if table is not None:
                renew_table(table, [outcome])
    except KeyboardInterrupt:
        done = [outcome.challenge for outcome in outcomes if outcome.challenge in ids]
        onwards = f"; `--all --after {done[-1]}` goes on" if every and done else ""
        note(f"stopped; {len(outcomes)} of {len(ids) + len(questions)} checked{onwards}")
        code = ExitCode.INTERRUPTED
    if not as_json and len(outcomes) > 1:
        click.echo(_table(outcomes))
    if report is not None:
        _write_report(outcomes, report)
    if code is ExitCode.OK and not all(outcome.ok for outcome in outcomes):
        code = ExitCode.CONTENT
    ctx.exit(code)


@author.command()
@click.argument("wanted", metavar="[CHALLENGE]...", nargs=-1)
@click.option("--all", "every", is_flag=True, help="Record all challenges.")
@click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Submissions at a time.")
@pass_settings
def symptoms(settings: Settings, wanted: tuple[str, ...], every: bool, jobs: int) -> None:
    """Record how rejected submissions fail, so that reports can name the same mistake in other people's work."""
    ids = _choose(settings, wanted, every=every, after=None)
    with Grader(lanes=jobs) as grader:
        for challenge_id in ids:
            package = load_package(find_challenge(settings.roots, challenge_id))
            click.echo(f"{challenge_id}: {record_symptoms(package, grader)} recorded")


@author.command()
@pass_settings
def coverage(settings: Settings) -> None:
    """Show what interviews ask for most, and which challenges and questions there are for it.

    How often a topic is asked is the team's own estimate.
    """
    found = list(cover(load_topics(), settings.roots))
    for one in found:
        click.echo(one)
    held = sum(bool(one.challenges) for one in found)
    click.echo(
        f"{held} of {len(found)} topics have a challenge, {sum(bool(one.questions) for one in found)} a question"
    )


def _version(settings: Settings, challenge_id: str) -> str:
    """Nothing for a challenge that is broken, whose check tells it."""
    try:
        return proof_version(load_challenge(settings.roots, challenge_id))
    except ContentError:
        return ""


def _choose(settings: Settings, wanted: Sequence[str], *, every: bool, after: str | None) -> list[str]:
    if every is bool(wanted):
        raise click.UsageError("name the challenges and questions to check, or --all")
    if after is not None and not every:
        raise click.UsageError("--after goes with --all")
    challenges = [one for one in wanted if "/" in one]
    for challenge_id in [*challenges, *filter(None, [after])]:
        find_challenge(settings.roots, challenge_id)  # an unknown one is reported before the others take their time
    for question_id in wanted:
        if "/" not in question_id:
            find_question(settings.roots, question_id)
    if wanted:
        return challenges
    ids = sorted(challenge_ids(settings.roots), key=lambda one: compares_times(settings.roots, one))
    return ids[ids.index(after) + 1 :] if after else ids


def _check_all(
    settings: Settings, ids: Sequence[str], demands: Demands, jobs: int, questions: Sequence[str | None]
) -> Iterator[ProofOutcome]:
    """The questions (None stands for all of them) are checked on this thread, while others begin with the challenges.

    Those with a budget come last: beside other work a slow solution may be too noisy to be told from a fast one.
    """
    timed = [one for one in ids if compares_times(settings.roots, one)]
    with _progress(ids) as on_challenge:
        untimed = [one for one in ids if one not in timed]
        with SideBySide(settings.roots, untimed, demands, jobs, on_challenge) as challenges:
            grader = _question_grader() if questions else None
            for question in questions:
                yield check_questions(settings.roots, grader, question)
            yield from challenges.outcomes()
        for challenge_id in timed:
            with SideBySide(settings.roots, [challenge_id], demands, jobs, on_challenge) as alone:
                yield from alone.outcomes()


def _question_grader() -> "AnswerGrader":
    from prep.concepts.grade.grader import default_grader  # loads the model

    return default_grader()


@contextmanager
def _progress(ids: Sequence[str]) -> Iterator[OnChallenge]:
    """A bar on stderr where a person watches: how much of all challenges that have begun is done."""
    if not ids or not sys.stderr.isatty():
        yield lambda _challenge_id: lambda _done, _planned: None
        return
    steps: dict[str, tuple[int, int]] = {}
    label = ids[0] if len(ids) == 1 else f"{len(ids)} challenges"
    with click.progressbar(length=1, label=label, file=sys.stderr, show_pos=True) as bar:

        def on_challenge(challenge_id: str) -> OnStep:
            def on_step(done: int, planned: int) -> None:
                steps[challenge_id] = (done, planned)
                # What has not begun is taken to be as long as what has.
                bar.length = sum(planned for _, planned in steps.values()) * len(ids) // len(steps)
                bar.update(sum(done for done, _ in steps.values()) - bar.pos)

            return on_step

        yield on_challenge


def _told(outcome: ProofOutcome) -> str:
    """A challenge's outcome for a person: what is wrong, and what passes and is worth a look all the same."""
    passed = " passed" if outcome.ok else ""
    found = list(notices(outcome))
    lines = [f"{'✓' if outcome.ok else '✗'} {outcome.challenge}{passed} ({outcome.seconds:.0f} s)"]
    lines += [f"  {problem}" for problem in outcome.problems]
    if outcome.ok and found:
        lines.append("  it may stay as it is; worth a look:")
    return "\n".join([*lines, *found])


def _table(outcomes: Sequence[ProofOutcome]) -> str:
    head = _TABLE.format(
        "challenge", "checks", "accepted", "rejected", "mutants", "habits", "alike", "acknowledged", "seconds"
    )
    rows = [
        _TABLE.format(
            outcome.challenge,
            outcome.checks,
            outcome.accepted,
            outcome.rejected,
            f"{outcome.mutants.killed}/{outcome.mutants.total}",
            f"{outcome.habits.killed}/{outcome.habits.total}",
            outcome.habits.alike,
            outcome.mutants.acknowledged + outcome.habits.acknowledged,
            f"{outcome.seconds:.0f}",
        )
        for outcome in outcomes
    ]
    return "\n".join(["", head, *rows])


def _write_report(outcomes: Sequence[ProofOutcome], report: Path) -> None:
    from prep.authoring.report import render_report

    try:
        report.write_text(render_report(outcomes), "utf-8")
    except OSError as error:
        raise StorageError(f"{report}: cannot be written: {error.strerror}") from None
    note(f"report: {report}")
