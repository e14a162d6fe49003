"""`prep author check`, and what else is found out about challenges by running them."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from prep.authoring.check import Demands, compares_times
from prep.authoring.coverage import cover, load_topics
from prep.authoring.outcome import ProofOutcome
from prep.authoring.package import load_package
from prep.authoring.questions import check_questions
from prep.authoring.record import recorded_versions, renew_table
from prep.authoring.side_by_side import SideBySide
from prep.authoring.symptoms import record_symptoms
from prep.authoring.version import proof_version
from prep.catalog.challenges import challenge_ids, find_challenge, load_challenge
from prep.catalog.questions import find_question, question_files
from prep.cli.author_outcome import outcome_in_words, outcomes_in_rows, progress_of
from prep.cli.context import Settings, note, pass_settings
from prep.cli.exits import ExitCode
from prep.grading.grader import Grader
from prep.model.errors import ContentError, StorageError

if TYPE_CHECKING:
    from prep.concepts.grade.grader import AnswerGrader


@click.command()
@click.argument("wanted", metavar="[CHALLENGE|QUESTION]...", nargs=-1)
@click.option("--all", "every", is_flag=True, help="Check all challenges and concept questions of the content folder.")
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
    begun = every and after is None
    questions = [None] if begun and question_files(settings.authored) else named
    if begun and not ids and not questions and not stale:
        raise ContentError(f"{settings.authored[0]} holds no challenge and no concept question to check")
    demands = Demands(repeat=repeat, mutants=not no_mutants)
    outcomes: list[ProofOutcome] = []
    code = ExitCode.OK
    try:
        for outcome in _check_all(settings, ids, demands, jobs, questions):
            outcomes.append(outcome)
            click.echo(outcome.as_json() if as_json else outcome_in_words(outcome))
            if table is not None:
                renew_table(table, [outcome])
    except KeyboardInterrupt:
        done = [outcome.challenge for outcome in outcomes if outcome.challenge in ids]
        onwards = f"; `--all --after {done[-1]}` goes on" if every and done else ""
        note(f"stopped; {len(outcomes)} of {len(ids) + len(questions)} checked{onwards}")
        code = ExitCode.INTERRUPTED
    if not as_json and len(outcomes) > 1:
        click.echo(outcomes_in_rows(outcomes))
    if report is not None:
        _write_report(outcomes, report)
    if code is ExitCode.OK and not all(outcome.ok for outcome in outcomes):
        code = ExitCode.CONTENT
    ctx.exit(code)


@click.command()
@click.argument("wanted", metavar="[CHALLENGE]...", nargs=-1)
@click.option("--all", "every", is_flag=True, help="Record all challenges of the content folder.")
@click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Submissions at a time.")
@pass_settings
def symptoms(settings: Settings, wanted: tuple[str, ...], every: bool, jobs: int) -> None:
    """Record how rejected submissions fail, so that reports can name the same mistake in other people's work."""
    ids = _choose(settings, wanted, every=every, after=None)
    with Grader(lanes=jobs) as grader:
        for challenge_id in ids:
            package = load_package(find_challenge(settings.roots, challenge_id))
            click.echo(f"{challenge_id}: {record_symptoms(package, grader)} recorded")


@click.command()
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
    ids = sorted(challenge_ids(settings.authored), key=lambda one: compares_times(settings.roots, one))
    if after is None:
        return ids
    if after not in ids:
        raise click.UsageError(f"--after {after}: it is not in {settings.authored[0]}, whose challenges are checked")
    return ids[ids.index(after) + 1 :]


def _check_all(
    settings: Settings, ids: Sequence[str], demands: Demands, jobs: int, questions: Sequence[str | None]
) -> Iterator[ProofOutcome]:
    """The questions (None stands for all of them) are checked on this thread, while others begin with the challenges.

    Those with a budget come last: beside other work a slow solution may be too noisy to be told from a fast one.
    """
    timed = [one for one in ids if compares_times(settings.roots, one)]
    with progress_of(ids) as on_challenge:
        untimed = [one for one in ids if one not in timed]
        with SideBySide(settings.roots, untimed, demands, jobs, on_challenge) as challenges:
            grader = _question_grader() if questions else None
            for question in questions:
                yield check_questions(settings.roots if question else settings.authored, grader, question)
            yield from challenges.outcomes()
        for challenge_id in timed:
            with SideBySide(settings.roots, [challenge_id], demands, jobs, on_challenge) as alone:
                yield from alone.outcomes()


def _question_grader() -> "AnswerGrader":
    from prep.concepts.grade.grader import default_grader  # loads the model

    return default_grader()


def _write_report(outcomes: Sequence[ProofOutcome], report: Path) -> None:
    from prep.authoring.report import render_report

    try:
        report.write_text(render_report(outcomes), "utf-8")
    except OSError as error:
        raise StorageError(f"{report}: cannot be written: {error.strerror}") from None
    note(f"report: {report}")
