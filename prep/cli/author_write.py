"""`prep author new`, `fork` and `broken`: what an author begins with."""

import random
import secrets
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from prep.authoring.broken.program import draw_faults
from prep.authoring.broken.render import write_task
from prep.authoring.broken.scenario import load_scenario, scenario_ids
from prep.authoring.broken.shipped import shipped_tasks
from prep.authoring.broken.task import Task
from prep.authoring.check import Demands, check_challenge, judge
from prep.authoring.fork import declare_more, fork_challenge
from prep.authoring.outcome import ProofOutcome
from prep.authoring.package import load_package
from prep.authoring.skeleton import write_question, write_skeleton
from prep.cli.author_outcome import outcome_in_words, progress_of
from prep.cli.context import Settings, note, pass_settings
from prep.cli.exits import ExitCode
from prep.grading.grader import Grader
from prep.model.text import count_words


@click.command()
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


@click.command("new-question")
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


@click.command()
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
    click.echo(outcome_in_words(outcome))
    if not outcome.ok and made.seeds:
        note("the seed may be an unlucky one: remove the fork and try another --seed")
    ctx.exit(ExitCode.OK if outcome.ok else ExitCode.CONTENT)


def _proved(roots: Sequence[Path], challenge_id: str, jobs: int) -> ProofOutcome:
    with Grader(lanes=jobs) as grader, progress_of([challenge_id]) as on_challenge:
        return check_challenge(
            roots, challenge_id, grader, Demands(repeat=3, mutants=False), on_challenge(challenge_id)
        )


def _pair(text: str) -> tuple[str, str]:
    old, equals, new = text.partition("=")
    if not (old and equals and new):
        raise click.BadParameter(f"{text!r} is not OLD=NEW, such as StandardScaler=ColumnScaler")
    return old, new


@click.command()
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
